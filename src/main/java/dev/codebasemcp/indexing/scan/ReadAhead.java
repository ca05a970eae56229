package dev.codebasemcp.indexing.scan;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.codebasemcp.files.FileProbe;
import dev.codebasemcp.files.KernelFileSystem;
import dev.codebasemcp.threads.NamedThreads;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Reads directories ahead of one walk, on its own thread. A walk spends half of its time asking the file system for the state
 * of entries.
 *
 * <p>When the walk enters a directory, it plans the subdirectories that it will visit, and takes them in that order. The reader
 * works on the directory entered last first, up to a limit for each directory. If the reader has not started on a subdirectory,
 * the walk reads it itself. Used by the walk's thread only.
 */
final class ReadAhead implements AutoCloseable {
    /** The most entries kept for each directory of the walk, about 400 bytes each; the last read may exceed it. */
    private static final int MAX_KEPT = 1_024;
    /** In larger directories, the walk probes each entry on demand. */
    private static final int MAX_PROBED = 4_096;

    @GuardedBy("this") private final Deque<Level> levels = new ArrayDeque<>();

    @GuardedBy("this") private boolean started;

    @GuardedBy("this") private boolean closed;

    /** The plan for a directory of the walk; guarded by the enclosing object. */
    private static final class Level {
        private final long device;
        private final Deque<Planned> unread = new ArrayDeque<>();
        private int untaken;
        private int kept;

        private Level(long device) {
            this.device = device;
        }

        private boolean isFull() {
            return kept >= MAX_KEPT;
        }
    }

    /** A directory that the walk will visit. */
    final class Planned {
        private final Level level;
        private final Path directory;
        private final FutureTask<Optional<List<DirectoryEntry>>> reading = new FutureTask<>(this::readAndKeep);

        private Planned(Level level, Path directory) {
            this.level = level;
            this.directory = directory;
        }

        Path directory() {
            return directory;
        }

        /**
         * Its entries in order of name; empty if a kernel file system is mounted there. Retries a failed read-ahead.
         *
         * @throws IOException if it cannot be read
         */
        Optional<List<DirectoryEntry>> take() throws IOException, InterruptedException {
            reading.run();
            try {
                Optional<List<DirectoryEntry>> entries = reading.get();
                taken(this, sizeOf(entries));
                return entries;
            } catch (ExecutionException failure) {
                taken(this, 0);
                return read(directory, level.device);
            }
        }

        private Optional<List<DirectoryEntry>> readAndKeep() throws IOException {
            Optional<List<DirectoryEntry>> entries = read(directory, level.device);
            keep(level, sizeOf(entries));
            return entries;
        }
    }

    /**
     * Plans the subdirectories of a directory on the file system {@code device}, in the order in which the walk visits them.
     */
    synchronized List<Planned> plan(List<Path> directories, long device) {
        if (directories.isEmpty()) {
            return List.of();
        }
        Level level = new Level(device);
        directories.forEach(directory -> level.unread.add(new Planned(level, directory)));
        level.untaken = directories.size();
        levels.push(level);
        if (!started) {
            started = true;
            new NamedThreads("read-ahead").newThread(this::work).start();
        }
        notifyAll();
        return List.copyOf(level.unread);
    }

    /**
     * The entries of a directory in order of name; empty if a kernel file system is mounted there.
     *
     * @param parent the file system of its parent directory
     */
    static Optional<List<DirectoryEntry>> read(Path directory, long parent) throws IOException {
        // Since it was planned, it may have been replaced by a link to anywhere.
        FileProbe probe = FileProbe.of(directory);
        if (probe.kind() != FileProbe.Kind.DIRECTORY) {
            throw new NotDirectoryException(directory.toString());
        }
        boolean mounted = probe.device() != parent;
        return mounted && KernelFileSystem.around(directory).isPresent()
                ? Optional.empty()
                : Optional.of(list(directory));
    }

    /** The entries of a directory in order of name. */
    static List<DirectoryEntry> list(Path directory) throws IOException {
        List<Path> paths = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(paths::add);
        } catch (DirectoryIteratorException failure) {
            throw failure.getCause();
        }
        paths.sort(Comparator.naturalOrder());
        boolean probing = paths.size() <= MAX_PROBED;
        return paths.stream()
                .map(path -> probing ? DirectoryEntry.probed(path) : DirectoryEntry.named(path))
                .toList();
    }

    /** Stops the reader, without waiting for one that hangs in a file system. */
    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
    }

    private void work() {
        try {
            Optional<Planned> next = next();
            while (next.isPresent()) {
                next.get().reading.run();
                next = next();
            }
        } catch (InterruptedException interrupted) {
            // The walk then reads by itself.
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Optional<Planned> next() throws InterruptedException {
        while (!closed) {
            for (Level level : levels) {
                if (!level.unread.isEmpty() && !level.isFull()) {
                    return Optional.of(level.unread.pop());
                }
            }
            wait();
        }
        return Optional.empty();
    }

    private synchronized void keep(Level level, int entries) {
        level.kept += entries;
    }

    private synchronized void taken(Planned planned, int entries) {
        Level level = planned.level;
        boolean wasFull = level.isFull();
        level.kept -= entries;
        level.untaken--;
        if (level.unread.peek() == planned) {
            level.unread.pop();
        }
        if (level.untaken == 0) {
            levels.remove(level);
        }
        // The reader can only be waiting in this case. Waking it for each directory cost a tenth of the walk.
        if (wasFull && !level.isFull()) {
            notifyAll();
        }
    }

    private static int sizeOf(Optional<List<DirectoryEntry>> entries) {
        return entries.map(List::size).orElse(0);
    }
}
