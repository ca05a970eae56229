package dev.codebasemcp.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * An answer of the API: a JSON document that no browser keeps.
 *
 * @param status the status of HTTP
 * @param document in UTF-8
 */
record ApiAnswer(int status, ByteBuffer document) {
    static final String JSON_TYPE = "application/json";

    private static final JsonMapper JSON = new JsonMapper();

    /** Makes the answer of an endpoint. */
    static ApiAnswer of(Map<String, ?> fields) {
        return new ApiAnswer(HttpStatus.OK_200, document(fields));
    }

    /** Makes an answer that says in a sentence what is wrong. */
    static ApiAnswer failure(int status, String sentence) {
        return new ApiAnswer(status, document(Map.of("error", sentence)));
    }

    /** Refuses a method that a path does not have. */
    static ApiAnswer otherMethod() {
        return failure(HttpStatus.METHOD_NOT_ALLOWED_405, "The API has this path for other methods only.");
    }

    /** Refuses parameters, because nothing that a caller says is passed over; empty if there are none. */
    static Optional<ApiAnswer> ofQuery(Request request) {
        @Nullable String query = request.getHttpURI().getQuery();
        return query == null || query.isEmpty()
                ? Optional.empty()
                : Optional.of(failure(
                        HttpStatus.BAD_REQUEST_400,
                        "The API has no parameters behind a question mark; a POST has them in its body."));
    }

    private static ByteBuffer document(Map<String, ?> fields) {
        try {
            // Half a character, which a caller may have sent and a sentence may quote, becomes a question mark.
            return StandardCharsets.UTF_8.encode(JSON.writeValueAsString(fields));
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("an answer is no JSON", bug);
        }
    }

    void write(Response response, Callback callback) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, JSON_TYPE);
        response.write(true, document, callback);
    }
}
