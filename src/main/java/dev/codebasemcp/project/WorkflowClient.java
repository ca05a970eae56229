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
 * Asks a workflow-mcp server for the active project. One for the process. Safe for any number of threads: they share
 * one question and its answer.
 */
public final class WorkflowClient {
    /** How long "cannot be reached" holds at most: a server that comes back should be heard soon. */
    private static final Duration FAILURE_CACHE = Duration.ofSeconds(10);

    private static final int MAX_BYTES = 64 * 1024;
    /** No project's id or name is longer. */
    private static final int MAX_NAME = 255;

    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int NOT_FOUND = 404;

    private final URI question;
    private final String server;
    private final Duration timeout;
    private final Duration cache;
    private final Clock clock;
    private final HttpClient http;

    @GuardedBy("this") private @Nullable WorkflowAnswer known;

    @GuardedBy("this") private Instant knownUntil = Instant.MIN;

    /**
     * A client that sends nothing yet.
     *
     * @param base the URL below which {@code /api/v1/projects/active} lies
     * @param timeout of one question, all in all
     * @param cache how long an answer holds
     */
    public WorkflowClient(URI base, Duration timeout, Duration cache, Clock clock) {
        this.question = URI.create(base.toString().replaceAll("/+$", "") + "/api/v1/projects/active");
        this.server = "workflow-mcp at " + question;
        this.timeout = timeout;
        this.cache = cache;
        this.clock = clock;
        this.http = HttpClient.newBuilder()
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /**
     * The active project.
     *
     * @throws UnavailableException if the server answers something that cannot be understood: it may have an active
     *     project, and no other may be used in its place
     */
    synchronized WorkflowAnswer active() {
        WorkflowAnswer last = known;
        if (last != null && clock.instant().isBefore(knownUntil)) {
            return last;
        }
        known = null;
        Duration holds = cache;
        WorkflowAnswer answer;
        try {
            answer = read(ask());
        } catch (IOException unreachable) {
            answer = nothing(server + " cannot be reached (" + unreachable.getMessage() + ")");
            holds = cache.compareTo(FAILURE_CACHE) < 0 ? cache : FAILURE_CACHE;
        }
        known = answer;
        knownUntil = clock.instant().plus(holds);
        return answer;
    }

    private HttpResponse<byte[]> ask() throws IOException {
        HttpRequest request = HttpRequest.newBuilder(question)
                .timeout(timeout)
                .header("Accept", "application/json")
                .GET()
                .build();
        // The request's own timeout ends with the headers; waiting for the future bounds the body as well.
        CompletableFuture<HttpResponse<byte[]>> response =
                http.sendAsync(request, headers -> new LimitedBody(MAX_BYTES));
        try {
            return response.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            throw new IOException("no answer within " + timeout.toMillis() + " ms", slow);
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            throw new IOException(cause.getMessage() == null ? cause.toString() : cause.getMessage(), cause);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("The question to workflow-mcp was interrupted.", interrupted);
        } finally {
            response.cancel(true);
        }
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
                throw incomprehensible("no id or name in the field \"project_id\"", null);
            }
            String name = project.textValue();
            return new WorkflowAnswer(Optional.of(name), server + " names the project '" + name + "' as active");
        } catch (IOException notJson) {
            throw incomprehensible("not JSON", notJson);
        }
    }

    private static boolean isName(JsonNode project) {
        String text = project.asText();
        return project.isTextual()
                && !text.isBlank()
                && text.length() <= MAX_NAME
                && text.chars().noneMatch(Character::isISOControl);
    }

    private UnavailableException incomprehensible(String fault, @Nullable Exception cause) {
        String message = server + " gave an answer that cannot be understood (" + fault + "). Give "
                + Term.of("project_id") + ", or correct or unset WORKFLOW_MCP_URL.";
        return cause == null ? new UnavailableException(message) : new UnavailableException(message, cause);
    }

    private WorkflowAnswer none() {
        return nothing(server + " has no active project");
    }

    private static WorkflowAnswer nothing(String text) {
        return new WorkflowAnswer(Optional.empty(), text);
    }
}
