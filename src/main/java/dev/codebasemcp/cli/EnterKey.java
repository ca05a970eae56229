package dev.codebasemcp.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the Enter key in the terminal of this process. A process in the background must not read from its terminal:
 * the system would stop it.
 *
 * @param in the standard input
 * @param process what Linux tells about this process; other systems have no such directory
 */
record EnterKey(InputStream in, Path process) {
    private static final Logger LOG = LoggerFactory.getLogger(EnterKey.class);
    private static final Pattern TERMINAL = Pattern.compile("/dev/(?:pts/\\d+|tty.*|console)");
    private static final Pattern BLANK = Pattern.compile(" ");
    /** A user hardly notices the wait. */
    private static final long POLL_MILLIS = 400;

    /** The fields behind the name of the process, which may itself have blanks and parentheses. */
    private static final int GROUP = 2;

    private static final int FOREGROUND_GROUP = 5;

    /** Follows the key of this process. */
    static EnterKey ofThisProcess() {
        return new EnterKey(System.in, Path.of("/proc/self"));
    }

    /** Runs {@code pressed} each time, until the input ends or the thread is interrupted. */
    void follow(Runnable pressed) throws InterruptedException {
        try {
            while (true) {
                await();
                int read = in.read();
                if (read < 0) {
                    return;
                }
                if (read == '\n') {
                    pressed.run();
                }
            }
        } catch (IOException closed) {
            LOG.debug("Enter cannot be followed any more", closed);
        }
    }

    /** A read that waits would be stopped as soon as the user sends the process to the background. */
    private void await() throws IOException, InterruptedException {
        while (isTerminal() && (!isInForeground() || in.available() == 0)) {
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** Whether the input is known to be a terminal. Nobody is stopped for reading from something else. */
    boolean isTerminal() throws IOException {
        Path input = process.resolve("fd/0");
        return Files.isSymbolicLink(input)
                && TERMINAL.matcher(Files.readSymbolicLink(input).toString()).matches();
    }

    /** Whether the terminal gives its input to the group of this process. */
    boolean isInForeground() throws IOException {
        String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
        String[] fields = BLANK.split(stat.substring(stat.lastIndexOf(')') + 1).strip(), -1);
        return fields[GROUP].equals(fields[FOREGROUND_GROUP]);
    }
}
