package dev.codebasemcp.database.server;

import dev.codebasemcp.model.UnavailableException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * A file lock between processes; the operating system releases it when a process ends.
 *
 * <p>Use one guard per file and process. Closing any channel of a file releases all of the process's locks on it (POSIX), and a
 * second lock by the same process is refused.
 */
final class FileGuard implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;
    private Optional<FileLock> lock = Optional.empty();

    private FileGuard(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static FileGuard open(Path file) throws IOException {
        return new FileGuard(
                file,
                FileChannel.open(
                        file,
                        Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE),
                        ServerFiles.forOwnerAlone(file)));
    }

    /**
     * Waits for an exclusive lock.
     *
     * @throws UnavailableException after {@code timeout}
     */
    void lockExclusively(Duration timeout) {
        waitFor(false, timeout);
    }

    /**
     * Waits for a shared lock.
     *
     * @throws UnavailableException after {@code timeout}
     */
    void lockShared(Duration timeout) {
        waitFor(true, timeout);
    }

    /** Takes an exclusive lock; false if the file is still in use after {@code timeout}. */
    boolean tryLockExclusively(Duration timeout) {
        Deadline deadline = Deadline.in(timeout);
        boolean locked = tryLock(false);
        while (!locked && !deadline.isOver()) {
            deadline.pause();
            locked = tryLock(false);
        }
        return locked;
    }

    void unlock() {
        try {
            if (lock.isPresent()) {
                lock.get().release();
            }
            lock = Optional.empty();
        } catch (IOException failure) {
            throw new UnavailableException("Cannot unlock " + file + ": " + failure, failure);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failure) {
            throw new UnavailableException("Cannot close " + file + ": " + failure, failure);
        }
    }

    private void waitFor(boolean shared, Duration timeout) {
        Deadline deadline = Deadline.in(timeout);
        while (!tryLock(shared)) {
            if (deadline.isOver()) {
                throw new UnavailableException("Another process has held " + file + " for " + timeout.toSeconds()
                        + " s to start or stop the database server. Try again, or end that process.");
            }
            deadline.pause();
        }
    }

    private boolean tryLock(boolean shared) {
        try {
            lock = Optional.ofNullable(channel.tryLock(0, Long.MAX_VALUE, shared));
            return lock.isPresent();
        } catch (IOException failure) {
            throw new UnavailableException("Cannot lock " + file + ": " + failure, failure);
        }
    }
}
