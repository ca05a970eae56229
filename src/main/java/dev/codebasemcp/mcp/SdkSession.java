package dev.codebasemcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.codebasemcp.mcp.JsonRpcCodec.Message;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.InitializeResult;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpServerSession;
import io.modelcontextprotocol.spec.McpServerTransport;
import io.modelcontextprotocol.spec.McpServerTransportProvider;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * The protocol versions up to 2025-11-25, which begin with {@code initialize}: the SDK's server, and the corrections
 * to it. Messages come from one thread, except for requests.
 */
final class SdkSession implements McpServerTransportProvider {
    private static final Logger LOG = LoggerFactory.getLogger(SdkSession.class);
    private static final String INITIALIZE = "initialize";
    private static final String INITIALIZED = "notifications/initialized";

    private final JacksonMcpJsonMapper mapper;
    private final JsonRpcCodec codec;
    private final RunningCalls calls;
    private final Consumer<byte[]> lines;
    private final Runnable end;
    private Optional<McpServerSession> session = Optional.empty();
    private boolean asked;
    private boolean announced;

    /**
     * Creates the session of a transport; the SDK's server is then built on it.
     *
     * @param calls the transport's unanswered requests
     * @param lines queues a line for the client; must not block
     * @param end ends the transport
     */
    SdkSession(ObjectMapper json, JsonRpcCodec codec, RunningCalls calls, Consumer<byte[]> lines, Runnable end) {
        mapper = new JacksonMcpJsonMapper(json);
        this.codec = codec;
        this.calls = calls;
        this.lines = lines;
        this.end = end;
    }

    @Override
    public void setSessionFactory(McpServerSession.Factory sessionFactory) {
        session = Optional.of(sessionFactory.create(new Outbound()));
    }

    @Override
    public Mono<Void> notifyClients(String method, Object params) {
        return session().sendNotification(method, params);
    }

    @Override
    public Mono<Void> closeGracefully() {
        return Mono.fromRunnable(end);
    }

    /** Returns the work that answers a request, and prepares it on the calling thread. */
    Runnable work(Message message) {
        if (INITIALIZE.equals(message.method())) {
            asked = true;
        } else {
            announce();
        }
        var request = new McpSchema.JSONRPCRequest(message.method(), message.key(), params(message));
        return () -> handle(request);
    }

    /** The client has its answer to {@code initialize}. Ignored before, when the SDK would forget its capabilities. */
    void initialized() {
        if (asked) {
            announce();
        }
    }

    void response(Message message) {
        try {
            handle(mapper.convertValue(message.body(), McpSchema.JSONRPCResponse.class));
        } catch (IllegalArgumentException malformed) {
            LOG.info("The client sent a malformed response, which is ignored");
            LOG.debug("The malformed response", malformed);
        }
    }

    /**
     * The SDK delays all requests until the client has sent the initialized notification, which some clients never
     * do.
     */
    private void announce() {
        if (!announced) {
            announced = true;
            handle(new McpSchema.JSONRPCNotification(INITIALIZED));
        }
    }

    private McpServerSession session() {
        return session.orElseThrow(() -> new IllegalStateException("no server was built on this transport"));
    }

    private Object params(Message message) {
        return mapper.convertValue(message.params(), Object.class);
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
                byte[] line = response.error() == null ? codec.bytes(corrected(response)) : error(response);
                calls.finish(response.id(), () -> lines.accept(line));
            } else {
                lines.accept(codec.bytes(message));
            }
        }

        /** The SDK always offers to send log messages; this server sends none. */
        private static McpSchema.JSONRPCResponse corrected(McpSchema.JSONRPCResponse response) {
            if (!(response.result() instanceof InitializeResult result)) {
                return response;
            }
            ServerCapabilities offered = result.capabilities();
            return McpSchema.JSONRPCResponse.result(
                    response.id(),
                    InitializeResult.builder(
                                    result.protocolVersion(),
                                    new ServerCapabilities(
                                            null, null, null, null, offered.resources(), offered.tools()),
                                    result.serverInfo())
                            .instructions(result.instructions())
                            .build());
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
            return Mono.fromRunnable(end);
        }
    }
}
