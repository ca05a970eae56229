package dev.codebasemcp.web;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.codebasemcp.mcp.WithheldFailure;
import dev.codebasemcp.model.CodebaseException;
import dev.codebasemcp.model.RejectedException;
import java.io.IOException;
import java.io.InputStream;
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
        ApiAnswer answer = answer(request, path);
        if (answer.status() == HttpStatus.METHOD_NOT_ALLOWED_405) {
            response.getHeaders().put(HttpHeader.ALLOW, String.join(", ", methods(path)));
        }
        answer.write(response, callback);
        return true;
    }

    private ApiAnswer answer(Request request, String path) {
        for (Route route : routes) {
            Optional<Map<String, String>> values =
                    route.method().equals(request.getMethod()) ? matched(route, path) : Optional.empty();
            if (values.isPresent()) {
                return ApiAnswer.ofQuery(request).orElseGet(() -> answer(route, request, values.get()));
            }
        }
        return methods(path).isEmpty()
                ? ApiAnswer.failure(HttpStatus.NOT_FOUND_404, "The API has no such path.")
                : ApiAnswer.otherMethod();
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
            // The exception quotes the path.
            LOG.debug("A path is not encoded well ({})", malformed.getClass().getName());
            return Optional.empty();
        }
    }

    private ApiAnswer answer(Route route, Request request, Map<String, String> values) {
        try {
            return ApiAnswer.of(route.endpoint().answer(new ApiRequest(values, body(route, request))));
        } catch (RejectedException refusal) {
            return ApiAnswer.failure(HttpStatus.BAD_REQUEST_400, refusal.worded(PageWords.ALL));
        } catch (CodebaseException unavailable) {
            return unavailable(route, unavailable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return ApiAnswer.failure(HttpStatus.SERVICE_UNAVAILABLE_503, "The server is ending.");
        } catch (RuntimeException | Error bug) {
            return failed(route, bug);
        }
    }

    /** The sentence may quote what the caller sent, so only the caller gets it, not the log. */
    private static ApiAnswer unavailable(Route route, CodebaseException failure) {
        LOG.info("{}: not available ({})", route.path(), failure.getClass().getName());
        LOG.debug("Why {} is not available", route.path(), WithheldFailure.withoutMessages(failure));
        return ApiAnswer.failure(HttpStatus.SERVICE_UNAVAILABLE_503, failure.worded(PageWords.ALL));
    }

    private static ApiAnswer failed(Route route, Throwable bug) {
        String id = UUID.randomUUID().toString().substring(0, 8);
        LOG.error("Internal error {} in {}", id, route.path(), WithheldFailure.withoutMessages(bug));
        return ApiAnswer.failure(
                HttpStatus.INTERNAL_SERVER_ERROR_500, "Internal error; the log has its cause under the id " + id + ".");
    }

    /** A body must say that it is JSON: a form of another page cannot. */
    private Map<String, Object> body(Route route, Request request) {
        if (!HttpMethod.POST.is(route.method())) {
            return Map.of();
        }
        @Nullable String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        if (type == null || !ApiAnswer.JSON_TYPE.equalsIgnoreCase(type.split(";", 2)[0].strip())) {
            throw new RejectedException("The body must be JSON, with the content type " + ApiAnswer.JSON_TYPE + ".");
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
}
