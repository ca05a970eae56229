package dev.codebasemcp.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.codebasemcp.model.CodebaseException;
import dev.codebasemcp.threads.NamedThreads;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Streams of one source's events. A stream begins with the state, and gets it again when it has changed. All streams
 * share one look at the source a second, and no stream holds a thread. Without streams, nobody looks.
 */
final class EventStreams extends Handler.Abstract implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventStreams.class);

    /** A page needs one; the oldest ends when there are more. */
    static final int MOST = 64;

    /** Between two looks. */
    static final Duration LOOK = Duration.ofSeconds(1);

    /** Less than a connection may be idle. */
    private static final long BEAT_SECONDS = 15;

    private static final long IDLE_SECONDS = 20;
    /** One looks, which may wait for the database; one keeps the streams open. */
    private static final int THREADS = 2;

    /** Tells a browser how long to wait before it comes again. */
    private static final byte[] BEGIN = "retry: 2000\n\n".getBytes(StandardCharsets.US_ASCII);

    private final EventSource source;
    private final long lookNanos;
    private final JsonMapper json = new JsonMapper();
    private final ScheduledThreadPoolExecutor threads =
            new ScheduledThreadPoolExecutor(THREADS, new NamedThreads("events"));

    @GuardedBy("this") private final Deque<EventStream> streams = new ArrayDeque<>();

    @GuardedBy("this") private byte @Nullable [] latest;

    @GuardedBy("this") private boolean looking;

    @GuardedBy("this") private @Nullable Future<?> beating;

    @GuardedBy("this") private long nextLook = System.nanoTime();

    @GuardedBy("this") private boolean closed;

    private volatile boolean failing;

    /**
     * Creates streams of a source's events.
     *
     * @param look how long to wait after a look before the next one
     */
    EventStreams(EventSource source, Duration look) {
        this.source = source;
        lookNanos = look.toNanos();
        threads.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        threads.allowCoreThreadTimeOut(true);
        threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (!request.getHttpURI().getPath().equals(source.path())) {
            return false;
        }
        if (!HttpMethod.GET.is(request.getMethod())) {
            response.getHeaders().put(HttpHeader.ALLOW, HttpMethod.GET.asString());
            ApiAnswer.otherMethod().write(response, callback);
            return true;
        }
        Optional<ApiAnswer> refusal = ApiAnswer.ofQuery(request);
        if (refusal.isPresent()) {
            refusal.get().write(response, callback);
            return true;
        }
        response.setStatus(HttpStatus.OK_200);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
        add(new EventStream(response, callback, this::remove));
        return true;
    }

    /** Adds it before anything is written: a write that fails removes it. */
    private synchronized void add(EventStream stream) {
        if (closed) {
            stream.end();
            return;
        }
        streams.addLast(stream);
        stream.offer(BEGIN);
        if (streams.size() > MOST) {
            streams.removeFirst().end();
        }
        if (latest != null) {
            stream.offer(latest);
        }
        if (!looking && isWatched()) {
            looking = true;
            lookIn(nextLook - System.nanoTime());
            beating = threads.scheduleWithFixedDelay(this::beat, BEAT_SECONDS, BEAT_SECONDS, TimeUnit.SECONDS);
        }
    }

    private synchronized void remove(EventStream stream) {
        streams.remove(stream);
    }

    /** Looks once, and again in a second as long as anybody listens. */
    private void look() {
        try {
            send(text());
            failing = false;
        } catch (CodebaseException unavailable) {
            // The state that was sent before stays what is known.
            LOG.debug("No events of {}: {}", source.path(), unavailable.getMessage());
        } catch (RuntimeException | Error bug) {
            if (!failing) {
                LOG.error("No events of {}", source.path(), bug);
            }
            failing = true;
        } finally {
            lookAgain();
        }
    }

    /** Whether a look has a reader. */
    synchronized boolean isWatched() {
        return !streams.isEmpty() && !closed;
    }

    private synchronized void lookAgain() {
        nextLook = System.nanoTime() + lookNanos;
        looking = isWatched();
        if (looking) {
            lookIn(lookNanos);
        } else {
            latest = null;
            stopBeating();
        }
    }

    // A look catches its failures.
    @SuppressWarnings("FutureReturnValueIgnored")
    private void lookIn(long nanos) {
        threads.schedule(this::look, nanos, TimeUnit.NANOSECONDS);
    }

    @GuardedBy("this") private void stopBeating() {
        if (beating != null) {
            beating.cancel(false);
            beating = null;
        }
    }

    private synchronized void send(byte[] text) {
        if (!Arrays.equals(text, latest)) {
            latest = text;
            // A copy, because a client that turns out to be gone is removed meanwhile.
            List.copyOf(streams).forEach(stream -> stream.offer(text));
        }
    }

    private synchronized void beat() {
        streams.removeIf(EventStream::isEnding);
        List.copyOf(streams).forEach(EventStream::beat);
    }

    private byte[] text() {
        try {
            // JSON of one line: line breaks in texts are escaped.
            String data = json.writeValueAsString(source.state().get());
            return ("event: " + source.event() + "\ndata: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("an event is no JSON", bug);
        }
    }

    /** Ends all streams. */
    @Override
    public synchronized void close() {
        closed = true;
        threads.shutdownNow();
        List.copyOf(streams).forEach(EventStream::end);
        streams.clear();
    }
}
