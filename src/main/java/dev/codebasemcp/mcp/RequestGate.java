package dev.codebasemcp.mcp;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.codebasemcp.mcp.JsonRpcCodec.Message;
import dev.codebasemcp.quoting.Quoted;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Rejects requests that the SDK would not answer, or would answer with its own messages: requests before {@code
 * initialize}, a second {@code initialize}, unknown methods, and invalid parameters. For one session and one thread.
 */
final class RequestGate {
    private static final String INITIALIZE = "initialize";
    /** A longer token would be repeated in each notification. */
    private static final int LONGEST_TOKEN = 1_000;
    /** In characters; a version is repeated in the error. */
    private static final int LONGEST_VERSION = 100;

    private static final List<String> LEVELS =
            List.of("debug", "info", "notice", "warning", "error", "critical", "alert", "emergency");

    private final ObjectMapper json;
    private final List<String> tools;
    private final List<String> resources;
    private boolean initialized;

    /** Creates a gate for a server with these tool names and resource URIs. */
    RequestGate(ObjectMapper json, List<String> tools, List<String> resources) {
        this.json = json;
        this.tools = List.copyOf(tools);
        this.resources = List.copyOf(resources);
    }

    /**
     * Accepts the request, or throws its error.
     *
     * @param stateless whether the request belongs to {@link StatelessProtocol}
     */
    void check(Message request, boolean stateless) throws JsonRpcException {
        checkMeta(request);
        if (stateless) {
            checkStateless(request);
        } else {
            checkInSession(request);
        }
    }

    private void checkInSession(Message request) throws JsonRpcException {
        if (!initialized && !INITIALIZE.equals(request.method())) {
            throw invalidRequest(
                    request,
                    "The session is not initialized; send initialize first, or the protocol version in \"_meta\" of"
                            + " each request (MCP " + StatelessProtocol.VERSION + ")");
        }
        switch (request.method()) {
            case INITIALIZE -> checkInitialize(request);
            case "tools/list", "resources/list", "resources/templates/list" -> checkTextIfThere(request, "cursor");
            case "tools/call" -> checkToolCall(request);
            case "resources/read" -> checkResource(request, JsonRpcException.RESOURCE_NOT_FOUND);
            default -> throw unknownMethod(request);
        }
    }

    private void checkStateless(Message request) throws JsonRpcException {
        checkVersion(request);
        switch (request.method()) {
            case StatelessProtocol.DISCOVER -> {}
            case StatelessProtocol.LISTEN -> checkObject(request, "notifications");
            case "tools/list", "resources/list", "resources/templates/list" -> checkNoCursor(request);
            case "tools/call" -> checkToolCall(request);
            case "resources/read" -> checkResource(request, JsonRpcException.INVALID_PARAMS);
            default -> throw unknownMethod(request);
        }
    }

    /** Checks the version first: another version may have other fields. */
    private void checkVersion(Message request) throws JsonRpcException {
        JsonNode meta = request.params().path("_meta");
        JsonNode version = meta.path(StatelessProtocol.PROTOCOL_VERSION);
        if (!version.isTextual()) {
            throw invalidParams(
                    request,
                    "\"_meta\" needs a string \"" + StatelessProtocol.PROTOCOL_VERSION + "\", such as \""
                            + StatelessProtocol.VERSION + "\"; clients of older versions send initialize first");
        }
        if (!version.textValue().equals(StatelessProtocol.VERSION)) {
            throw unsupported(request, version.textValue());
        }
        if (!meta.path(StatelessProtocol.CLIENT_CAPABILITIES).isObject()) {
            throw invalidParams(
                    request,
                    "\"_meta\" needs an object \"" + StatelessProtocol.CLIENT_CAPABILITIES + "\", which may be {}");
        }
        checkOptional(request, meta);
    }

    private static void checkOptional(Message request, JsonNode meta) throws JsonRpcException {
        JsonNode client = meta.path(StatelessProtocol.CLIENT_INFO);
        if (!client.isMissingNode()
                && !(client.path("name").isTextual() && client.path("version").isTextual())) {
            throw invalidParams(
                    request,
                    "\"" + StatelessProtocol.CLIENT_INFO + "\" in \"_meta\" must be an object with the strings \"name\""
                            + " and \"version\"");
        }
        JsonNode level = meta.path(StatelessProtocol.LOG_LEVEL);
        if (!level.isMissingNode() && !(level.isTextual() && LEVELS.contains(level.textValue()))) {
            throw invalidParams(
                    request,
                    "\"" + StatelessProtocol.LOG_LEVEL + "\" in \"_meta\" must be one of " + String.join(", ", LEVELS));
        }
    }

    private JsonRpcException unsupported(Message request, String requested) {
        ObjectNode data = json.createObjectNode();
        data.putArray("supported").add(StatelessProtocol.VERSION);
        data.put("requested", Quoted.start(requested, LONGEST_VERSION));
        return new JsonRpcException(
                JsonRpcException.UNSUPPORTED_PROTOCOL_VERSION,
                request.id(),
                "Unsupported protocol version: " + Quoted.brief(requested) + "; the server speaks "
                        + StatelessProtocol.VERSION + ", and older versions after initialize",
                Optional.of(data));
    }

    private static JsonRpcException unknownMethod(Message request) {
        return new JsonRpcException(
                JsonRpcException.METHOD_NOT_FOUND, request.id(), "Method not found: " + Quoted.brief(request.method()));
    }

    private static void checkMeta(Message request) throws JsonRpcException {
        checkObject(request, "_meta");
        JsonNode token = request.params().path("_meta").path("progressToken");
        boolean good = token.isMissingNode()
                || (token.isIntegralNumber() && token.canConvertToLong())
                || (token.isTextual()
                        && token.textValue().length() <= LONGEST_TOKEN
                        && JsonRpcCodec.isUnicode(token.textValue()));
        if (!good) {
            throw invalidParams(
                    request,
                    "\"_meta.progressToken\" must be an integer of 64 bits or a string of at most " + LONGEST_TOKEN
                            + " characters");
        }
    }

    private void checkInitialize(Message request) throws JsonRpcException {
        if (initialized) {
            throw invalidRequest(request, "The session is initialized already");
        }
        requireText(request, "protocolVersion");
        checkObject(request, "capabilities");
        checkObject(request, "clientInfo");
        checkForm(request);
        initialized = true;
    }

    /** Validates nested fields, because the SDK's own error would name its classes. */
    private void checkForm(Message request) throws JsonRpcException {
        try {
            json.convertValue(request.params(), McpSchema.InitializeRequest.class);
        } catch (IllegalArgumentException failure) {
            String field = failure.getCause() instanceof JsonMappingException where
                    ? where.getPath().stream()
                            .map(step ->
                                    step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                            .collect(Collectors.joining("."))
                    : "";
            throw invalidParams(request, "The field \"" + Quoted.brief(field) + "\" of initialize is not valid in MCP");
        }
    }

    private void checkToolCall(Message request) throws JsonRpcException {
        String name = requireText(request, "name");
        if (!tools.contains(name)) {
            throw invalidParams(
                    request, "Unknown tool: " + Quoted.brief(name) + ". Known tools: " + String.join(", ", tools));
        }
        checkObject(request, "arguments");
    }

    private void checkResource(Message request, int notFound) throws JsonRpcException {
        String uri = requireText(request, "uri");
        if (!resources.contains(uri)) {
            throw new JsonRpcException(
                    notFound,
                    request.id(),
                    "Resource not found: " + Quoted.brief(uri) + ". Known resources: " + String.join(", ", resources));
        }
    }

    private static String requireText(Message request, String field) throws JsonRpcException {
        JsonNode value = request.params().path(field);
        if (!value.isTextual()) {
            throw invalidParams(request, request.method() + " needs a string \"" + field + "\" in its params");
        }
        return value.textValue();
    }

    private static void checkTextIfThere(Message request, String field) throws JsonRpcException {
        JsonNode value = request.params().path(field);
        if (!value.isMissingNode() && !value.isNull() && !value.isTextual()) {
            throw invalidParams(request, "\"" + field + "\" of " + request.method() + " must be a string");
        }
    }

    private static void checkObject(Message request, String field) throws JsonRpcException {
        JsonNode value = request.params().path(field);
        if (!value.isMissingNode() && !value.isNull() && !value.isObject()) {
            throw invalidParams(request, "\"" + field + "\" must be an object");
        }
    }

    /** Each list is one page, so no cursor was ever handed out. */
    private static void checkNoCursor(Message request) throws JsonRpcException {
        checkTextIfThere(request, "cursor");
        if (!request.params().path("cursor").asText("").isEmpty()) {
            throw invalidParams(request, "\"cursor\" is not known; leave it out to get the whole list");
        }
    }

    private static JsonRpcException invalidParams(Message request, String message) {
        return new JsonRpcException(JsonRpcException.INVALID_PARAMS, request.id(), message);
    }

    private static JsonRpcException invalidRequest(Message request, String message) {
        return new JsonRpcException(JsonRpcException.INVALID_REQUEST, request.id(), message);
    }
}
