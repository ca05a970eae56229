package dev.codebasemcp.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.Optional;

/** A protocol error: a message that is answered with a JSON-RPC error. */
final class JsonRpcException extends Exception {
    static final int PARSE_ERROR = -32700;
    static final int INVALID_REQUEST = -32600;
    static final int METHOD_NOT_FOUND = -32601;
    static final int INVALID_PARAMS = -32602;
    /** Defined by MCP. */
    static final int RESOURCE_NOT_FOUND = -32002;

    /** Defined by MCP since 2026-07-28. */
    static final int UNSUPPORTED_PROTOCOL_VERSION = -32022;

    static final int INTERNAL_ERROR = -32603;

    private final int code;
    private final transient JsonNode id;
    private final transient Optional<JsonNode> data;

    /** Creates an error about the request {@code id}; a null node if no id could be read. */
    JsonRpcException(int code, JsonNode id, String message) {
        this(code, id, message, Optional.empty());
    }

    /** Creates an error with {@code data} for programs. */
    JsonRpcException(int code, JsonNode id, String message, Optional<JsonNode> data) {
        super(message);
        this.code = code;
        this.id = id;
        this.data = data;
    }

    JsonRpcException(int code, String message) {
        this(code, NullNode.getInstance(), message);
    }

    int code() {
        return code;
    }

    JsonNode id() {
        return id;
    }

    Optional<JsonNode> data() {
        return data;
    }
}
