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
 * What keeps a content that ends native code from ending more than one process. Whoever gives a content to native code
 * enters it here before and leaves after.
 *
 * <p>A content that a dead process had entered is a suspect: it is tried alone, in a process of its own, and refused for good
 * if it ends that as well. One that a living process has entered is waited for. Nothing is done before the first content.
 * Safe for threads, and for several processes with the same directory.
 */
public final class Quarantine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Quarantine.class);

    /** Longer than another process takes for a content, or to try one. */
    private static final Duration TIMEOUT = Duration.ofSeconds(45);

    private static final long POLL_MILLIS = 10;

    private final Directory directory;
    private final OwnMarks own;

    /** Keeps its files in a directory of its own, which is made when it is first needed. */
    public Quarantine(Path directory, Clock clock) {
        this.directory = new Directory(directory, Directory.nameOfProcess(), clock);
        this.own = new OwnMarks(this.directory);
    }

    /** Gives a content to native code in a process of its own. */
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

    /** The answer to {@link #enter}. */
    public sealed interface Entry {}

    /** Native code may read the content; to be left when it has. */
    public interface Admission {
        /** Native code has read the content. */
        void leave();
    }

    /** Native code may read it. */
    public record Admitted(Admission admission) implements Entry {}

    /**
     * Native code is not to read it.
     *
     * @param cause why, in words that go on after "its content"
     */
    public record Refused(String cause) implements Entry {}

    /** Asks whether native code may read a content; {@code trial} is used if it is a suspect. */
    public Entry enter(ContentHash content, Trial trial) {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        try {
            while (true) {
                directory.look();
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
                        return new Refused("is being read by another process, which does not come to an end");
                    }
                    TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
                }
            }
        } catch (IOException failure) {
            LOG.warn("Cannot try a suspect, or see whether there are any", failure);
            return new Refused("may have ended an earlier process, and could not be tried: " + failure.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Refused("may have ended an earlier process, and was not tried because the work was stopped");
        }
    }

    /** Tries a suspect, one of a file at a time; false while the process of the file lives, or another tries it. */
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

    /** Ends the marks of this process. */
    @Override
    public void close() {
        own.close();
        directory.close();
    }
}
