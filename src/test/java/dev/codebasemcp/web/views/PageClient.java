package dev.codebasemcp.web.views;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.codebasemcp.web.Route;
import dev.codebasemcp.web.WebServer;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** A server of some routes, and a browser that is logged in. */
final class PageClient implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final WebServer server;
    private final URI link;
    private final HttpClient browser =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    PageClient(List<Route> routes) throws IOException, InterruptedException {
        server = WebServer.start(0, routes);
        link = server.link();
        assertThat(send(HttpRequest.newBuilder(link).build()).statusCode()).isEqualTo(200);
    }

    /** The document that a path must answer. */
    JsonNode get(String path) throws IOException, InterruptedException {
        return document(200, HttpRequest.newBuilder(link.resolve(path)).build());
    }

    /** The sentence with which a path must fail. */
    String failure(int status, String path) throws IOException, InterruptedException {
        return document(status, HttpRequest.newBuilder(link.resolve(path)).build())
                .path("error")
                .asText();
    }

    /** The document that a removal must answer with this status. */
    JsonNode remove(int status, String path) throws IOException, InterruptedException {
        return document(
                status, HttpRequest.newBuilder(link.resolve(path)).DELETE().build());
    }

    /** The document that a tool must answer with this status. */
    JsonNode tool(int status, String name, String arguments) throws IOException, InterruptedException {
        return document(
                status,
                HttpRequest.newBuilder(link.resolve("/api/tools/" + name))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(arguments))
                        .build());
    }

    private JsonNode document(int status, HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = send(request);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return JSON.readTree(response.body());
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return browser.send(
                HttpRequest.newBuilder(request, (name, value) -> true)
                        .timeout(PATIENCE)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        server.close();
    }
}
