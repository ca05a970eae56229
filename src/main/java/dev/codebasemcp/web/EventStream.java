package dev.codebasemcp.web;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * The open answer to one page. No call waits for its client: while one text is on its way, only the newest of the others
 * is kept. Thread-safe.
 */
final class EventStream implements Callback {
    private static final byte[] BEAT = ": \n\n".getBytes(StandardCharsets.US_ASCII);

    private final Response response;
    private final Callback answered;
    private final Consumer<EventStream> gone;

    @GuardedBy("this") private byte @Nullable [] next;

    @GuardedBy("this") private boolean writing;

    @GuardedBy("this") private boolean ending;

    /**
     * Creates a stream.
     *
     * @param answered completes the answer
     * @param gone told once when the client has gone
     */
    EventStream(Response response, Callback answered, Consumer<EventStream> gone) {
        this.response = response;
        this.answered = answered;
        this.gone = gone;
    }

    /** Sends a text, or the one offered last if the client is slow. */
    void offer(byte[] text) {
        synchronized (this) {
            if (ending) {
                return;
            }
            if (writing) {
                next = text;
                return;
            }
            writing = true;
        }
        write(text);
    }

    /** Sends a comment, which shows the client that the server is there, and the server that the client is not. */
    void beat() {
        synchronized (this) {
            if (ending || writing) {
                return;
            }
            writing = true;
        }
        write(BEAT);
    }

    /** Ends the answer, after the text that is on its way. */
    void end() {
        synchronized (this) {
            if (ending) {
                return;
            }
            ending = true;
            next = null;
            if (writing) {
                return;
            }
        }
        answered.succeeded();
    }

    /** Whether nothing more is sent. */
    synchronized boolean isEnding() {
        return ending;
    }

    private void write(byte[] text) {
        response.write(false, ByteBuffer.wrap(text), this);
    }

    /** A text has been sent. */
    @Override
    public void succeeded() {
        byte[] text;
        synchronized (this) {
            text = next;
            next = null;
            writing = text != null;
            if (text == null && !ending) {
                return;
            }
        }
        if (text == null) {
            answered.succeeded();
        } else {
            write(text);
        }
    }

    /** The client is gone, or has not read for longer than a connection may be idle. */
    @Override
    public void failed(Throwable failure) {
        synchronized (this) {
            ending = true;
            next = null;
        }
        gone.accept(this);
        answered.failed(failure);
    }

    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }
}
