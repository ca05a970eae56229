package dev.codebasemcp;

import dev.codebasemcp.launch.ArchiveMaker;
import dev.codebasemcp.launch.LaunchCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a server does when nobody has asked it for a while: it gives its memory back, and once it makes the archive of
 * classes where a start would have used one. For one thread.
 */
final class Rest {
    /** An assistant at work asks more often. */
    static final Duration AFTER = Duration.ofSeconds(40);

    private static final Logger LOG = LoggerFactory.getLogger(Rest.class);

    private final Activity activity;
    private final Duration after;
    private final Runnable release;

    /**
     * Creates the rest of a server.
     *
     * @param after how long nothing must have run
     * @param release gives memory back
     */
    Rest(Activity activity, Duration after, Runnable release) {
        this.activity = activity;
        this.after = after;
        this.release = release;
    }

    /** Rests each time that nothing has run for a while, until the thread is interrupted. */
    void run(Runnable firstTime) throws InterruptedException {
        long seen = activity.awaitQuiet(after);
        firstTime.run();
        while (true) {
            release.run();
            activity.awaitMoreThan(seen);
            seen = activity.awaitQuiet(after);
        }
    }

    /** Makes the archive of classes if this process was started with one that does not fit. Failures harm nothing. */
    static void archive(Path home) {
        ArchiveMaker maker = new ArchiveMaker(home, LaunchCommand.ofThisProcess());
        try {
            if (maker.isWanted()) {
                maker.makeUnlessFailed().ifPresent(file -> LOG.info("Made the archive of classes {}", file));
            }
        } catch (IOException | UncheckedIOException failure) {
            LOG.warn("Starts stay slower, because the archive of classes cannot be made: {}", failure.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
