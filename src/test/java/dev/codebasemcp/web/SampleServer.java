package dev.codebasemcp.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.model.Term;
import dev.codebasemcp.model.UnavailableException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A server with a small API, and requests to it: well-formed ones, and any bytes. */
final class SampleServer implements AutoCloseable {
    private static final int READ_MILLIS = 20_000;
    private static final String MORE = "; " + Term.of("list_projects") + " shows more.";
    private static final String CAUSE = "a cause that only the log may tell";

    private final WebServer server = WebServer.start(0, routes());
    private final HttpClient client = HttpClient.newHttpClient();

    private static List<Route> routes() {
        return List.of(
                new Route("GET", "/api/text", request -> Map.of("a", "b")),
                new Route("POST", "/api/body", ApiRequest::body),
                new Route("GET", "/api/things/{name}", request -> Map.of("name", request.part("name"))),
                new Route("DELETE", "/api/things/{name}", request -> Map.of("removed", request.part("name"))),
                new Route("GET", "/api/rejected", request -> {
                    throw new RejectedException("Not like this.");
                }),
                new Route("GET", "/api/unavailable", request -> {
                    throw new UnavailableException("Not now.");
                }),
                new Route("POST", "/api/failing", request -> failing(String.valueOf(request.body()))),
                new Route("GET", "/api/broken", request -> {
                    throw new IllegalStateException(CAUSE);
                }));
    }

    /** Fails in each way that a text asks for, and repeats the text. */
    private static Map<String, ?> failing(String given) {
        if (given.contains("=unavailable")) {
            throw new UnavailableException("Not now: " + given + MORE, new IllegalStateException(given));
        }
        if (given.contains("=bug")) {
            throw new IllegalStateException(given, new IllegalArgumentException(given));
        }
        if (given.contains("=memory")) {
            throw new OutOfMemoryError(given);
        }
        if (given.contains("=stack")) {
            return failing(given);
        }
        if (given.contains("=rejected")) {
            throw new RejectedException("Not like this: " + given + MORE);
        }
        return Map.of("no", new ByteArrayInputStream(new byte[0]), given, "document");
    }

    URI link() {
        return server.link();
    }

    String token() {
        return link().getQuery().replaceFirst("token=", "");
    }

    int port() {
        return link().getPort();
    }

    String origin() {
        return "http://127.0.0.1:" + port();
    }

    /** Logs in with a link, and returns the cookie. */
    String cookie() {
        HttpResponse<String> login = send(HttpRequest.newBuilder(link()));
        assertThat(login.statusCode()).isEqualTo(200);
        return login.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    }

    /** A request with the cookie of a login. */
    HttpRequest.Builder user(String path) {
        return anyone(path).header("Cookie", cookie());
    }

    /** A request without a cookie. */
    HttpRequest.Builder anyone(String path) {
        return HttpRequest.newBuilder(URI.create(origin() + path));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    HttpResponse<String> post(String body) {
        return post("/api/body", body);
    }

    HttpResponse<String> post(String path, String body) {
        return send(
                user(path).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Sends these lines as they are, ends them with an empty one, and returns all that comes back. */
    String raw(String... lines) {
        try (Socket socket = connect()) {
            String text = String.join("\r\n", lines) + "\r\n\r\n";
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A GET of a path as it is, by a user who is logged in. */
    String rawGet(String path) {
        return raw("GET " + path + " HTTP/1.1", host(), "Cookie: " + cookie(), "Connection: close");
    }

    String host() {
        return "Host: 127.0.0.1:" + port();
    }

    Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
        socket.setSoTimeout(READ_MILLIS);
        return socket;
    }

    /** Every answer has the headers that keep a browser from what the page never does, and none that names software. */
    static void assertSafe(String rawAnswer) {
        assertThat(rawAnswer)
                .contains("Content-Security-Policy: default-src 'none'; script-src 'self';", "frame-ancestors 'none'")
                .contains("X-Content-Type-Options: nosniff", "X-Frame-Options: DENY", "Referrer-Policy: no-referrer")
                .contains("Cross-Origin-Resource-Policy: same-origin", "Cross-Origin-Opener-Policy: same-origin")
                .doesNotContain("unsafe-", "Access-Control", "Server:", "Jetty", "jetty", CAUSE)
                .doesNotContain("\tat ", "Exception");
    }

    @Override
    public void close() {
        server.close();
    }
}
