package dev.codebasemcp.search;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.code.outline.Definition;
import dev.codebasemcp.code.parser.Grammars;
import dev.codebasemcp.code.parser.Outliner;
import dev.codebasemcp.code.text.SourceText;
import dev.codebasemcp.model.DefinitionKind;
import dev.codebasemcp.model.LineRange;
import dev.codebasemcp.quarantine.Quarantine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A tree of files with their outlines, which tells whether a result names what it shows. */
final class LabelledTree {
    private static final Set<DefinitionKind> FUNCTIONS =
            EnumSet.of(DefinitionKind.FUNCTION, DefinitionKind.METHOD, DefinitionKind.CONSTRUCTOR);

    private final Map<String, Source> sources = new TreeMap<>();

    private LabelledTree() {}

    /** A file as it is, and what it defines. */
    private record Source(SourceText text, List<Definition> definitions) {
        /** A definition's lines with those above it, up to a blank line or to what is defined before. */
        LineRange extent(Definition definition) {
            int start = definition.lines().start();
            while (start > 1 && !text.isBlank(start - 1) && !isOfAnother(start - 1, definition)) {
                start--;
            }
            return new LineRange(start, definition.lines().end());
        }

        private boolean isOfAnother(int line, Definition definition) {
            return definitions.stream()
                    .map(Definition::lines)
                    .anyMatch(one -> one.contains(line)
                            && (one.start() == line
                                    || !one.contains(definition.lines().start())));
        }

        List<LineRange> extents(SearchResult result) {
            return definitions.stream()
                    .filter(one -> one.qualifiedName().equals(result.symbol().orElse(""))
                            && result.kind().filter(kind -> kind == one.kind()).isPresent())
                    .map(this::extent)
                    .toList();
        }
    }

    /**
     * What is asked.
     *
     * @param name of the one function that is called so, if it is asked for by its name
     */
    record Question(String text, Optional<String> name) {}

    /** Those of the files below {@code root} that are indexed, if they are UTF-8. */
    static LabelledTree of(Path root, Set<String> indexed) throws IOException {
        LabelledTree tree = new LabelledTree();
        try (Outliner outliner = new Outliner(
                new Grammars(Path.of("target/test-natives")),
                new Quarantine(Path.of("target/test-natives"), Clock.systemUTC()))) {
            for (String path : indexed) {
                SourceText text =
                        SourceText.of(new String(Files.readAllBytes(root.resolve(path)), StandardCharsets.UTF_8));
                if (text.lineCount() > 0
                        && !text.text(new LineRange(1, text.lineCount())).contains("\ufffd")) {
                    Language language = Language.of(path, text.line(1));
                    tree.sources.put(
                            path,
                            new Source(text, outliner.outline(language, text).definitions()));
                }
            }
        }
        return tree;
    }

    /** Whether results in this file can be judged. */
    boolean has(SearchResult result) {
        return sources.containsKey(result.filePath());
    }

    /** Names of functions, those first of which another one differs in case alone, and what comments and names say. */
    List<Question> questions(int each) {
        Map<String, Integer> functions = new HashMap<>();
        List<String> prose = new ArrayList<>();
        sources.values()
                .forEach(source -> source.definitions().forEach(one -> {
                    if (FUNCTIONS.contains(one.kind())) {
                        functions.merge(one.name(), 1, Integer::sum);
                    }
                    prose.add(words(source.text().line(source.extent(one).start())));
                    prose.add(words(one.name().replaceAll("(\\p{Lower})(\\p{Upper})", "$1 $2")));
                }));
        Map<String, Long> spellings = functions.keySet().stream()
                .collect(Collectors.groupingBy(name -> name.toLowerCase(Locale.ROOT), Collectors.counting()));
        List<String> unique = functions.keySet().stream()
                .filter(name -> functions.getOrDefault(name, 0) == 1 && name.matches("[\\p{L}_][\\p{L}\\p{N}_]{2,}"))
                .sorted()
                .collect(Collectors.toCollection(ArrayList::new));
        Collections.shuffle(unique, new Random(5));
        Collections.shuffle(prose, new Random(7));
        return Stream.concat(
                        unique.stream()
                                .sorted((one, other) ->
                                        Long.compare(spellingsOf(other, spellings), spellingsOf(one, spellings)))
                                .limit(each)
                                .map(name -> new Question(name, Optional.of(name))),
                        prose.stream()
                                .filter(text -> text.matches(".*\\p{L}{3}.* .*"))
                                .distinct()
                                .limit(each)
                                .map(text -> new Question(text, Optional.empty())))
                .toList();
    }

    private static long spellingsOf(String name, Map<String, Long> spellings) {
        return spellings.getOrDefault(name.toLowerCase(Locale.ROOT), 0L);
    }

    private static String words(String line) {
        String words = line.replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
        return words.substring(0, Math.min(words.length(), 200));
    }

    /** What is wrong with the first answer to the name of the only function that is called so. */
    Optional<String> faultOfName(String name, List<SearchResult> results) {
        if (results.isEmpty()) {
            return Optional.of(name + ": nothing found");
        }
        SearchResult first = results.get(0);
        boolean right = Stream.of("", ".", ":", "#")
                .anyMatch(scope -> scope.isEmpty()
                        ? first.symbol().equals(Optional.of(name))
                        : first.symbol().orElse("").endsWith(scope + name));
        return right ? Optional.empty() : Optional.of(name + ": the first is " + first);
    }

    /** What is wrong with a full answer: other text than its lines have, or none of the lines of what it names. */
    Optional<String> faultOfFull(SearchResult result) {
        Source source = Objects.requireNonNull(sources.get(result.filePath()));
        if (!source.text().text(result.lines()).startsWith(result.content())) {
            return Optional.of("not the lines of the file: " + result);
        }
        List<LineRange> extents = source.extents(result);
        return result.symbol().isEmpty() || extents.stream().anyMatch(one -> one.overlaps(result.lines()))
                ? Optional.empty()
                : Optional.of("names what it does not show: " + result + " is at " + extents);
    }

    /** What is wrong with a concise answer: other lines than it tells, or lines outside of what it names. */
    Optional<String> faultOfConcise(SearchResult result) {
        Source source = Objects.requireNonNull(sources.get(result.filePath()));
        List<String> lines = result.content().lines().toList();
        List<Integer> numbers = lines.stream()
                .map(line -> Integer.parseInt(line.substring(0, line.indexOf(':'))))
                .toList();
        boolean range = numbers.get(0) == result.lines().start()
                && numbers.get(numbers.size() - 1) == result.lines().end();
        for (int i = 0; i < numbers.size(); i++) {
            String text = lines.get(i).substring(lines.get(i).indexOf(':') + 2);
            String shown = text.endsWith("…") ? text.substring(0, text.length() - 1) : text;
            range &= source.text().line(numbers.get(i)).startsWith(shown);
        }
        if (!range) {
            return Optional.of("not the lines that it tells: " + result);
        }
        List<LineRange> extents = source.extents(result);
        return result.symbol().isEmpty() || extents.stream().anyMatch(one -> one.contains(result.lines()))
                ? Optional.empty()
                : Optional.of("shows lines outside of what it names: " + result + " is at " + extents);
    }
}
