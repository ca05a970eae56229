package dev.codebasemcp.symbols;

import dev.codebasemcp.search.retrieve.IndexedFiles.IndexedFile;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;

/**
 * Files to be read one after the other, of which the next ones are read ahead together. A question looks at its deadline between
 * files, so it reads few too many.
 */
final class FilesAhead implements Iterable<IndexedFile> {
    /** Enough for all threads to have work. */
    private static final int MOST_FILES = 16;
    /** Few enough for the cache, and for a deadline. */
    private static final int MOST_CHUNKS = 120;

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
        return new Iterator<>() {
            private int next;
            private int ahead;

            @Override
            public boolean hasNext() {
                return next < files.size();
            }

            @Override
            public IndexedFile next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                if (next == ahead) {
                    ahead = endOfGroup(next);
                    reader.accept(files.subList(next, ahead));
                }
                return files.get(next++);
            }
        };
    }

    private int endOfGroup(int start) {
        int end = start;
        int chunks = 0;
        while (end < files.size() && end - start < MOST_FILES && chunks < MOST_CHUNKS) {
            chunks += files.get(end).chunks();
            end++;
        }
        return end;
    }
}
