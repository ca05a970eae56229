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
 * Writes whole lines, in the order in which they were given, on a thread of its own.
 *
 * <p>The queue has no bound: a reader that waited for room in it could not see the end of its own stream.
 */
final class LineWriter {
    private static final Logger LOG = LoggerFactory.getLogger(LineWriter.class);
    private static final byte[] END = new byte[0];

    private final BlockingQueue<byte[]> lines = new LinkedBlockingQueue<>();
    private final CountDownLatch finished = new CountDownLatch(1);
    private final OutputStream out;
    private final Runnable onBroken;

    /** A writer to {@code out} that calls {@code onBroken} once when nobody reads it any more. */
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

    /** Writes what is queued, then ends; waits at most {@code timeout} for it. */
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
            LOG.info("The client reads no more: {}", broken.getMessage());
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
