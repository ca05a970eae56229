package dev.codebasemcp;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kills this process unless it ends by itself in time. At its end, a virtual machine waits up to 300 ms for threads
 * in native code, such as a blocked file system call. It waits up to 10 s for its compilers. Nothing inside it can
 * shorten that. By then all durable state is in the database.
 */
final class KillAfter {
    private static final Logger LOG = LoggerFactory.getLogger(KillAfter.class);
    private static final boolean HAS_SHELL = File.separatorChar == '/';
    /** Arguments: process id, seconds. The shell exits at once, so that nothing waits for the background process. */
    private static final String SCRIPT =
            "PATH=${PATH:-}:/usr/bin:/bin;" + " (sleep \"$1\" && kill -KILL \"$0\") </dev/null >/dev/null 2>&1 &";

    private KillAfter() {}

    /** Starts the timer. Does nothing without a shell (Windows). */
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
