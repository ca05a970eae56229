package dev.codebasemcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.codebasemcp.mcp.JsonRpcCodec.Message;
import dev.codebasemcp.mcp.LineReader.Line;
import dev.codebasemcp.threads.NamedThreads;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One MCP connection over a pair of streams, one message per line. Requests of all protocol versions may mix.
 *
 * <p>The SDK's stdio transport ends at a malformed line, never answers a premature request, and waits for running
 * calls when its client is gone. This one answers every line that is not blank. It runs calls that may block on
 * separate threads, so that {@code notifications/cancelled} and the end of the input can interrupt them. It ends
 * within {@link #DRAIN} and {@link #FLUSH}.
 *
 * <p>Threads: one reads and answers requests that never block, in input order; one writes; up to {@link #MAX_CALLS}
 * run calls, and more calls wait in a queue. Call {@link #start} after building the SDK's server on {@link #session}.
 */
final class StdioTransport {
    /** How long running calls may continue after the end of the input. */
    static final Duration DRAIN = Duration.ofMillis(90);

    /** How long the client may take to read the last answers. */
    static final Duration FLUSH = Duration.ofMillis(30);

    private static final Logger LOG = LoggerFactory.getLogger(StdioTransport.class);
    private static final int MAX_LINE_BYTES = 16 * 1024 * 1024;
    private static final int MAX_CALLS = 64;
    private static final Duration IDLE_THREAD = Duration.ofSeconds(20);
    private static final Set<String> BLOCKING = Set.of("tools/call", "resources/read");
    private static final String CANCELLED = "notifications/cancelled";
    private static final String INITIALIZED = "notifications/initialized";
    private static final String ROOTS_CHANGED = "notifications/roots/list_changed";

    private final ObjectMapper json;
    private final JsonRpcCodec codec;
    private final RequestGate gate;
    private final LineReader reader;
    private final LineWriter writer;
    private final RunningCalls calls = new RunningCalls();
    private final ThreadPoolExecutor callThreads;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final SdkSession session;
    private final StatelessProtocol stateless;
    private Runnable onFirstRequest = () -> {};
    private Runnable onRootsChanged = () -> {};
    private boolean started;

    /**
     * Creates a transport.
     *
     * @param gate decides which requests are answered
     * @param stateless answers the requests of its protocol; {@link #session} has those of the others
     */
    StdioTransport(ObjectMapper json, RequestGate gate, StatelessProtocol stateless, InputStream in, OutputStream out) {
        this.json = json;
        codec = new JsonRpcCodec(json);
        this.gate = gate;
        this.stateless = stateless;
        reader = new LineReader(in, MAX_LINE_BYTES);
        writer = new LineWriter(out, ended::countDown);
        callThreads = new ThreadPoolExecutor(
                MAX_CALLS,
                MAX_CALLS,
                IDLE_THREAD.toMillis(),
                TimeUnit.MILLISECONDS,
                new LinkedBlockingQueue<>(),
                new NamedThreads("call"));
        callThreads.allowCoreThreadTimeOut(true);
        session = new SdkSession(json, codec, calls, writer::write, this::end);
    }

    /** Returns where the SDK's server is built. */
    SdkSession session() {
        return session;
    }

    /**
     * Starts to read.
     *
     * @param onFirstRequest runs once on a call thread: when {@code initialize}, or any other first request, is
     * answered, or beside it if it may block
     * @param onRootsChanged runs on the reading thread, before any later message is read; must not block
     */
    void start(Runnable onFirstRequest, Runnable onRootsChanged) {
        this.onFirstRequest = onFirstRequest;
        this.onRootsChanged = onRootsChanged;
        writer.start();
        new NamedThreads("stdio-reader").newThread(this::readAll).start();
    }

    /** Ends the session as if its input had ended. Callable from any thread at any time. */
    void end() {
        ended.countDown();
    }

    /** Whether the session has ended; calls may still be running. */
    boolean hasEnded() {
        return ended.getCount() == 0;
    }

    /**
     * Waits for the end of the session: of its input, its output, or by {@link #end}. Lets running calls finish for
     * {@link #DRAIN}, then interrupts and refuses the rest, and writes the remaining lines.
     */
    void awaitEnd(Runnable onEnd) throws InterruptedException {
        ended.await();
        onEnd.run();
        stopReading();
        if (!calls.awaitNone(DRAIN)) {
            for (Object id : calls.cancelAll()) {
                JsonNode node = json.valueToTree(id);
                refuse(new JsonRpcException(
                        JsonRpcException.INTERNAL_ERROR, node, "The call was stopped because the session has ended"));
            }
        }
        callThreads.shutdownNow();
        writer.finish(FLUSH);
    }

    /** A thread blocked on input would delay the end of the virtual machine. */
    private void stopReading() {
        try {
            reader.close();
        } catch (IOException failure) {
            LOG.debug("The input could not be closed", failure);
        }
    }

    private void readAll() {
        try {
            for (Optional<Line> line = reader.next(); line.isPresent() && !hasEnded(); line = reader.next()) {
                accept(line.get());
            }
            LOG.debug("The input has ended");
        } catch (IOException failure) {
            if (!hasEnded()) {
                LOG.info("The input can no longer be read: {}", failure.getMessage());
            }
        } finally {
            ended.countDown();
        }
    }

    private void accept(Line line) {
        try {
            if (line.tooLong()) {
                throw new JsonRpcException(
                        JsonRpcException.INVALID_REQUEST, "The line is longer than " + MAX_LINE_BYTES + " bytes");
            }
            if (!isBlank(line.bytes())) {
                dispatch(codec.read(line.bytes()));
            }
        } catch (JsonRpcException failure) {
            refuse(failure);
        } catch (RejectedExecutionException ending) {
            LOG.debug("A message arrived after the end of the session", ending);
        } catch (RuntimeException bug) {
            LOG.error("A message could not be handled", bug);
        }
    }

    private static boolean isBlank(byte[] line) {
        for (byte character : line) {
            if (character != ' ' && character != '\t' && character != '\r') {
                return false;
            }
        }
        return true;
    }

    private void refuse(JsonRpcException failure) {
        LOG.info("Refused a message: {} {}", failure.code(), failure.getMessage());
        writer.write(codec.error(failure));
    }

    private void dispatch(Message message) throws JsonRpcException {
        switch (message.kind()) {
            case REQUEST -> request(message);
            case NOTIFICATION -> notification(message);
            case RESPONSE -> session.response(message);
        }
    }

    private void notification(Message message) {
        if (CANCELLED.equals(message.method())) {
            JsonNode id = message.params().path("requestId");
            calls.cancel(id.isTextual() || id.isIntegralNumber() ? Message.key(id) : "");
        } else if (ROOTS_CHANGED.equals(message.method())) {
            // Not left to the SDK, which requests the new roots: until they arrive, a later call would use the old
            // ones.
            onRootsChanged.run();
        } else if (INITIALIZED.equals(message.method())) {
            session.initialized();
        }
    }

    private void request(Message message) throws JsonRpcException {
        boolean stateless = StatelessProtocol.carries(message);
        if (!stateless && "ping".equals(message.method())) {
            writer.write(codec.emptyResult(message.id()));
            return;
        }
        check(message, stateless);
        if (!calls.begin(message.key())) {
            throw new JsonRpcException(
                    JsonRpcException.INVALID_REQUEST, message.id(), "A request with this id is running");
        }
        Runnable work = stateless ? () -> answerStateless(message) : session.work(message);
        if (BLOCKING.contains(message.method())) {
            startOnce();
            calls.runsAs(message.key(), callThreads.submit(() -> answer(message, work)));
        } else {
            answer(message, work);
            startOnce();
        }
    }

    /** No bug in a check leaves a request without an answer. */
    private void check(Message message, boolean stateless) throws JsonRpcException {
        try {
            gate.check(message, stateless);
        } catch (RuntimeException bug) {
            LOG.error("A request could not be checked", bug);
            throw new JsonRpcException(JsonRpcException.INTERNAL_ERROR, message.id(), "Internal error");
        }
    }

    /** Nothing delays the first answer, and whatever the first request is, the rest of the program is started. */
    private void startOnce() {
        if (!started) {
            started = true;
            callThreads.execute(onFirstRequest);
        }
    }

    private void answer(Message message, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException bug) {
            LOG.error("A request could not be answered", bug);
        } finally {
            // Usually the answer has been sent by now. A request without one must not stay pending.
            calls.finish(
                    message.key(),
                    () -> refuse(
                            new JsonRpcException(JsonRpcException.INTERNAL_ERROR, message.id(), "Internal error")));
        }
    }

    private void answerStateless(Message message) {
        try {
            ObjectNode result = stateless.answer(message, told -> tell(message, told));
            byte[] line = codec.result(message.id(), result);
            calls.finish(message.key(), () -> writer.write(line));
        } catch (JsonRpcException failure) {
            calls.finish(message.key(), () -> refuse(failure));
        }
    }

    /** Sends a notification about a request, unless the request is answered or cancelled. */
    private void tell(Message about, McpSchema.JSONRPCNotification notification) {
        byte[] line = codec.bytes(notification);
        calls.whileRunning(about.key(), () -> writer.write(line));
    }
}
