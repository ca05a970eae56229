package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

/** A running {@code ui} and a page that has logged in. */
final class PageSession implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final UiProgram program;
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI link;
    private final String cookie;

    private PageSession(UiProgram program) throws IOException, InterruptedException {
        this.program = program;
        link = program.nextLink();
        cookie = program.login(link);
    }

    /** Starts a process on the shared home. */
    static PageSession start() {
        try {
            return new PageSession(UiProgram.start(Map.of(), "--no-open"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }

    JsonNode get(String path) {
        return get(path, 200);
    }

    /** The answer, or the refusal, with an expected status. */
    JsonNode get(String path, int status) {
        return answer(request(path), status);
    }

    JsonNode post(String path, Map<String, ?> body) {
        return post(path, body, 200);
    }

    /** The answer, or the refusal, with an expected status. */
    JsonNode post(String path, Map<String, ?> body, int status) {
        try {
            return answer(
                    request(path)
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))),
                    status);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(link.resolve(path)).header("Cookie", cookie);
    }

    private JsonNode answer(HttpRequest.Builder request, int status) {
        try {
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
            return JSON.readTree(answer.body());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        }
    }

    @Override
    public void close() {
        program.close();
    }
}
