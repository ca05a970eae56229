package dev.codebasemcp.symbols;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.database.index.DefinedName;
import dev.codebasemcp.model.DefinitionKind;
import dev.codebasemcp.search.rank.FileRef;
import dev.codebasemcp.search.rank.FileRole;
import dev.codebasemcp.search.retrieve.IndexedFiles;
import dev.codebasemcp.search.retrieve.IndexedFiles.IndexedFile;
import dev.codebasemcp.search.retrieve.PathMeaning.ADirectory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Collects the outermost types and functions of a directory, the most used ones first. Four queries, however large. */
final class DirectoryOutline {
    /** The most names to count. Further ones, in tests and deep directories, come last. */
    private static final int MOST_NAMES = 20_000;
    /** The most files without types and functions to list. */
    private static final int BARE_FILES = 40;

    /** Names in tests, examples and copies say little about a code base. */
    private static final double MINOR_ROLE = 0.2;

    private static final Set<DefinitionKind> KINDS = kinds();
    private static final Set<FileRole> MAIN_ROLES =
            EnumSet.of(FileRole.SOURCE, FileRole.DECLARATION, FileRole.ENTRY, FileRole.TOOLING);

    private final IndexedFiles files;
    private final ADirectory directory;

    DirectoryOutline(IndexedFiles files, ADirectory directory) {
        this.files = files;
        this.directory = directory;
    }

    private static Set<DefinitionKind> kinds() {
        Set<DefinitionKind> kinds = EnumSet.of(DefinitionKind.FUNCTION, DefinitionKind.EXTENSION);
        Stream.of(DefinitionKind.values()).filter(DefinitionKind::isType).forEach(kinds::add);
        return kinds;
    }

    /** A definition in a file. */
    private record Top(FileRef file, DefinedName definition, double weight) {}

    /** A file with its definitions, the most used ones first. */
    private record TopFile(FileRef file, List<Top> tops) {
        private double weight() {
            return tops.isEmpty() ? -1 : tops.get(0).weight();
        }
    }

    /** Reads the outline. */
    Outline.OfDirectory read() {
        Map<Long, List<DefinedName>> outermost = outermost();
        NameUses uses = NameUses.of(files, names(outermost));
        List<TopFile> ranked = directory.files().stream()
                .map(file -> topFile(file, outermost.getOrDefault(file.contentId(), List.of()), uses))
                .sorted(Comparator.comparingDouble(TopFile::weight).reversed())
                .toList();
        return new Outline.OfDirectory(
                directory.path(),
                directory.files().stream().map(IndexedFile::ref).toList(),
                entries(ranked, uses));
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

    private static TopFile topFile(IndexedFile file, List<DefinedName> definitions, NameUses uses) {
        double factor = isMain(file.ref()) ? 1 : MINOR_ROLE;
        return new TopFile(
                file.ref(),
                definitions.stream()
                        .map(definition -> new Top(file.ref(), definition, factor * uses.weight(definition.name())))
                        .sorted(Comparator.comparingDouble(Top::weight).reversed())
                        .toList());
    }

    /** Each file with its most used definition, then all other definitions, then files without any. */
    private static List<OutlineEntry> entries(List<TopFile> ranked, NameUses uses) {
        Map<Top, Integer> positions = new HashMap<>();
        List<OutlineEntry> first = new ArrayList<>();
        List<Top> others = new ArrayList<>();
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
                first.add(heading);
                first.add(entry(file.tops().get(0), positions, uses));
                others.addAll(file.tops().subList(1, file.tops().size()));
            }
        }
        Stream<OutlineEntry> rest = others.stream()
                .sorted(Comparator.comparingDouble(Top::weight).reversed())
                .map(top -> entry(top, positions, uses));
        return Stream.of(first.stream(), rest, bare.stream().limit(BARE_FILES))
                .flatMap(entries -> entries)
                .toList();
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
