package dev.codebasemcp.mcp;

import dev.codebasemcp.threads.NamedThreads;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes whole lines in order, on its own thread.
 *
 * <p>The queue is unbounded: a reader blocked on a full queue could not detect the end of its input.
 */
final class LineWriter {
    private static final Logger LOG = LoggerFactory.getLogger(LineWriter.class);
    private static final byte[] END = new byte[0];

    private final BlockingQueue<byte[]> lines = new LinkedBlockingQueue<>();
    private final CountDownLatch finished = new CountDownLatch(1);
    private final OutputStream out;
    private final Runnable onBroken;

    /** Creates a writer that calls {@code onBroken} once when the other end is closed. */
    LineWriter(OutputStream out, Runnable onBroken) {
        this.out = new BufferedOutputStream(out, 64 * 1024);
        this.onBroken = onBroken;
    }

    void start() {
        new NamedThreads("stdio-writer").newThread(this::run).start();
    }

    /** Queues a line, given without its newline. */
    void write(byte[] line) {
        lines.add(line);
    }

    /** Writes the queued lines and ends; waits at most {@code timeout}. */
    void finish(Duration timeout) throws InterruptedException {
        lines.add(END);
        if (!finished.await(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.info("The client has not read {} answers", lines.size());
        }
    }

    private void run() {
        try {
            writeAll();
        } catch (IOException broken) {
            LOG.info("The client no longer reads: {}", broken.getMessage());
            onBroken.run();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            finished.countDown();
        }
    }

    private void writeAll() throws IOException, InterruptedException {
        for (byte[] line = lines.take(); line != END; line = lines.take()) {
            out.write(line);
            out.write('\n');
            if (lines.isEmpty()) {
                out.flush();
            }
        }
        out.flush();
    }
}
