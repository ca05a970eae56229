package dev.codebasemcp.cli;

import java.io.IOException;
import java.io.InputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the Enter key in the terminal of this process. A process in the background must not read from its terminal:
 * the system would stop it.
 *
 * @param in the standard input
 * @param terminal what is known about it
 */
record EnterKey(InputStream in, InputTerminal terminal) {
    private static final Logger LOG = LoggerFactory.getLogger(EnterKey.class);
    /** A user hardly notices the wait. */
    private static final long POLL_MILLIS = 400;

    /** Follows the key of this process. */
    static EnterKey ofThisProcess() {
        return new EnterKey(System.in, InputTerminal.ofThisProcess());
    }

    /** Runs {@code pressed} each time, until the input ends or the thread is interrupted. */
    void follow(Runnable pressed) throws InterruptedException {
        try {
            boolean waits = terminal.isTerminal();
            while (true) {
                if (waits) {
                    await();
                }
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
        while (in.available() == 0 || !terminal.isInForeground()) {
            Thread.sleep(POLL_MILLIS);
        }
    }
}
