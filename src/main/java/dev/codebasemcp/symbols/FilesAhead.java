package dev.codebasemcp.symbols;

import dev.codebasemcp.search.retrieve.IndexedFiles.IndexedFile;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Files to be read one after the other, of which the next ones are read ahead together. A question looks at its deadline between
 * files, so it reads few too many.
 */
final class FilesAhead implements Iterable<IndexedFile> {
    /** Enough for all threads to have work, and few enough to fit into the cache. */
    private static final int FILES = 16;

    private final List<IndexedFile> files;
    private final Consumer<List<IndexedFile>> reader;

    /**
     * Reads nothing yet.
     *
     * @param reader reads some files ahead
     */
    FilesAhead(Collection<IndexedFile> files, Consumer<List<IndexedFile>> reader) {
        this.files = List.copyOf(files);
        this.reader = reader;
    }

    @Override
    public Iterator<IndexedFile> iterator() {
        return IntStream.range(0, files.size()).mapToObj(this::file).iterator();
    }

    private IndexedFile file(int at) {
        if (at % FILES == 0) {
            reader.accept(files.subList(at, Math.min(at + FILES, files.size())));
        }
        return files.get(at);
    }
}
