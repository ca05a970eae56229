package dev.codebasemcp.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.codebasemcp.model.CodebaseException;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.model.Term;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the route of a request and writes its answer, or its failure, as JSON. */
final class ApiHandler extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(ApiHandler.class);
    private static final String PREFIX = "/api/";
    private static final String JSON_TYPE = "application/json";
    private static final String NO_OBJECT = "The body is no JSON object.";
    /** More than any request of the page needs. */
    private static final int LONGEST_BODY = 64 << 10;

    private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};

    private final JsonMapper json = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private final List<Route> routes;

    ApiHandler(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String path = request.getHttpURI().getPath();
        if (!path.startsWith(PREFIX)) {
            return false;
        }
        Answer answer = answer(request, path);
        response.setStatus(answer.status());
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, JSON_TYPE);
        if (answer.status() == HttpStatus.METHOD_NOT_ALLOWED_405) {
            response.getHeaders().put(HttpHeader.ALLOW, String.join(", ", methods(path)));
        }
        response.write(true, ByteBuffer.wrap(bytes(answer)), callback);
        return true;
    }

    private byte[] bytes(Answer answer) {
        try {
            return json.writeValueAsBytes(answer.fields());
        } catch (JsonProcessingException bug) {
            throw new IllegalStateException("an answer is no JSON", bug);
        }
    }

    private Answer answer(Request request, String path) {
        for (Route route : routes) {
            Optional<Map<String, String>> values =
                    route.method().equals(request.getMethod()) ? matched(route, path) : Optional.empty();
            if (values.isPresent()) {
                return answer(route, request, values.get());
            }
        }
        return methods(path).isEmpty()
                ? failure(HttpStatus.NOT_FOUND_404, "The API has no such path.")
                : failure(HttpStatus.METHOD_NOT_ALLOWED_405, "The API has this path for other methods only.");
    }

    private Set<String> methods(String path) {
        return routes.stream()
                .filter(route -> matched(route, path).isPresent())
                .map(Route::method)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Optional<Map<String, String>> matched(Route route, String path) {
        try {
            return route.match(path);
        } catch (IllegalArgumentException malformed) {
            LOG.debug("A path is not encoded well", malformed);
            return Optional.empty();
        }
    }

    private Answer answer(Route route, Request request, Map<String, String> values) {
        try {
            checkQuery(request);
            Map<String, ?> fields = route.endpoint().answer(new ApiRequest(values, body(route, request)));
            return new Answer(HttpStatus.OK_200, fields);
        } catch (RejectedException refusal) {
            return failure(HttpStatus.BAD_REQUEST_400, Term.plain(String.valueOf(refusal.getMessage())));
        } catch (CodebaseException unavailable) {
            LOG.info("{}: {}", route.path(), unavailable.getMessage());
            return failure(HttpStatus.SERVICE_UNAVAILABLE_503, Term.plain(String.valueOf(unavailable.getMessage())));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return failure(HttpStatus.SERVICE_UNAVAILABLE_503, "The server is ending.");
        } catch (RuntimeException bug) {
            String id = UUID.randomUUID().toString().substring(0, 8);
            LOG.error("Internal error {} in {}", id, route.path(), bug);
            return failure(
                    HttpStatus.INTERNAL_SERVER_ERROR_500,
                    "Internal error; the log has its cause under the id " + id + ".");
        }
    }

    /** Nothing that a caller says is passed over. */
    private static void checkQuery(Request request) {
        @Nullable String query = request.getHttpURI().getQuery();
        if (query != null && !query.isEmpty()) {
            throw new RejectedException(
                    "The API has no parameters behind a question mark; a POST has them in its body.");
        }
    }

    /** A body must say that it is JSON: a form of another page cannot. */
    private Map<String, Object> body(Route route, Request request) {
        if (!HttpMethod.POST.is(route.method())) {
            return Map.of();
        }
        @Nullable String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        if (type == null || !JSON_TYPE.equalsIgnoreCase(type.split(";", 2)[0].strip())) {
            throw new RejectedException("The body must be JSON, with the content type " + JSON_TYPE + ".");
        }
        try (InputStream in = Request.asInputStream(request)) {
            byte[] bytes = in.readNBytes(LONGEST_BODY + 1);
            if (bytes.length > LONGEST_BODY) {
                throw new RejectedException("The body is longer than " + LONGEST_BODY + " bytes.");
            }
            @Nullable Map<String, Object> fields = json.readValue(bytes, FIELDS);
            if (fields == null) {
                throw new RejectedException(NO_OBJECT);
            }
            return fields;
        } catch (IOException malformed) {
            throw new RejectedException(NO_OBJECT, malformed);
        }
    }

    private static Answer failure(int status, String sentence) {
        return new Answer(status, Map.of("error", sentence));
    }

    /** An answer and its status. */
    private record Answer(int status, Map<String, ?> fields) {}
}
