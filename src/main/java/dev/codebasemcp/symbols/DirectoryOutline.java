package dev.codebasemcp.symbols;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.database.index.DefinedName;
import dev.codebasemcp.model.DefinitionKind;
import dev.codebasemcp.search.rank.FileRef;
import dev.codebasemcp.search.rank.FileRole;
import dev.codebasemcp.search.retrieve.IndexedFiles;
import dev.codebasemcp.search.retrieve.IndexedFiles.IndexedFile;
import dev.codebasemcp.search.retrieve.PathMeaning.ADirectory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Collects the outermost types and functions of a directory, the most used ones first. Few queries, however large. */
final class DirectoryOutline {
    /** The most names to count. Further ones, in tests and deep directories, come last. */
    private static final int MOST_NAMES = 20_000;
    /** The most files without types and functions to list. */
    private static final int BARE_FILES = 40;

    /** For the words of other files, which only order the definitions. */
    private static final Duration TIME = Duration.ofMillis(500);

    /** A code base is told by its types first. */
    private static final double NO_TYPE = 0.25;

    private static final double OF_MODULE = 0.2;

    private static final Set<Language> MODULES = EnumSet.of(Language.JAVASCRIPT, Language.TYPESCRIPT, Language.TSX);
    private static final Set<Language> BUILD = EnumSet.of(Language.MAKEFILE, Language.CMAKE);

    private static final Set<DefinitionKind> KINDS = kinds();
    private static final Set<FileRole> MAIN_ROLES =
            EnumSet.of(FileRole.SOURCE, FileRole.DECLARATION, FileRole.ENTRY, FileRole.TOOLING);

    private final IndexedFiles files;
    private final ADirectory directory;
    private final Function<List<IndexedFile>, List<int[]>> words;

    /**
     * Creates a reader.
     *
     * @param words returns the words of each of some files
     */
    DirectoryOutline(IndexedFiles files, ADirectory directory, Function<List<IndexedFile>, List<int[]>> words) {
        this.files = files;
        this.directory = directory;
        this.words = words;
    }

    private static Set<DefinitionKind> kinds() {
        Set<DefinitionKind> kinds = EnumSet.of(DefinitionKind.FUNCTION, DefinitionKind.EXTENSION);
        Stream.of(DefinitionKind.values()).filter(DefinitionKind::isType).forEach(kinds::add);
        return kinds;
    }

    /** A definition in a file. */
    private record Top(FileRef file, DefinedName definition, double weight) {
        private static final Comparator<Top> ORDER = Comparator.comparing((Top top) -> !isOfProgram(top.file()))
                .thenComparing(Comparator.comparingDouble(Top::weight).reversed());
    }

    /** A file with its definitions, the most used ones first. */
    private record TopFile(FileRef file, List<Top> tops) {
        /** Files without definitions come last. */
        private static final Comparator<TopFile> ORDER = Comparator.comparing(
                file -> file.tops().stream().findFirst().orElse(null), Comparator.nullsLast(Top.ORDER));
    }

    /** Reads the outline. */
    Outline.OfDirectory read() {
        Map<Long, List<DefinedName>> outermost = outermost();
        NameUses uses = NameUses.of(files, names(outermost), written(outermost.values()));
        List<TopFile> ranked = directory.files().stream()
                .map(file -> topFile(file, outermost.getOrDefault(file.contentId(), List.of()), uses))
                .sorted(TopFile.ORDER)
                .toList();
        return new Outline.OfDirectory(
                directory.path(),
                directory.files().stream().map(IndexedFile::ref).toList(),
                entries(ranked, uses));
    }

    /** The words of the code, if there are types that they tell from other words. */
    private WrittenWords written(Collection<List<DefinedName>> outermost) {
        boolean areWanted = outermost.stream()
                .flatMap(List::stream)
                .anyMatch(one -> one.kind().isType() && NameUses.isWithCapital(one.name()));
        long end = System.nanoTime() + TIME.toNanos();
        return WrittenWords.of(areWanted ? files.all() : List.of(), words, () -> System.nanoTime() - end > 0);
    }

    private Map<Long, List<DefinedName>> outermost() {
        Map<Long, List<DefinedName>> found = new HashMap<>();
        List<IndexedFile> code =
                directory.files().stream().filter(file -> !isData(file.ref())).toList();
        files.forEachContent(
                code, KINDS, (definitions, content) -> found.put(content, DefinitionLevels.outermost(definitions)));
        return found;
    }

    private static boolean isData(FileRef file) {
        return Language.byId(file.language()).filter(Language::isData).isPresent();
    }

    /** Returns the names to count: of the program rather than its tests, of types rather than functions, and outer files first. */
    private Set<String> names(Map<Long, List<DefinedName>> outermost) {
        Comparator<Top> order = Comparator.comparing((Top top) -> !isMain(top.file()))
                .thenComparing(top -> !top.definition().kind().isType())
                .thenComparing(
                        top -> top.file().path().chars().filter(c -> c == '/').count());
        Set<String> names = new HashSet<>();
        directory.files().stream()
                .flatMap(file -> outermost.getOrDefault(file.contentId(), List.of()).stream()
                        .map(definition -> new Top(file.ref(), definition, 0)))
                .sorted(order)
                .takeWhile(top -> names.size() < MOST_NAMES)
                .forEach(top -> names.add(top.definition().name()));
        return names;
    }

    /** Whether a file is of the program rather than its tests, examples and copies. */
    static boolean isMain(FileRef file) {
        return MAIN_ROLES.contains(file.role());
    }

    /** Whether a file is of the program, and not of its build. */
    private static boolean isOfProgram(FileRef file) {
        return isMain(file)
                && file.role() != FileRole.TOOLING
                && Language.byId(file.language()).filter(BUILD::contains).isEmpty();
    }

    private static TopFile topFile(IndexedFile file, List<DefinedName> definitions, NameUses uses) {
        return new TopFile(
                file.ref(),
                definitions.stream()
                        .map(definition -> new Top(file.ref(), definition, weight(file.ref(), definition, uses)))
                        .sorted(Top.ORDER)
                        .toList());
    }

    private static double weight(FileRef file, DefinedName definition, NameUses uses) {
        boolean isType = definition.kind().isType();
        return uses.weight(definition.name(), isType)
                * (isType ? 1 : NO_TYPE)
                * (isOfModule(file, definition) ? OF_MODULE : 1);
    }

    /** What a module does not export, other files only name by chance. Some modules export at their end. */
    private static boolean isOfModule(FileRef file, DefinedName definition) {
        return Language.byId(file.language()).filter(MODULES::contains).isPresent()
                && !file.path().endsWith(".d.ts")
                && !definition.signature().contains("export");
    }

    /** The most used definitions, each file before its first one, then files without any. */
    private static List<OutlineEntry> entries(List<TopFile> ranked, NameUses uses) {
        Map<Top, Integer> positions = new HashMap<>();
        Map<FileRef, OutlineEntry> headings = new HashMap<>();
        List<OutlineEntry> bare = new ArrayList<>();
        int position = 0;
        for (TopFile file : ranked) {
            OutlineEntry heading = new OutlineEntry(file.file(), position++, 0, Optional.empty());
            for (Top top : inLineOrder(file.tops())) {
                positions.put(top, position++);
            }
            if (file.tops().isEmpty()) {
                bare.add(heading);
            } else {
                headings.put(file.file(), heading);
            }
        }
        List<OutlineEntry> entries = new ArrayList<>();
        ranked.stream().flatMap(file -> file.tops().stream()).sorted(Top.ORDER).forEach(top -> {
            Optional.ofNullable(headings.remove(top.file())).ifPresent(entries::add);
            entries.add(entry(top, positions, uses));
        });
        entries.addAll(bare.subList(0, Math.min(bare.size(), BARE_FILES)));
        return entries;
    }

    private static List<Top> inLineOrder(List<Top> tops) {
        return tops.stream()
                .sorted(Comparator.comparingInt(top -> top.definition().lines().start()))
                .toList();
    }

    private static OutlineEntry entry(Top top, Map<Top, Integer> positions, NameUses uses) {
        DefinedName definition = top.definition();
        OutlinedDefinition outlined = new OutlinedDefinition(
                definition.qualifiedName(),
                definition.kind(),
                definition.lines(),
                definition.signature(),
                uses.uses(definition.name()),
                uses.isAbout(definition.name()));
        return new OutlineEntry(top.file(), positions.getOrDefault(top, 0), 1, Optional.of(outlined));
    }
}
