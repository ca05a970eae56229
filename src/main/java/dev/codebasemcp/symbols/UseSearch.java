package dev.codebasemcp.symbols;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.code.tree.SyntaxNode;
import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.model.UnavailableException;
import dev.codebasemcp.search.rank.FileRef;
import dev.codebasemcp.search.retrieve.IndexedFiles.IndexedFile;
import dev.codebasemcp.symbols.resolve.Declaration;
import dev.codebasemcp.symbols.resolve.ReferenceKind;
import dev.codebasemcp.symbols.resolve.Resolution;
import dev.codebasemcp.symbols.resolve.Resolver;
import dev.codebasemcp.symbols.resolve.SourceFile;
import dev.codebasemcp.symbols.resolve.SymbolKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the places that refer to declarations, in one state of an index. For one question and one thread. */
final class UseSearch {
    private static final int MOST_FILES = 3_000;
    /** A client waits for some ten seconds. What was parsed by then is kept, so the same question goes further next time. */
    static final Duration TIME = Duration.ofSeconds(8);
    /** Resolvers keep what they saw; after this number of files they start anew, so that memory is bounded. */
    private static final int FILES_PER_RESOLVER = 100;

    private static final Set<ReferenceKind> OTHER_KINDS =
            Set.of(ReferenceKind.IMPORT, ReferenceKind.DOCUMENTATION, ReferenceKind.OVERRIDE);

    private final IndexedCode code;
    private final long deadline;
    private Languages languages;
    private int read;

    UseSearch(IndexedCode code) {
        this(code, System.nanoTime() + TIME.toNanos());
    }

    private UseSearch(IndexedCode code, long deadline) {
        this.code = code;
        this.deadline = deadline;
        this.languages = new Languages(code);
    }

    /** Returns a search in other code for the same question, within the same time. */
    UseSearch in(IndexedCode other) {
        return new UseSearch(other, deadline);
    }

    /**
     * The places that refer to declarations.
     *
     * @param places by files and lines; a line may have several kinds
     * @param filesRead how many files have the name and were read
     * @param filesWithName how many files have the name
     * @param unparsed files with the name that have no syntax tree
     */
    record Uses(List<Reference> places, int filesRead, int filesWithName, List<FileRef> unparsed) {
        /** Returns the uses of one of the declarations, and those that are known by name alone. */
        List<Reference> of(Declaration declaration) {
            return places.stream()
                    .filter(place -> place.symbols().isEmpty()
                            || place.symbols().stream().anyMatch(symbol -> symbol.isOf(declaration)))
                    .toList();
        }

        /** Whether all files with the name were read. */
        boolean isWhole() {
            return filesRead == filesWithName;
        }
    }

    /** Leaves out imports, comments, overriding members and subtypes, which are no callers. */
    static List<Reference> callers(List<Reference> places) {
        return places.stream()
                .filter(one ->
                        !OTHER_KINDS.contains(one.kind()) && one.namedSubtype().isEmpty())
                .toList();
    }

    /** The resolvers to use, for a short time. */
    Languages languages() {
        return languages;
    }

    /** Whether the time of the question is over. */
    boolean isOver() {
        if (Thread.currentThread().isInterrupted()) {
            throw new UnavailableException("Interrupted while reading the files with the name.");
        }
        return System.nanoTime() - deadline > 0;
    }

    /** Reads files until the time is over; returns whether it read all. */
    static <T> boolean each(Iterable<T> files, BooleanSupplier isOver, Consumer<T> reader) {
        for (T file : files) {
            if (isOver.getAsBoolean()) {
                return false;
            }
            reader.accept(file);
        }
        return true;
    }

    /** Decides anew what a mention means that may mean a target. */
    @FunctionalInterface
    interface Judge {
        /** Returns what the mention means; empty if it is to be left out. */
        Optional<Meaning> meaning(SourceFile file, SyntaxNode mention, Meaning meaning);
    }

    /** Finds the uses of declarations with one plain name. */
    Uses of(List<Declaration> targets) {
        return of(targets, (file, mention, meaning) -> Optional.of(meaning));
    }

    /** Finds those uses of declarations with one plain name that a judge lets pass. */
    Uses of(List<Declaration> targets, Judge judge) {
        Set<Language> asked = new TreeSet<>();
        targets.forEach(target -> asked.add(target.file().language()));
        List<IndexedFile> holding = candidates(targets).stream()
                .filter(file -> Language.byId(file.ref().language())
                        .filter(language -> asked.stream().anyMatch(one -> Languages.areRelated(one, language)))
                        .isPresent())
                .toList();
        Targets wanted = Targets.of(targets);
        return read(targets.get(0).name(), holding, (file, parsed) -> in(file, parsed, wanted, judge));
    }

    /** Finds the places with a plain name, whatever it means there, in all files but some. */
    Uses named(String name, List<FileRef> but) {
        List<IndexedFile> holding = code.files().containing(name).stream()
                .filter(file -> Language.byId(file.ref().language())
                        .flatMap(Language::grammar)
                        .isPresent())
                .filter(file -> !but.contains(file.ref()))
                .toList();
        return read(name, holding, (file, parsed) -> {
            Resolver resolver = languages.resolver(parsed.language());
            ReferencesInFile places = new ReferencesInFile(code, file.ref(), parsed, resolver);
            return Stream.concat(
                            resolver.mentions(parsed, Set.of(name)).stream()
                                    .map(mention -> places.at(mention, Meaning.BY_NAME)),
                            new CommentMentions(Set.of(name))
                                    .linesOf(parsed).stream().map(places::inComment))
                    .sorted(Comparator.comparing(Reference::line))
                    .toList();
        });
    }

    /** Reads files with a name, as long as there is time. */
    private Uses read(
            String name, List<IndexedFile> holding, BiFunction<IndexedFile, SourceFile, List<Reference>> reader) {
        List<Reference> places = new ArrayList<>();
        List<FileRef> unparsed = new ArrayList<>();
        int done = 0;
        for (IndexedFile file : code.ahead(Optional.of(name), holding)) {
            if (done == MOST_FILES || isOver()) {
                break;
            }
            done++;
            renewResolvers();
            Optional<SourceFile> parsed = code.parseHaving(name, file);
            parsed.ifPresent(one -> places.addAll(reader.apply(file, one)));
            if (parsed.isEmpty() && !code.isWithout(name, file)) {
                unparsed.add(file.ref());
            }
        }
        return new Uses(places, done, holding.size(), unparsed);
    }

    /** Whether only the files of the declarations themselves can refer to them. */
    boolean isOfFilesOnly(List<Declaration> targets) {
        return targets.stream().allMatch(target -> resolver(target).isOfFileOnly(target));
    }

    /** The files that may refer to the declarations: their own alone, if no other can. */
    private Collection<IndexedFile> candidates(List<Declaration> targets) {
        if (isOfFilesOnly(targets)) {
            Map<FileKey, IndexedFile> files = new LinkedHashMap<>();
            targets.forEach(target -> code.at(target.file().key())
                    .ifPresent(file -> files.put(file.ref().key(), file)));
            return files.values();
        }
        Set<String> words = new LinkedHashSet<>(Set.of(targets.get(0).name()));
        targets.forEach(target -> resolver(target)
                .moduleWord(target)
                .filter(word -> !word.isEmpty())
                .ifPresent(words::add));
        return code.files().containingAny(words);
    }

    private Resolver resolver(Declaration target) {
        return languages.resolver(target.file().language());
    }

    private void renewResolvers() {
        if (++read % FILES_PER_RESOLVER == 0) {
            languages = new Languages(code);
        }
    }

    private List<Reference> in(IndexedFile indexed, SourceFile file, Targets targets, Judge judge) {
        Resolver resolver = languages.resolver(file.language());
        Set<String> names = new HashSet<>();
        for (String name : targets.names()) {
            names.add(name);
            names.addAll(resolver.aliases(file, name));
        }
        ReferencesInFile places = new ReferencesInFile(code, indexed.ref(), file, resolver);
        List<Reference> found = new ArrayList<>();
        for (SyntaxNode mention : resolver.mentions(file, names)) {
            if (isOver()) {
                break;
            }
            // Of several symbols with one name, one may override another.
            if (!targets.nameNodes().contains(mention) || resolver.kind(file, mention) == ReferenceKind.OVERRIDE) {
                meaning(resolver.resolve(file, mention), targets)
                        .flatMap(meaning -> judge.meaning(file, mention, meaning))
                        .ifPresent(meaning -> found.add(places.at(mention, meaning)));
            }
        }
        for (int line : new CommentMentions(names).linesOf(file)) {
            found.add(places.inComment(line));
        }
        found.sort(Comparator.comparing(Reference::line));
        return found;
    }

    /** What a mention means, if it may mean some of the targets. */
    record Meaning(Confidence confidence, List<Declaration> targets) {
        /** Only the name is known. */
        static final Meaning BY_NAME = new Meaning(Confidence.BY_NAME, List.of());

        Meaning {
            targets = List.copyOf(targets);
        }
    }

    private static Optional<Meaning> meaning(Resolution resolution, Targets targets) {
        if (resolution instanceof Resolution.Certain certain) {
            return meaning(Confidence.RESOLVED, certain.declarations(), targets);
        }
        if (resolution instanceof Resolution.Probable probable) {
            return meaning(Confidence.LIKELY, probable.declarations(), targets);
        }
        return resolution instanceof Resolution.Undecided ? Optional.of(Meaning.BY_NAME) : Optional.empty();
    }

    private static Optional<Meaning> meaning(Confidence confidence, List<Declaration> found, Targets targets) {
        List<Declaration> meant = found.stream()
                .map(Declaration::key)
                .distinct()
                .flatMap(key -> Stream.ofNullable(targets.symbols().get(key)))
                .toList();
        return meant.isEmpty() ? Optional.empty() : Optional.of(new Meaning(confidence, meant));
    }

    /**
     * What places are to refer to. There may be thousands of overloads.
     *
     * @param symbols one declaration of each symbol
     * @param nameNodes the names of all declarations, which are no uses
     */
    private record Targets(Map<SymbolKey, Declaration> symbols, Set<SyntaxNode> nameNodes, Set<String> names) {
        static Targets of(List<Declaration> declarations) {
            Map<SymbolKey, Declaration> symbols = new LinkedHashMap<>();
            declarations.forEach(one -> symbols.putIfAbsent(one.key(), one));
            return new Targets(
                    symbols,
                    declarations.stream().map(Declaration::nameNode).collect(Collectors.toSet()),
                    declarations.stream().map(Declaration::name).collect(Collectors.toSet()));
        }
    }
}
