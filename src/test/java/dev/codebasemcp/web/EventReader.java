package dev.codebasemcp.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** An open stream of events, read as a browser reads it. For one thread. */
public final class EventReader implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String DATA = "data: ";

    private final BufferedReader lines;

    private EventReader(BufferedReader lines) {
        this.lines = lines;
    }

    /** Opens the stream of jobs with the cookie of a login. */
    public static EventReader open(URI server, String cookie) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(server.resolve("/api/events"))
                                .header("Cookie", cookie)
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        return new EventReader(new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8)));
    }

    /** Waits for the next event and returns its data; empty when the stream has ended. */
    public Optional<JsonNode> next() throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(DATA)) {
                return Optional.of(JSON.readTree(line.substring(DATA.length())));
            }
            assertThat(line).matches("event: jobs|retry: 2000|: |");
        }
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
