package dev.codebasemcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.codebasemcp.mcp.JsonRpcCodec.Message;
import java.util.List;

/**
 * Refuses the requests that the SDK would leave without an answer, or answer with an internal error: those before
 * {@code initialize}, a second one, and those whose parameters lack what the method needs. For one session; called by
 * one thread.
 */
final class RequestGate {
    private static final String INITIALIZE = "initialize";

    private final List<String> tools;
    private boolean initialized;

    /** A gate to a server with these tools. */
    RequestGate(List<String> tools) {
        this.tools = List.copyOf(tools);
    }

    /** Lets the request pass, or says why not. */
    void check(Message request) throws JsonRpcException {
        if (INITIALIZE.equals(request.method())) {
            checkInitialize(request);
        } else if (!initialized) {
            throw invalidRequest(request, "The session is not initialized; send initialize first");
        } else if ("tools/call".equals(request.method())) {
            checkToolCall(request);
        } else if ("resources/read".equals(request.method())) {
            requireText(request, "uri");
        }
    }

    private void checkInitialize(Message request) throws JsonRpcException {
        if (initialized) {
            throw invalidRequest(request, "The session is initialized already");
        }
        requireText(request, "protocolVersion");
        requireObject(request, "capabilities");
        requireObject(request, "clientInfo");
        initialized = true;
    }

    private void checkToolCall(Message request) throws JsonRpcException {
        String name = requireText(request, "name");
        if (!tools.contains(name)) {
            throw invalidParams(request, "Unknown tool: " + name + ". Known tools: " + String.join(", ", tools));
        }
        requireObject(request, "arguments");
    }

    private static String requireText(Message request, String field) throws JsonRpcException {
        JsonNode value = request.params().path(field);
        if (!value.isTextual()) {
            throw invalidParams(request, request.method() + " needs a string \"" + field + "\" in its params");
        }
        return value.textValue();
    }

    private static void requireObject(Message request, String field) throws JsonRpcException {
        JsonNode value = request.params().path(field);
        if (!value.isMissingNode() && !value.isNull() && !value.isObject()) {
            throw invalidParams(request, "\"" + field + "\" of " + request.method() + " must be an object");
        }
    }

    private static JsonRpcException invalidParams(Message request, String message) {
        return new JsonRpcException(JsonRpcException.INVALID_PARAMS, request.id(), message);
    }

    private static JsonRpcException invalidRequest(Message request, String message) {
        return new JsonRpcException(JsonRpcException.INVALID_REQUEST, request.id(), message);
    }
}
