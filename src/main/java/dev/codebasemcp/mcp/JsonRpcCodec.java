package dev.codebasemcp.mcp;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Serial;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads and writes JSON-RPC 2.0 lines in the narrower form of MCP: no batches, no null ids. */
final class JsonRpcCodec {
    private static final String VERSION = "2.0";

    private final ObjectMapper json;
    private final ObjectReader strict;
    private final ObjectWriter lines;

    /** Creates a codec; the mapper must fail on trailing tokens. */
    JsonRpcCodec(ObjectMapper json) {
        this.json = json;
        this.strict = json.reader().with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);
        this.lines = json.writer().with(new LineBreaks());
    }

    /** A valid message; {@code id} is a null node for a notification. */
    record Message(Kind kind, JsonNode id, String method, ObjectNode body) {
        /** The kind of a message. */
        enum Kind {
            REQUEST,
            NOTIFICATION,
            RESPONSE
        }

        /** The id in the SDK's form: a string, or an integer as a long. */
        Object key() {
            return key(id);
        }

        static Object key(JsonNode id) {
            return id.isTextual() ? id.textValue() : (Object) id.longValue();
        }

        JsonNode params() {
            return body.path("params");
        }
    }

    Message read(byte[] line) throws JsonRpcException {
        JsonNode root = parse(line);
        if (root.isArray()) {
            throw new JsonRpcException(
                    JsonRpcException.INVALID_REQUEST, "MCP has no batches; send one message per line");
        }
        if (!(root instanceof ObjectNode body)) {
            throw new JsonRpcException(JsonRpcException.INVALID_REQUEST, "A message is a JSON object");
        }
        return message(body);
    }

    byte[] error(JsonRpcException failure) {
        ObjectNode response = response(failure.id());
        ObjectNode error = response.putObject("error");
        error.put("code", failure.code()).put("message", String.valueOf(failure.getMessage()));
        failure.data().ifPresent(data -> error.set("data", data));
        return bytes(response);
    }

    /** Writes the empty result that answers a ping. */
    byte[] emptyResult(JsonNode id) {
        return result(id, json.createObjectNode());
    }

    byte[] result(JsonNode id, ObjectNode result) {
        ObjectNode response = response(id);
        response.set("result", result);
        return bytes(response);
    }

    byte[] bytes(Object value) {
        try {
            return lines.writeValueAsBytes(value);
        } catch (JsonProcessingException failure) {
            throw new UncheckedIOException("cannot write a message as JSON", failure);
        }
    }

    private ObjectNode response(JsonNode id) {
        ObjectNode response = json.createObjectNode();
        response.put("jsonrpc", VERSION).set("id", id);
        return response;
    }

    private JsonNode parse(byte[] line) throws JsonRpcException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line))
                    .toString();
            return tree(text);
        } catch (CharacterCodingException failure) {
            throw new JsonRpcException(JsonRpcException.PARSE_ERROR, "The line is not UTF-8");
        } catch (StreamConstraintsException failure) {
            throw new JsonRpcException(
                    JsonRpcException.INVALID_REQUEST,
                    "The message is nested too deeply, or holds a number or a name that is too long");
        } catch (JsonProcessingException failure) {
            // Jackson's message would quote the line and name classes.
            throw new JsonRpcException(JsonRpcException.PARSE_ERROR, "The line is not JSON" + column(failure));
        }
    }

    /** Parses a text. An object with a duplicate key is rejected, since its meaning is ambiguous. */
    private JsonNode tree(String text) throws JsonProcessingException, JsonRpcException {
        try {
            return strict.readTree(text);
        } catch (MismatchedInputException twice) {
            JsonNode id = json.readTree(text).path("id");
            throw new JsonRpcException(
                    JsonRpcException.INVALID_REQUEST,
                    isId(id) ? id : NullNode.getInstance(),
                    "An object in the message has a duplicate key");
        }
    }

    private static String column(JsonProcessingException failure) {
        JsonLocation place = failure.getLocation();
        return place == null ? "" : "; the error is at column " + place.getColumnNr();
    }

    private static Message message(ObjectNode body) throws JsonRpcException {
        JsonNode id = body.path("id");
        boolean hasId = body.has("id");
        JsonNode known = isId(id) ? id : NullNode.getInstance();
        if (!VERSION.equals(body.path("jsonrpc").textValue())) {
            throw new JsonRpcException(JsonRpcException.INVALID_REQUEST, known, "\"jsonrpc\" must be \"2.0\"");
        }
        if (hasId && !isId(id)) {
            throw new JsonRpcException(
                    JsonRpcException.INVALID_REQUEST, "\"id\" must be a string or an integer of 64 bits");
        }
        String method = body.path("method").textValue();
        if (method != null) {
            checkParams(body, known);
            return new Message(hasId ? Message.Kind.REQUEST : Message.Kind.NOTIFICATION, known, method, body);
        }
        if (hasId && !body.has("method") && body.has("result") != body.has("error")) {
            return new Message(Message.Kind.RESPONSE, known, "", body);
        }
        throw new JsonRpcException(
                JsonRpcException.INVALID_REQUEST,
                known,
                "A message has a \"method\", or an \"id\" and its result or error");
    }

    private static void checkParams(ObjectNode body, JsonNode id) throws JsonRpcException {
        JsonNode params = body.path("params");
        if (!params.isMissingNode() && !params.isNull() && !params.isObject()) {
            throw new JsonRpcException(JsonRpcException.INVALID_PARAMS, id, "\"params\" must be an object");
        }
    }

    private static boolean isId(JsonNode id) {
        return (id.isTextual() && isUnicode(id.textValue())) || (id.isIntegralNumber() && id.canConvertToLong());
    }

    /** Whether the text has no unpaired surrogates, which JSON escapes can produce. */
    static boolean isUnicode(String text) {
        return text.codePoints().noneMatch(point -> Character.getType(point) == Character.SURROGATE);
    }

    /**
     * Escapes what JSON allows in a string but some clients take for the end of a line: U+0085, U+2028 and U+2029.
     */
    private static final class LineBreaks extends CharacterEscapes {
        @Serial
        private static final long serialVersionUID = 1L;

        @Override
        public int[] getEscapeCodesForAscii() {
            return standardAsciiEscapesForJSON();
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int character) {
            return switch (character) {
                case 0x85 -> new SerializedString("\\u0085");
                case 0x2028 -> new SerializedString("\\u2028");
                case 0x2029 -> new SerializedString("\\u2029");
                default -> null;
            };
        }
    }
}
