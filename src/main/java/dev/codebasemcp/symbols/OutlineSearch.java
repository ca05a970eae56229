package dev.codebasemcp.symbols;

import dev.codebasemcp.database.index.DefinedName;
import dev.codebasemcp.search.MissingPath;
import dev.codebasemcp.search.retrieve.IndexedFiles;
import dev.codebasemcp.search.retrieve.IndexedFiles.IndexedFile;
import dev.codebasemcp.search.retrieve.IndexedPaths;
import dev.codebasemcp.search.retrieve.PathMeaning;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Finds the definitions of a file or a directory. */
final class OutlineSearch {
    private final IndexedFiles files;
    private final Function<List<IndexedFile>, List<int[]>> words;

    /**
     * Creates a search.
     *
     * @param words returns the words of each of some files
     */
    OutlineSearch(IndexedFiles files, Function<List<IndexedFile>, List<int[]>> words) {
        this.files = files;
        this.words = words;
    }

    /**
     * Finds what a path has.
     *
     * @param readings what the path may mean, the usual one first, as {@link IndexedPaths#of} takes them
     */
    Outline find(List<String> readings) {
        PathMeaning meaning = new IndexedPaths(files).of(readings);
        if (meaning instanceof PathMeaning.AFile found) {
            return ofFile(found.file());
        }
        if (meaning instanceof PathMeaning.ADirectory found) {
            return new DirectoryOutline(files, found, words).read();
        }
        if (meaning instanceof PathMeaning.Several several) {
            return new Outline.Ambiguous(several.paths());
        }
        return new Outline.Missing(
                MissingPath.sentence(files.all().stream().map(IndexedFile::ref).toList(), readings.get(0)));
    }

    private Outline ofFile(IndexedFile file) {
        List<DefinedName> definitions = files.definitionsOf(file);
        List<Integer> levels = DefinitionLevels.of(definitions);
        List<OutlineEntry> entries = new ArrayList<>();
        for (int i = 0; i < definitions.size(); i++) {
            DefinedName definition = definitions.get(i);
            entries.add(new OutlineEntry(file.ref(), i, levels.get(i), Optional.of(OutlinedDefinition.of(definition))));
        }
        entries.sort(Comparator.comparingInt(OutlineEntry::level));
        return new Outline.OfFile(file.ref(), entries);
    }
}
