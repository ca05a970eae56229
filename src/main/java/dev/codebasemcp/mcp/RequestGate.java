package dev.codebasemcp.mcp;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.codebasemcp.mcp.JsonRpcCodec.Message;
import dev.codebasemcp.quoting.Quoted;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Rejects requests that the SDK would not answer, or would answer with its own messages: requests before {@code
 * initialize}, a second {@code initialize}, unknown methods, and invalid parameters. For one session and one thread.
 */
final class RequestGate {
    private static final String INITIALIZE = "initialize";
    /** A longer token would be repeated in each notification. */
    private static final int LONGEST_TOKEN = 1_000;

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

    /** Accepts the request, or throws its error. */
    void check(Message request) throws JsonRpcException {
        if (!initialized && !INITIALIZE.equals(request.method())) {
            throw invalidRequest(request, "The session is not initialized; send initialize first");
        }
        checkMeta(request);
        switch (request.method()) {
            case INITIALIZE -> checkInitialize(request);
            case "tools/list", "resources/list", "resources/templates/list" -> checkTextIfThere(request, "cursor");
            case "tools/call" -> checkToolCall(request);
            case "resources/read" -> checkResource(request);
            case "logging/setLevel" -> checkLevel(request);
            default ->
                throw new JsonRpcException(
                        JsonRpcException.METHOD_NOT_FOUND,
                        request.id(),
                        "Method not found: " + Quoted.brief(request.method()));
        }
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

    private void checkResource(Message request) throws JsonRpcException {
        String uri = requireText(request, "uri");
        if (!resources.contains(uri)) {
            throw new JsonRpcException(
                    JsonRpcException.RESOURCE_NOT_FOUND,
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

    private static void checkLevel(Message request) throws JsonRpcException {
        if (!LEVELS.contains(request.params().path("level").asText())) {
            throw invalidParams(request, "\"level\" of logging/setLevel must be one of " + String.join(", ", LEVELS));
        }
    }

    private static JsonRpcException invalidParams(Message request, String message) {
        return new JsonRpcException(JsonRpcException.INVALID_PARAMS, request.id(), message);
    }

    private static JsonRpcException invalidRequest(Message request, String message) {
        return new JsonRpcException(JsonRpcException.INVALID_REQUEST, request.id(), message);
    }
}
