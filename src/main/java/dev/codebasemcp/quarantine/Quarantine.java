package dev.codebasemcp.quarantine;

import dev.codebasemcp.model.ContentHash;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prevents a content that crashes native code from ending more than one process. Callers enter a content before
 * native code reads it, and leave afterwards.
 *
 * <p>A content that a dead process had entered is a suspect. It is tried alone in a separate process, and refused for
 * good if it ends that one too. A content that another living process has entered is waited for. No file is created
 * before the first content. Thread-safe, also across processes with the same directory.
 */
public final class Quarantine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);

    /** Longer than another process needs to read or try a content. */
    private static final Duration TIMEOUT = Duration.ofSeconds(45);

    private static final long POLL_MILLIS = 10;

    private final Directory directory;
    private final OwnMarks own;

    /** Keeps its files in {@code directory}, which is created on first use. */
    public Quarantine(Path directory, Clock clock) {
        this.directory = new Directory(directory, Directory.nameOfProcess(), clock);
        this.own = new OwnMarks(this.directory);
    }

    /** Runs native code on a content in a separate process. */
    @FunctionalInterface
    public interface Trial {
        /**
         * Tries the content.
         *
         * @return how it ended its process; empty if it did not
         * @throws IOException if it could not be tried
         */
        Optional<String> fault() throws IOException, InterruptedException;
    }

    /** The result of {@link #enter}. */
    public sealed interface Entry {}

    /** Permission for native code to read the content; leave it afterwards. */
    public interface Admission {
        /** Ends the permission, when native code has read the content. */
        void leave();
    }

    /** Native code may read the content. */
    public record Admitted(Admission admission) implements Entry {}

    /**
     * Native code must not read the content.
     *
     * @param cause the reason, as a continuation of "its content"
     */
    public record Refused(String cause) implements Entry {}

    /** Requests permission for native code to read a content. A suspect is first tried with {@code trial}. */
    public Entry enter(ContentHash content, Trial trial) {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        try {
            while (true) {
                directory.refresh();
                Optional<String> cause = directory.refusal(content);
                if (cause.isPresent()) {
                    return new Refused(cause.get());
                }
                Optional<MarkFile> other = directory.markedElsewhere(content);
                if (other.isEmpty()) {
                    return new Admitted(own.mark(content));
                }
                if (!settle(other.get(), content, trial)) {
                    if (System.nanoTime() - deadline > 0) {
                        return new Refused("is being read by another process, which does not finish");
                    }
                    TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
                }
            }
        } catch (IOException failure) {
            LOG.warn("Cannot try or find suspects", failure);
            return new Refused("may have ended an earlier process, and could not be tried: " + failure.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Refused("may have ended an earlier process, and was not tried because the work was stopped");
        }
    }

    /**
     * Tries a suspect; one at a time per file. False if the file's process lives, or another process is trying it.
     */
    private boolean settle(MarkFile file, ContentHash content, Trial trial) throws IOException, InterruptedException {
        synchronized (file) {
            if (!file.holds(content)) {
                return true;
            }
            if (!file.tryLock()) {
                return false;
            }
            try {
                Optional<String> fault = trial.fault();
                fault.ifPresent(cause -> refuse(content, cause));
                LOG.info(
                        "A process ended while native code read {}; tried alone: {}",
                        content,
                        fault.orElse("harmless"));
                file.clear(content);
                directory.removeIfEmpty(file);
                return true;
            } finally {
                file.unlock();
            }
        }
    }

    /** Refuses a content from now on, in all processes. */
    public void refuse(ContentHash content, String cause) {
        try {
            directory.refuse(content, cause);
        } catch (IOException failure) {
            LOG.warn("Only this process knows that native code must not read {}: {}", content, cause, failure);
        }
    }

    /** Ends this process's marks. */
    @Override
    public void close() {
        own.close();
        directory.close();
    }
}
