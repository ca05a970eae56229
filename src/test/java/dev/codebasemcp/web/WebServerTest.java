package dev.codebasemcp.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.codebasemcp.model.RejectedException;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server gives out the page's files and nothing else, on loopback, whatever its clients do. */
@Timeout(120)
class WebServerTest {
    private static final int CONNECTIONS = 90;

    private static SampleServer server;

    @BeforeAll
    static void start() {
        server = new SampleServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void servesThePageWithTheTypesOfItsFiles() {
        assertThat(typeOf("/")).startsWith("text/html");
        assertThat(typeOf("/app.js")).startsWith("text/javascript");
        assertThat(typeOf("/style.css")).startsWith("text/css");
        assertThat(typeOf("/icon.svg")).startsWith("image/svg+xml");
        SampleServer.assertSafe(server.rawGet("/"));
    }

    @Test
    void aFileIsSentAgainOnlyIfItChanged() {
        HttpResponse<String> first = server.send(server.user("/style.css"));
        assertThat(first.headers().firstValue("Cache-Control")).contains("no-cache");
        String tag = first.headers().firstValue("ETag").orElseThrow();

        assertThat(server.send(server.user("/style.css").header("If-None-Match", tag)))
                .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(304));
    }

    @Test
    void theFilesThatAreTriedBelowExist() {
        assertThat(WebServer.class.getResource("/db/project/V1__index.sql")).isNotNull();
        assertThat(WebServer.class.getResource("/dev/codebasemcp/Main.class")).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/none",
                "/vendor",
                "/vendor/",
                "/views/",
                "/../db/project/V1__index.sql",
                "/vendor/../../db/project/V1__index.sql",
                "/%2e%2e/db/project/V1__index.sql",
                "/..%2fdb/project/V1__index.sql",
                "/..%5cdb/project/V1__index.sql",
                "/..\\db/project/V1__index.sql",
                "/vendor/..%2f..%2fdb/project/V1__index.sql",
                "/..;/db/project/V1__index.sql",
                "/.%00/db/project/V1__index.sql",
                "/../db/",
                "/../dev/codebasemcp/Main.class",
                "/META-INF/MANIFEST.MF",
                "/WEB-INF/web.xml",
                "/db/project/V1__index.sql",
                "/app.js%00.png",
                "/app.js/",
                "/app%2ejs%2f..%2f..%2fdb/project/V1__index.sql",
                "//db/project/V1__index.sql",
                "///etc/passwd",
                "//evil.example/",
                "/file:/etc/passwd",
                "/%",
                "/\u00ff"
            })
    void nothingElseCanBeNamed(String path) {
        String answer = server.rawGet(path);

        assertThat(answer)
                .containsPattern("^HTTP/1\\.1 (40[0-9]|302) ")
                .doesNotContain("create table", "root:", "Manifest-Version")
                .doesNotContainIgnoringCase("<html", "Location: //", "Location: http://evil");
        SampleServer.assertSafe(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "TRACE", "OPTIONS", "PROPFIND", "CONNECT"})
    void filesAreOnlyRead(String method) {
        String answer = server.raw(
                method + " /app.js HTTP/1.1",
                server.host(),
                "Cookie: " + server.cookie(),
                "Content-Length: 0",
                "Connection: close");

        assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("import ", "Cookie");
        SampleServer.assertSafe(answer);
    }

    @Test
    void aRefusedMethodIsToldTheOthers() {
        String answer = server.raw(
                "POST /app.js HTTP/1.1",
                server.host(),
                "Cookie: " + server.cookie(),
                "Content-Length: 0",
                "Connection: close");

        assertThat(answer).startsWith("HTTP/1.1 405 ").contains("\r\nAllow: GET, HEAD\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "GET",
                "GET / HTTP/9.9",
                "GET /<script> HTTP/1.1",
                "\u0016\u0003\u0001\u0002",
                "PRI * HTTP/2.0",
                "GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 3",
                "GET / HTTP/1.1\r\nbad header\u0001: x",
                "GET / HTTP/1.1\r\n folded: x"
            })
    void malformedRequestsGetAPlainRefusal(String request) {
        String answer = server.raw(request, server.host(), "Connection: close");

        assertThat(answer).containsPattern("^HTTP/1\\.1 (4|5)").doesNotContainIgnoringCase("<html", "<script", "<h1");
        SampleServer.assertSafe(answer);
    }

    @Test
    void longHeadersAreRefused() {
        String answer = server.raw("GET /" + "x".repeat(20_000) + " HTTP/1.1", server.host(), "Connection: close");

        assertThat(answer).startsWith("HTTP/1.1 414 ");
        SampleServer.assertSafe(answer);
        assertThat(server.raw("GET / HTTP/1.1", server.host(), "X: " + "y".repeat(20_000)))
                .startsWith("HTTP/1.1 431 ");
    }

    @Test
    void listensOnLoopbackOnly() throws IOException {
        List<String> others = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .map(address -> address.getHostAddress())
                .toList();
        for (String other : others) {
            assertThatThrownBy(() -> new Socket(other, server.port()).close()).isInstanceOf(IOException.class);
        }
        // Where nothing else listens, this port is free on all other addresses of the machine.
        try (ServerSocket own = new ServerSocket()) {
            own.bind(new InetSocketAddress("127.0.0.2", server.port()));
            assertThat(own.isBound()).isTrue();
        }
    }

    @Test
    void aPortInUseIsRefusedWithTheNextStep() {
        assertThatThrownBy(() -> WebServer.start(server.port(), List.of()).close())
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("Port " + server.port() + " cannot be used")
                .hasMessageContaining("--port 0");
        assertThat(server.send(server.user("/")).statusCode()).isEqualTo(200);
    }

    @Test
    void slowClientsOccupyNoThread() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                Socket socket = server.connect();
                slow.add(socket);
                socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: 12".getBytes(StandardCharsets.US_ASCII));
            }

            assertThat(server.send(server.user("/api/things/one")).statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void manyConnectionsDelayOthersAndBreakNothing() throws IOException {
        List<Socket> many = new ArrayList<>();
        try {
            for (int i = 0; i < 2 * CONNECTIONS; i++) {
                many.add(server.connect());
            }
        } finally {
            for (Socket socket : many) {
                socket.close();
            }
        }

        assertThat(server.send(server.user("/api/things/one")).statusCode()).isEqualTo(200);
    }

    private static String typeOf(String path) {
        HttpResponse<String> answer = server.send(server.user(path));
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.headers().firstValue("Content-Type").orElse("");
    }
}
