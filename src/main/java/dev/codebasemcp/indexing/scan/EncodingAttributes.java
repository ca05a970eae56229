package dev.codebasemcp.indexing.scan;

import dev.codebasemcp.files.SmallFile;
import dev.codebasemcp.indexing.content.EncodingGuess;
import dev.codebasemcp.paths.Bytes;
import java.nio.charset.Charset;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The encodings that {@code working-tree-encoding} in {@code .gitattributes} files sets. As in git, the nearest file with a
 * matching pattern decides, and within it the last match. Only consulted for files that are not UTF-8. Each attributes file is
 * read once per run. Thread-safe.
 */
final class EncodingAttributes {
    private static final String FILE = ".gitattributes";
    private static final String ATTRIBUTE = "working-tree-encoding";
    private static final String BOM_SUFFIX = "-BOM";

    /** One line: its pattern, and the encoding; none if the line unsets it. */
    private record Rule(IgnorePattern pattern, Optional<Charset> encoding) {}

    private final Map<Path, List<Rule>> rules = new ConcurrentHashMap<>();

    /** The encoding set for a file, if there is one and Java knows it. */
    Optional<Charset> of(ScannedFile file) {
        Path directory = file.absolutePath().getParent();
        String path = file.path();
        int start = path.lastIndexOf('/') + 1;
        while (directory != null) {
            Optional<Rule> rule = last(directory, Bytes.of(path.substring(start)), Bytes.of(file.name()));
            if (rule.isPresent() || start == 0) {
                return rule.flatMap(Rule::encoding);
            }
            start = path.lastIndexOf('/', start - 2) + 1;
            directory = directory.getParent();
        }
        return Optional.empty();
    }

    private Optional<Rule> last(Path directory, String path, String name) {
        List<Rule> all = rules.computeIfAbsent(directory, EncodingAttributes::read);
        for (int i = all.size() - 1; i >= 0; i--) {
            if (all.get(i).pattern.matches(path, name)) {
                return Optional.of(all.get(i));
            }
        }
        return Optional.empty();
    }

    private static List<Rule> read(Path directory) {
        byte[] bytes = SmallFile.read(directory.resolve(FILE), LinkOption.NOFOLLOW_LINKS)
                .orElse(new byte[0]);
        List<Rule> rules = new ArrayList<>();
        Bytes.of(bytes)
                .lines()
                .map(String::strip)
                .filter(line -> line.contains(ATTRIBUTE))
                .forEach(line -> {
                    List<String> words = List.of(line.split("[ \\t]+", -1));
                    // Negative patterns are forbidden in attributes files.
                    if (!line.startsWith("!")) {
                        words.subList(1, words.size()).stream()
                                .filter(word -> word.contains(ATTRIBUTE))
                                .reduce((first, second) -> second)
                                .flatMap(word -> IgnorePattern.parse(words.get(0))
                                        .filter(pattern -> !pattern.directoriesOnly())
                                        .map(pattern -> new Rule(pattern, encoding(word))))
                                .ifPresent(rules::add);
                    }
                });
        return rules;
    }

    private static Optional<Charset> encoding(String attribute) {
        String value = attribute.startsWith(ATTRIBUTE + "=") ? attribute.substring(ATTRIBUTE.length() + 1) : "";
        String name = value.endsWith(BOM_SUFFIX) ? value.substring(0, value.length() - BOM_SUFFIX.length()) : value;
        return name.isEmpty() ? Optional.empty() : EncodingGuess.byName(name);
    }
}
