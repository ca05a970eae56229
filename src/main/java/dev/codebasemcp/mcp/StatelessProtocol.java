package dev.codebasemcp.mcp;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.codebasemcp.mcp.JsonRpcCodec.Message;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.Implementation;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import io.modelcontextprotocol.spec.McpSchema.Root;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The protocol of 2026-07-28, which has no handshake: each request carries the version, the client and its
 * capabilities in {@code _meta}, and each result says what it is. The server never sends a request. Thread-safe.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/basic/versioning">the specification</a>
 */
final class StatelessProtocol {
    /** The only version without a handshake so far. */
    static final String VERSION = "2026-07-28";

    static final String DISCOVER = "server/discover";
    static final String LISTEN = "subscriptions/listen";
    static final String PROTOCOL_VERSION = "io.modelcontextprotocol/protocolVersion";
    static final String CLIENT_INFO = "io.modelcontextprotocol/clientInfo";
    static final String CLIENT_CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";
    static final String LOG_LEVEL = "io.modelcontextprotocol/logLevel";

    private static final List<String> FIELDS = List.of(PROTOCOL_VERSION, CLIENT_INFO, CLIENT_CAPABILITIES, LOG_LEVEL);
    private static final String SERVER_INFO = "io.modelcontextprotocol/serverInfo";
    private static final String SUBSCRIPTION_ID = "io.modelcontextprotocol/subscriptionId";
    private static final String META = "_meta";

    /** One hour in milliseconds. Lists change with the program only, which then runs in a new process. */
    private static final int TTL_OF_LISTS = 3_600_000;

    private final ObjectMapper json;
    private final Implementation server;
    private final String instructions;
    private final ServerOffer offer;
    private final ToolEdge edge;

    StatelessProtocol(ObjectMapper json, Implementation server, String instructions, ServerOffer offer, ToolEdge edge) {
        this.json = json;
        this.server = server;
        this.instructions = instructions;
        this.offer = offer;
        this.edge = edge;
    }

    /** Whether a request is one of this protocol. {@code initialize} never is: it asks for the older one. */
    static boolean carries(Message request) {
        var meta = request.params().path(META);
        return DISCOVER.equals(request.method())
                || (!"initialize".equals(request.method()) && FIELDS.stream().anyMatch(meta::has));
    }

    /**
     * Returns the result of a request that {@link RequestGate} has accepted. Blocks as long as the tool or resource
     * does.
     *
     * @param notifications gets the notifications that belong to the request
     * @throws JsonRpcException with the request's error
     */
    ObjectNode answer(Message request, Consumer<JSONRPCNotification> notifications) throws JsonRpcException {
        return switch (request.method()) {
            case DISCOVER -> cacheable(discovered(), TTL_OF_LISTS, "public");
            case "tools/list" ->
                list(
                        "tools",
                        offer.tools().stream()
                                .map(tool -> (Object) McpEndpoint.describe(tool.spec(), offer.answers()))
                                .toList());
            case "resources/list" ->
                list(
                        "resources",
                        offer.resources().stream()
                                .map(resource -> (Object) ResourceEdge.describe(resource))
                                .toList());
            case "resources/templates/list" -> list("resourceTemplates", List.of());
            case "resources/read" -> cacheable(read(request), 0, "private");
            case "tools/call" -> complete(call(request, notifications));
            case LISTEN -> listen(request, notifications);
            default -> throw new IllegalArgumentException("not accepted by the gate: " + request.method());
        };
    }

    private ObjectNode discovered() {
        ObjectNode result = json.createObjectNode();
        result.putArray("supportedVersions").add(VERSION);
        ObjectNode capabilities = result.putObject("capabilities");
        capabilities.putObject("tools");
        capabilities.putObject("resources");
        return result.put("instructions", instructions);
    }

    private ObjectNode list(String name, List<Object> items) {
        return cacheable(tree(Map.of(name, items)), TTL_OF_LISTS, "public");
    }

    private ObjectNode read(Message request) throws JsonRpcException {
        String uri = request.params().path("uri").textValue();
        Resource wanted = offer.resources().stream()
                .filter(resource -> resource.description().uri().equals(uri))
                .findFirst()
                .orElseThrow();
        try {
            return tree(ResourceEdge.read(wanted));
        } catch (McpError failure) {
            var error = failure.getJsonRpcError();
            throw new JsonRpcException(error.code(), request.id(), error.message());
        }
    }

    private ObjectNode call(Message request, Consumer<JSONRPCNotification> notifications) {
        McpSchema.CallToolRequest called = json.convertValue(request.params(), McpSchema.CallToolRequest.class);
        Tool wanted = offer.tools().stream()
                .filter(tool -> tool.spec().name().equals(called.name()))
                .findFirst()
                .orElseThrow();
        return tree(edge.call(wanted, new Caller(notifications), called));
    }

    /** Nothing that this server offers ever changes, so a subscription ends at once, in good order. */
    private ObjectNode listen(Message request, Consumer<JSONRPCNotification> notifications) {
        Map<String, Object> params = new LinkedHashMap<>();
        params.put(META, Map.of(SUBSCRIPTION_ID, request.key()));
        params.put("notifications", Map.of());
        notifications.accept(new JSONRPCNotification("notifications/subscriptions/acknowledged", params));
        ObjectNode result = json.createObjectNode();
        result.putObject(META).set(SUBSCRIPTION_ID, request.id());
        return complete(result);
    }

    private ObjectNode cacheable(ObjectNode result, int ttlMillis, String scope) {
        return complete(result).put("ttlMs", ttlMillis).put("cacheScope", scope);
    }

    private ObjectNode complete(ObjectNode result) {
        result.withObject("/" + META)
                .putObject(SERVER_INFO)
                .put("name", server.name())
                .put("title", server.title())
                .put("version", server.version());
        return result.put("resultType", "complete");
    }

    private ObjectNode tree(Object result) {
        return json.valueToTree(result);
    }

    /** A client of this protocol gets no requests. */
    private record Caller(Consumer<JSONRPCNotification> notifications) implements CallClient {
        @Override
        public boolean hasRoots() {
            return false;
        }

        @Override
        public List<Root> askRoots() {
            return List.of();
        }

        @Override
        public void tell(ProgressNotification progress) {
            notifications.accept(new JSONRPCNotification(McpSchema.METHOD_NOTIFICATION_PROGRESS, progress));
        }
    }
}
