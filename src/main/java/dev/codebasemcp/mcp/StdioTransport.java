package dev.codebasemcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.codebasemcp.mcp.JsonRpcCodec.Message;
import dev.codebasemcp.mcp.LineReader.Line;
import dev.codebasemcp.threads.NamedThreads;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpServerSession;
import io.modelcontextprotocol.spec.McpServerTransport;
import io.modelcontextprotocol.spec.McpServerTransportProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * One MCP session over a pair of streams, one message per line.
 *
 * <p>The SDK's stdio transport ends at a malformed line, never answers a premature request, and waits for running
 * calls when its client is gone. This one answers every line that is not blank. It runs calls that may block on
 * separate threads, so that {@code notifications/cancelled} and the end of the input can interrupt them. It ends
 * within {@link #DRAIN} and {@link #FLUSH}.
 *
 * <p>Threads: one reads and answers requests that never block, in input order; one writes; up to {@link #MAX_CALLS}
 * run calls, and more calls wait in a queue. Call {@link #start} after building the server on this transport.
 */
public final class StdioTransport implements McpServerTransportProvider {
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
    private static final String INITIALIZE = "initialize";
    private static final String INITIALIZED = "notifications/initialized";
    private static final String ROOTS_CHANGED = "notifications/roots/list_changed";

    private final JacksonMcpJsonMapper mapper;
    private final JsonRpcCodec codec;
    private final RequestGate gate;
    private final LineReader reader;
    private final LineWriter writer;
    private final RunningCalls calls = new RunningCalls();
    private final ThreadPoolExecutor callThreads;
    private final CountDownLatch ended = new CountDownLatch(1);
    private Optional<McpServerSession> session = Optional.empty();
    private Runnable onInitialized = () -> {};
    private Runnable onRootsChanged = () -> {};
    private boolean announced;

    StdioTransport(ObjectMapper json, RequestGate gate, InputStream in, OutputStream out) {
        mapper = new JacksonMcpJsonMapper(json);
        codec = new JsonRpcCodec(json);
        this.gate = gate;
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
    }

    @Override
    public void setSessionFactory(McpServerSession.Factory sessionFactory) {
        session = Optional.of(sessionFactory.create(new Outbound()));
    }

    /**
     * Starts to read.
     *
     * @param onInitialized runs on a call thread once {@code initialize} is answered
     * @param onRootsChanged runs on the reading thread, before any later message is read; must not block
     */
    void start(Runnable onInitialized, Runnable onRootsChanged) {
        this.onInitialized = onInitialized;
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
                JsonNode node = mapper.getObjectMapper().valueToTree(id);
                refuse(new JsonRpcException(
                        JsonRpcException.INTERNAL_ERROR, node, "The call was stopped because the session has ended"));
            }
        }
        callThreads.shutdownNow();
        writer.finish(FLUSH);
    }

    @Override
    public Mono<Void> notifyClients(String method, Object params) {
        return session().sendNotification(method, params);
    }

    @Override
    public Mono<Void> closeGracefully() {
        return Mono.fromRunnable(this::end);
    }

    /** A thread blocked on input would delay the end of the virtual machine. */
    private void stopReading() {
        try {
            reader.close();
        } catch (IOException failure) {
            LOG.debug("The input could not be closed", failure);
        }
    }

    private McpServerSession session() {
        return session.orElseThrow(() -> new IllegalStateException("no server was built on this transport"));
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
            case RESPONSE -> response(message);
        }
    }

    private void response(Message message) {
        try {
            handle(mapper.convertValue(message.body(), McpSchema.JSONRPCResponse.class));
        } catch (IllegalArgumentException malformed) {
            LOG.info("The client sent a malformed response, which is ignored");
            LOG.debug("The malformed response", malformed);
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
            announced = true;
            handle(new McpSchema.JSONRPCNotification(message.method(), params(message)));
        }
    }

    private void request(Message message) throws JsonRpcException {
        if ("ping".equals(message.method())) {
            writer.write(codec.emptyResult(message.id()));
            return;
        }
        gate.check(message);
        Object key = message.key();
        if (!calls.begin(key)) {
            throw new JsonRpcException(
                    JsonRpcException.INVALID_REQUEST, message.id(), "A request with this id is running");
        }
        announceIfForgotten(message.method());
        var request = new McpSchema.JSONRPCRequest(message.method(), key, params(message));
        if (BLOCKING.contains(message.method())) {
            Future<?> work = callThreads.submit(() -> answer(request));
            calls.runsAs(key, work);
        } else {
            answer(request);
            afterwards(message.method());
        }
    }

    private void afterwards(String method) {
        if (INITIALIZE.equals(method)) {
            callThreads.execute(onInitialized);
        }
    }

    /**
     * The SDK delays all requests until the client has sent the initialized notification, which some clients never
     * do.
     */
    private void announceIfForgotten(String method) {
        if (!announced && !INITIALIZE.equals(method)) {
            announced = true;
            handle(new McpSchema.JSONRPCNotification(INITIALIZED));
        }
    }

    private Object params(Message message) {
        return mapper.convertValue(message.params(), Object.class);
    }

    private void answer(McpSchema.JSONRPCRequest request) {
        try {
            handle(request);
        } finally {
            // Usually the answer has been sent by now. A request without one must not stay pending.
            calls.finish(request.id(), () -> {
                JsonNode id = mapper.getObjectMapper().valueToTree(request.id());
                refuse(new JsonRpcException(JsonRpcException.INTERNAL_ERROR, id, "Internal error"));
            });
        }
    }

    private void handle(McpSchema.JSONRPCMessage message) {
        session()
                .handle(message)
                .subscribe(ignored -> {}, failure -> LOG.warn("A message could not be handled", failure));
    }

    /** The SDK's outgoing messages. */
    private final class Outbound implements McpServerTransport {
        @Override
        public Mono<Void> sendMessage(McpSchema.JSONRPCMessage message) {
            return Mono.fromRunnable(() -> send(message));
        }

        private void send(McpSchema.JSONRPCMessage message) {
            if (message instanceof McpSchema.JSONRPCResponse response) {
                byte[] line = response.error() == null ? codec.bytes(response) : error(response);
                calls.finish(response.id(), () -> writer.write(line));
            } else {
                writer.write(codec.bytes(message));
            }
        }

        /** Returns an error with our message. The SDK's may name classes and quote the client. */
        private byte[] error(McpSchema.JSONRPCResponse response) {
            McpSchema.JSONRPCResponse.JSONRPCError error = response.error();
            boolean own = error.data() == ResourceEdge.OWN_MESSAGE;
            if (!own) {
                LOG.debug("The SDK refuses a request: {}", error.message());
            }
            JsonNode id = mapper.getObjectMapper().valueToTree(response.id());
            return codec.error(
                    new JsonRpcException(error.code(), id, own ? error.message() : "The request cannot be answered"));
        }

        @Override
        public <T> T unmarshalFrom(Object data, TypeRef<T> typeRef) {
            return mapper.convertValue(data, typeRef);
        }

        @Override
        public Mono<Void> closeGracefully() {
            return Mono.fromRunnable(StdioTransport.this::end);
        }
    }
}
