package dev.codebasemcp.project;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.codebasemcp.model.Term;
import dev.codebasemcp.model.UnavailableException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks a workflow-mcp server for the active project. Thread-safe: concurrent callers share one request and its
 * answer.
 */
public final class WorkflowClient {
    /** The longest time to cache a failure, so that a restarted server is noticed soon. */
    private static final Duration FAILURE_CACHE = Duration.ofSeconds(10);

    private static final int MAX_BYTES = 64 * 1024;
    /** The maximum length of a project's id or name. */
    private static final int MAX_NAME = 255;

    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int NOT_FOUND = 404;

    private final URI endpoint;
    private final String server;
    private final Duration timeout;
    private final Duration cache;
    private final Clock clock;
    private final HttpClient http;

    @GuardedBy("this") private @Nullable WorkflowAnswer cached;

    @GuardedBy("this") private Instant cachedUntil = Instant.MIN;

    /**
     * Creates a client without sending anything.
     *
     * @param base the URL that contains {@code /api/v1/projects/active}
     * @param timeout limit of one request, including its body
     * @param cache how long an answer stays valid
     */
    public WorkflowClient(URI base, Duration timeout, Duration cache, Clock clock) {
        this.endpoint = URI.create(base.toString().replaceAll("/+$", "") + "/api/v1/projects/active");
        this.server = "workflow-mcp at " + endpoint;
        this.timeout = timeout;
        this.cache = cache;
        this.clock = clock;
        this.http = HttpClient.newBuilder()
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /**
     * Returns the active project.
     *
     * @throws UnavailableException if the answer is invalid: the server may have an active project, and no other may
     * be used in its place
     */
    synchronized WorkflowAnswer active() {
        WorkflowAnswer last = cached;
        if (last != null && clock.instant().isBefore(cachedUntil)) {
            return last;
        }
        cached = null;
        Duration validFor = cache;
        WorkflowAnswer answer;
        try {
            answer = read(ask());
        } catch (IOException unreachable) {
            answer = nothing(server + " cannot be reached (" + unreachable.getMessage() + ")");
            validFor = cache.compareTo(FAILURE_CACHE) < 0 ? cache : FAILURE_CACHE;
        }
        cached = answer;
        cachedUntil = clock.instant().plus(validFor);
        return answer;
    }

    private HttpResponse<byte[]> ask() throws IOException {
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .timeout(timeout)
                .header("Accept", "application/json")
                .GET()
                .build();
        // The request's own timeout ends with the headers; this also bounds the body.
        CompletableFuture<HttpResponse<byte[]>> response =
                http.sendAsync(request, headers -> new LimitedBody(MAX_BYTES));
        try {
            return response.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            throw noAnswer(slow);
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            if (cause instanceof HttpTimeoutException) {
                throw noAnswer(cause);
            }
            throw new IOException(cause.getMessage() == null ? cause.toString() : cause.getMessage(), cause);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("The request to workflow-mcp was interrupted.", interrupted);
        } finally {
            response.cancel(true);
        }
    }

    private IOException noAnswer(Throwable slow) {
        return new IOException("no answer within " + timeout.toMillis() + " ms", slow);
    }

    private WorkflowAnswer read(HttpResponse<byte[]> response) throws IOException {
        int status = response.statusCode();
        if (status == NO_CONTENT || status == NOT_FOUND) {
            return none();
        }
        if (status != OK) {
            throw new IOException("HTTP status " + status);
        }
        try {
            JsonNode answer = ProjectConfigFile.JSON.readTree(response.body());
            JsonNode project = answer.path("project_id");
            if (answer.isObject() && (project.isMissingNode() || project.isNull())) {
                return none();
            }
            if (!isName(project)) {
                throw invalid("no id or name in the field \"project_id\"", null);
            }
            String name = project.textValue();
            return new WorkflowAnswer(Optional.of(name), server + " names the project '" + name + "' as active");
        } catch (IOException notJson) {
            throw invalid("not JSON", notJson);
        }
    }

    private static boolean isName(JsonNode project) {
        String text = project.asText();
        return project.isTextual()
                && !text.isBlank()
                && text.length() <= MAX_NAME
                && text.chars().noneMatch(Character::isISOControl);
    }

    private UnavailableException invalid(String fault, @Nullable Exception cause) {
        String message = server + " gave an invalid answer (" + fault + "). Give " + Term.of("project_id")
                + ", or correct or unset WORKFLOW_MCP_URL.";
        return cause == null ? new UnavailableException(message) : new UnavailableException(message, cause);
    }

    private WorkflowAnswer none() {
        return nothing(server + " has no active project");
    }

    private static WorkflowAnswer nothing(String text) {
        return new WorkflowAnswer(Optional.empty(), text);
    }
}
