package dev.codebasemcp.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only the user's own page gets anything. */
@Timeout(60)
class GuardTest {
    private static final String API = "/api/text";
    private static final String ANSWER = "{\"a\":\"b\"}";

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
    void aLinkBecomesACookieThatOpensThePageAndTheApi() {
        HttpResponse<String> login = server.send(HttpRequest.newBuilder(server.link()));

        assertThat(login.statusCode()).isEqualTo(200);
        assertThat(login.body()).contains("content=\"0;url=/\"").doesNotContain("token");
        assertThat(login.headers().allValues("Set-Cookie"))
                .singleElement()
                .satisfies(cookie -> assertThat(cookie)
                        .startsWith("codebase-mcp-" + server.port() + "=")
                        .containsIgnoringCase("; HttpOnly")
                        .contains("Path=/", "SameSite=Strict")
                        .doesNotContain("Domain", "Max-Age", "Expires"));
        assertThat(login.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(server.send(server.user(API)).body()).isEqualTo(ANSWER);
        assertThat(server.send(server.user("/")).body()).contains("<main id=\"main\"");
    }

    @Test
    void aLinkWorksOnce() {
        HttpRequest.Builder link = HttpRequest.newBuilder(server.link());
        assertThat(server.send(link).statusCode()).isEqualTo(200);

        HttpResponse<String> again = server.send(link);

        assertThat(again.statusCode()).isEqualTo(401);
        assertThat(again.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(again.body()).contains("Open the link", "works once");
        assertThat(server.send(link.copy().header("Cookie", server.cookie())).statusCode())
                .as("its user goes back in the browser")
                .isEqualTo(200);
    }

    @Test
    void onlyTheLastLinksWork() {
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            tokens.add(server.token());
        }

        assertThat(login("?token=" + tokens.get(0)).statusCode()).isEqualTo(401);
        assertThat(login("?token=" + tokens.get(19)).statusCode()).isEqualTo(200);
    }

    @Test
    void aTokenOfAnotherProcessIsWorthNothing() {
        try (SampleServer other = new SampleServer()) {
            assertThat(login("?token=" + other.token()).statusCode()).isEqualTo(401);
            String value = other.cookie().split("=", 2)[1];
            assertThat(status(server.anyone(API).header("Cookie", "codebase-mcp-" + server.port() + "=" + value)))
                    .isEqualTo(401);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?", "?token", "?token=", "?token=x", "?token=%zz", "?token=%ff", "?other=x", "?%%%"})
    void noTokenOrAWrongOneIsRefused(String query) {
        String answer = server.raw("GET /login" + query + " HTTP/1.1", server.host(), "Connection: close");

        assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("Set-Cookie");
        SampleServer.assertSafe(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"})
    void onlyAGetUsesALinkUp(String method) {
        String token = server.token();

        assertThat(server.send(server.anyone("/login?token=" + token)
                                .method(method, HttpRequest.BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(401);
        assertThat(login("?token=" + token).statusCode()).isEqualTo(200);
    }

    @Test
    void twoTokensAreNone() {
        String token = server.token();

        assertThat(login("?token=x&token=" + token).statusCode()).isEqualTo(401);
        assertThat(login("?token=" + token).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/app.js", "/api/text", "/api/none", "/vendor/plot.js", "/none"})
    void withoutTheCookieThereIsNothing(String path) {
        HttpResponse<String> answer = server.send(server.anyone(path));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("belongs to the user who started it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "codebase-mcp-0=x",
                "codebase-mcp-%d=",
                "codebase-mcp-%d=x",
                "codebase-mcp-%d",
                "=;;;",
                "\"\u0001"
            })
    void aWrongCookieIsNone(String cookie) {
        String answer = server.raw(
                "GET / HTTP/1.1",
                server.host(),
                "Cookie: " + cookie.replace("%d", "" + server.port()),
                "Connection: close");

        assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("<main");
        SampleServer.assertSafe(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:%d",
                "127.0.0.1",
                "localhost",
                "127.0.0.1:1",
                "127.0.0.1.evil.example:%d",
                "127.0.0.2:%d",
                "[::1]:%d",
                "0.0.0.0:%d",
                "user@127.0.0.1:%d",
                "127.0.0.1:%d, evil.example",
                ""
            })
    void anotherNameOfThisMachineIsRefused(String host) {
        String answer = server.raw(
                "GET " + API + " HTTP/1.1",
                "Host: " + host.replace("%d", "" + server.port()),
                "Cookie: " + server.cookie(),
                "Connection: close");

        assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain(ANSWER);
        SampleServer.assertSafe(answer);
    }

    @Test
    void oneHostIsNeeded() {
        String cookie = "Cookie: " + server.cookie();
        String close = "Connection: close";
        List<String> answers = List.of(
                server.raw("GET " + API + " HTTP/1.1", cookie, close),
                server.raw("GET " + API + " HTTP/1.0", cookie),
                server.raw("GET " + API + " HTTP/1.1", server.host(), server.host(), cookie, close),
                server.raw("GET " + API + " HTTP/1.1", server.host(), "Host: evil.example", cookie, close),
                server.raw("GET http://evil.example" + API + " HTTP/1.1", server.host(), cookie, close),
                server.raw("GET http://evil.example" + API + " HTTP/1.1", "Host: evil.example", cookie, close));

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain(ANSWER);
            SampleServer.assertSafe(answer);
        });
        assertThat(server.raw("GET " + API + " HTTP/1.1", "Host: localhost:" + server.port(), cookie, close))
                .contains(ANSWER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example",
                "null",
                "",
                "http://127.0.0.1",
                "http://127.0.0.1:1",
                "https://127.0.0.1:%d",
                "http://127.0.0.1:%d.evil.example",
                "file://",
                "http://127.0.0.1:%d http://evil.example"
            })
    void anotherOriginGetsNothingEvenWithTheCookie(String origin) {
        String answer = server.raw(
                "GET " + API + " HTTP/1.1",
                server.host(),
                "Origin: " + origin.replace("%d", "" + server.port()),
                "Cookie: " + server.cookie(),
                "Connection: close");

        assertThat(answer).startsWith("HTTP/1.1 403 ").doesNotContain(ANSWER);
        SampleServer.assertSafe(answer);
    }

    @Test
    void thePagesOwnOriginMayAsk() {
        for (String name : List.of("127.0.0.1", "localhost")) {
            assertThat(status(server.user(API).header("Origin", "http://" + name + ":" + server.port())))
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site", "", "None", "same-origin, cross-site"})
    void aRequestThatTheBrowserSaysAnotherSiteMadeGetsNothing(String site) {
        String answer = server.raw(
                "GET " + API + " HTTP/1.1",
                server.host(),
                "Sec-Fetch-Site: " + site,
                "Cookie: " + server.cookie(),
                "Connection: close");

        assertThat(answer).startsWith("HTTP/1.1 401 ").doesNotContain(ANSWER);
    }

    @Test
    void theFileThatTheBrowserOpensMayLeadToTheLink() {
        HttpRequest.Builder link = HttpRequest.newBuilder(server.link()).header("Sec-Fetch-Site", "cross-site");

        assertThat(server.send(link).statusCode()).isEqualTo(200);
        assertThat(status(server.user("/").header("Sec-Fetch-Site", "same-origin")))
                .isEqualTo(200);
        assertThat(status(server.user("/").header("Sec-Fetch-Site", "none"))).isEqualTo(200);
    }

    @Test
    void aPreflightOfAnotherOriginIsNotAllowed() {
        HttpResponse<String> answer = server.send(server.anyone("/api/body")
                .header("Origin", "http://evil.example")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control"));
    }

    private HttpResponse<String> login(String query) {
        return server.send(server.anyone("/login" + query));
    }

    private static int status(HttpRequest.Builder request) {
        return server.send(request).statusCode();
    }
}
