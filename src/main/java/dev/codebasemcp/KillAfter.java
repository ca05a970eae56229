package dev.codebasemcp;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kills this process unless it has ended by itself. A virtual machine that ends waits up to 300 ms for threads in native code,
 * such as a call into a file system that does not answer, and up to 10 s for its compilers; nothing inside of it can cut that
 * short. All that lasts is in the database by then, or never was.
 */
final class KillAfter {
    private static final Logger LOG = LoggerFactory.getLogger(KillAfter.class);
    private static final boolean HAS_SHELL = File.separatorChar == '/';
    /** Arguments: the process, the seconds. Its own shell ends at once, so that nothing waits for that. */
    private static final String SCRIPT = "(sleep \"$1\" && kill -KILL \"$0\") </dev/null >/dev/null 2>&1 &";

    private KillAfter() {}

    /** Begins to count. Where there is no shell (Windows), it does nothing. */
    static void start(Duration time) {
        if (!HAS_SHELL) {
            return;
        }
        String seconds = String.format(Locale.ROOT, "%.3f", time.toMillis() / 1000.0);
        String process = String.valueOf(ProcessHandle.current().pid());
        try {
            new ProcessBuilder("/bin/sh", "-c", SCRIPT, process, seconds)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException failure) {
            LOG.info("This process may take longer to end: {}", failure.getMessage());
        }
    }
}
