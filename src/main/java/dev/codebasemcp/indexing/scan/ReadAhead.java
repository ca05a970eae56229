package dev.codebasemcp.indexing.scan;

import dev.codebasemcp.files.KernelFileSystem;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Reads directories ahead of one walk, on a thread of its own: half of a walk is asking the file system what each entry is.
 * The walk's thread plans the directories that it will come to, and takes them in that order; one that nobody has begun to
 * read, it reads itself. Not safe for more threads than the walk's and its own.
 */
final class ReadAhead implements AutoCloseable {
    /** Entries that wait for the walk, some 300 bytes each; one directory may exceed it. */
    private static final int MOST_KEPT = 4_096;
    /** In a larger directory, entries are looked at one by one as the walk comes to them. */
    private static final int MOST_PROBED = 4_096;

    private final Deque<Planned> plan = new ArrayDeque<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(ReadAhead::daemon);
    private boolean started;
    private boolean closed;
    private int kept;

    /** A directory that the walk will come to. */
    final class Planned {
        private final Path directory;
        private final AtomicBoolean begun = new AtomicBoolean();
        private final FutureTask<Optional<List<DirectoryEntry>>> reading;
        private int keptEntries;

        private Planned(Path directory) {
            this.directory = directory;
            this.reading = new FutureTask<>(this::readAhead);
        }

        private Optional<List<DirectoryEntry>> readAhead() throws IOException {
            Optional<List<DirectoryEntry>> entries = read(directory);
            keptEntries = entries.map(List::size).orElse(0);
            keep(keptEntries);
            return entries;
        }

        Path directory() {
            return directory;
        }

        /**
         * Its entries by name; empty if a file system of the kernel is mounted there.
         *
         * @throws IOException if it cannot be read, or could not be
         */
        Optional<List<DirectoryEntry>> take() throws IOException, InterruptedException {
            if (begun.compareAndSet(false, true)) {
                return read(directory);
            }
            try {
                Optional<List<DirectoryEntry>> entries = reading.get();
                keep(-keptEntries);
                return entries;
            } catch (ExecutionException failure) {
                if (failure.getCause() instanceof IOException cause) {
                    throw cause;
                }
                throw new IllegalStateException(directory + " could not be read", failure.getCause());
            }
        }
    }

    /** Plans to come to some directories, in their order, before all that is planned already. */
    synchronized List<Planned> plan(List<Path> directories) {
        List<Planned> planned = directories.stream().map(Planned::new).toList();
        for (int i = planned.size() - 1; i >= 0; i--) {
            plan.push(planned.get(i));
        }
        if (!started && !planned.isEmpty()) {
            started = true;
            thread.execute(this::work);
        }
        notifyAll();
        return planned;
    }

    /** The entries of a directory by name; empty if a file system of the kernel is mounted there. */
    private static Optional<List<DirectoryEntry>> read(Path directory) throws IOException {
        return KernelFileSystem.isMountedAt(directory) ? Optional.empty() : Optional.of(list(directory));
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

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
        thread.shutdown();
    }

    private void work() {
        try {
            Optional<Planned> next = next();
            while (next.isPresent()) {
                read(next.get());
                next = next();
            }
        } catch (InterruptedException ended) {
            // Nobody interrupts this thread but the end of the process; the walk reads for itself then.
            Thread.currentThread().interrupt();
        }
    }

    private void read(Planned next) {
        if (next.begun.compareAndSet(false, true)) {
            next.reading.run();
        }
    }

    private synchronized Optional<Planned> next() throws InterruptedException {
        while (!closed && (plan.isEmpty() || kept >= MOST_KEPT)) {
            wait();
        }
        return closed ? Optional.empty() : Optional.of(plan.pop());
    }

    private synchronized void keep(int entries) {
        kept += entries;
        notifyAll();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = Executors.defaultThreadFactory().newThread(work);
        thread.setName("read-ahead-" + thread.getId());
        thread.setDaemon(true);
        return thread;
    }
}
