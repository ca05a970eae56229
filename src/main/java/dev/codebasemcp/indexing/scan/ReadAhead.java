package dev.codebasemcp.indexing.scan;

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
 * Reads directories ahead of one walk, on a thread of its own: half of a walk is asking the file system what each entry is.
 *
 * <p>Whenever the walk enters a directory, it tells which of those inside it will come to, and takes them in that order. The
 * reader reads those of the directory entered last first, and of each some; one that it has not begun to read when the walk
 * comes to it, the walk reads itself. For the walk's thread alone.
 */
final class ReadAhead implements AutoCloseable {
    /** Entries that wait for the walk in each directory that it is in, some 400 bytes each; the last one read may exceed it. */
    private static final int MOST_KEPT = 1_024;
    /** In a larger directory, entries are looked at one by one as the walk comes to them. */
    private static final int MOST_PROBED = 4_096;

    private final Deque<Level> levels = new ArrayDeque<>();
    private boolean started;
    private boolean closed;

    /** What is planned of a directory that the walk is in; guarded by the object around it. */
    private static final class Level {
        private final long device;
        private final Deque<Planned> unread = new ArrayDeque<>();
        private int untaken;
        private int kept;

        private Level(long device) {
            this.device = device;
        }

        private boolean isFull() {
            return kept >= MOST_KEPT;
        }
    }

    /** A directory that the walk will come to. */
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
         * Its entries by name; empty if a file system of the kernel is mounted there.
         *
         * @throws IOException if it cannot be read; one that could not be read ahead is tried again
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

    /** The walk enters a directory of the file system {@code device}, and will come to some of those in it, in this order. */
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
     * The entries of a directory by name; empty if a file system of the kernel is mounted there.
     *
     * @param parent the file system of the directory around it
     */
    static Optional<List<DirectoryEntry>> read(Path directory, long parent) throws IOException {
        // It may have become a link since it was planned, to anywhere.
        FileProbe probe = FileProbe.of(directory);
        if (probe.kind() != FileProbe.Kind.DIRECTORY) {
            throw new NotDirectoryException(directory.toString());
        }
        boolean mounted = probe.device() != parent;
        return mounted && KernelFileSystem.around(directory).isPresent()
                ? Optional.empty()
                : Optional.of(list(directory));
    }

    /** The entries of a directory by name. */
    static List<DirectoryEntry> list(Path directory) throws IOException {
        List<Path> paths = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(paths::add);
        } catch (DirectoryIteratorException failure) {
            throw failure.getCause();
        }
        paths.sort(Comparator.naturalOrder());
        boolean probing = paths.size() <= MOST_PROBED;
        return paths.stream()
                .map(path -> probing ? DirectoryEntry.probed(path) : DirectoryEntry.named(path))
                .toList();
    }

    /** Ends the reader; one that hangs in a file system is left there. */
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
            // The walk reads for itself then.
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
        // Only then may the reader wait for this; to wake it in vain for each directory cost a tenth of the walk.
        if (wasFull && !level.isFull()) {
            notifyAll();
        }
    }

    private static int sizeOf(Optional<List<DirectoryEntry>> entries) {
        return entries.map(List::size).orElse(0);
    }
}
