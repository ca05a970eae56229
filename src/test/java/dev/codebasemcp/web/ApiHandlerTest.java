package dev.codebasemcp.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.codebasemcp.mcp.LogCapture;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The API answers each request with JSON, and a bad one with what is wrong. */
@Timeout(60)
class ApiHandlerTest {
    private static final int LONGEST_BODY = 64 << 10;
    /** A user of the page types commands, and knows no tools. */
    private static final String MORE = "; 'codebase-mcp projects' shows more.\"}";

    private static final String SENT = "sk-live-0123456789";

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
    void answersWithJsonThatNobodyKeeps() {
        HttpResponse<String> answer = server.send(server.user("/api/things/%3Cb%3E"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"name\":\"<b>\"}");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        SampleServer.assertSafe(server.rawGet("/api/text"));
    }

    @Test
    void partsOfAPathAreDecodedOnce() {
        assertThat(server.send(server.user("/api/things/a+b%20%E2%82%AC%3Cx")).body())
                .isEqualTo("{\"name\":\"a+b \u20ac<x\"}");
        assertThat(server.send(server.user("/api/things/x").DELETE()).body()).isEqualTo("{\"removed\":\"x\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/things/a%2fb",
                "/api/things/%2e%2e",
                "/api/things/..%2f..%2fsecret",
                "/api/things/a%00b",
                "/api/things/%zz",
                "/api/things/%253C",
                "/api/things/%",
                "/api/things/a\\b",
                "/api/things/a//b",
                "//api/things/a",
                "/api//things/a",
                "/api/things/a/../b/c",
                "/api/things/%c0%ae",
                "/api",
                "/api/",
                "/API/things/a",
                "/%61pi/things/a",
                "/x/../api/none"
            })
    void anOddPathNamesNothing(String path) {
        String answer = server.rawGet(path);

        assertThat(answer).containsPattern("^HTTP/1\\.1 40[04] ");
        SampleServer.assertSafe(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=1&a=2", "a=%zz", "a=%", "%ff=1&a=%c0%ae", "?", "&"})
    void anOddQueryIsRefused(String query) {
        String answer = server.rawGet("/api/text?" + query);

        assertThat(answer).containsPattern("^HTTP/1\\.1 400 ");
        SampleServer.assertSafe(answer);
    }

    @Test
    void aParameterIsNotPassedOver() {
        HttpResponse<String> answer = server.send(server.user("/api/text?a=1"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("no parameters behind a question mark");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "get"})
    void anotherMethodIsNotAllowed(String method) {
        String answer = server.raw(
                method + " /api/text HTTP/1.1",
                server.host(),
                "Cookie: " + server.cookie(),
                "Content-Length: 0",
                "Connection: close");

        assertThat(answer).startsWith("HTTP/1.1 405 ").contains("Allow: GET").doesNotContain("Cookie");
        SampleServer.assertSafe(answer);
    }

    @Test
    void anObjectInABodyIsRead() {
        assertThat(server.post("{\"a\": [1, {\"b\": null}]}").body()).isEqualTo("{\"a\":[1,{\"b\":null}]}");
        HttpRequest.Builder odd = server.user("/api/body")
                .header("Content-Type", "Application/JSON ; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString("{}"));
        assertThat(server.send(odd).body()).isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "1",
                "\"x\"",
                "{",
                "{} {}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":{\"b\":1,\"b\":2}}",
                "{a:1}",
                "{'a':1}",
                "{\"a\":NaN}",
                "{\"a\":\"\\ud800\"",
                "a=b"
            })
    void anyOtherBodyIsRefused(String body) {
        HttpResponse<String> answer = server.post(body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"error\":\"The body is no JSON object.\"}");
    }

    @Test
    void deepNestingIsRefused() {
        int depth = 5_000;

        HttpResponse<String> answer = server.post("{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}");

        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @Test
    void aLongBodyIsRefused() {
        String frame = "{\"a\":\"\"}";
        String longest = "{\"a\":\"" + "x".repeat(LONGEST_BODY - frame.length()) + "\"}";
        assertThat(server.post(longest).statusCode()).isEqualTo(200);

        HttpResponse<String> answer = server.post(longest + " ");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("longer than 65536 bytes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "text/plain; application/json",
                "application/jsonx",
                ""
            })
    void aBodyThatAFormCouldSendIsRefused(String type) {
        String answer = server.raw(
                "POST /api/body HTTP/1.1",
                server.host(),
                "Cookie: " + server.cookie(),
                "Content-Type: " + type,
                "Content-Length: 2",
                "Connection: close",
                "",
                "{}");

        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("with the content type application/json");
    }

    @Test
    void anEndpointsFailureIsASentence() {
        assertThat(server.send(server.user("/api/rejected")))
                .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(400))
                .satisfies(answer -> assertThat(answer.body()).isEqualTo("{\"error\":\"Not like this.\"}"));
        assertThat(server.send(server.user("/api/unavailable")))
                .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(503))
                .satisfies(answer -> assertThat(answer.body()).isEqualTo("{\"error\":\"Not now.\"}"));
    }

    @Test
    void anInternalErrorHasAnIdAndNoCause() {
        String answer = server.rawGet("/api/broken");

        assertThat(answer)
                .startsWith("HTTP/1.1 500 ")
                .containsPattern("the log has its cause under the id [0-9a-f]{8}\\.");
        SampleServer.assertSafe(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bug", "memory", "stack", "document"})
    void whateverFailsHasAnIdAndIsInTheLogWithoutWhatTheCallerSent(String way) {
        try (LogCapture log = LogCapture.begin(Level.DEBUG)) {
            HttpResponse<String> answer = server.post("/api/failing", "{\"" + SENT + "\":\"" + way + "\"}");

            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
            Matcher id = Pattern.compile("under the id ([0-9a-f]{8})\\.").matcher(answer.body());
            assertThat(id.find()).as(answer.body()).isTrue();
            assertThat(log.lines())
                    .anySatisfy(line -> assertThat(line)
                            .startsWith("ERROR Internal error " + id.group(1) + " in /api/failing")
                            .contains("\tat "))
                    .noneSatisfy(line -> assertThat(line).contains(SENT));
        }
    }

    @Test
    void whatIsNotAvailableIsInTheLogWithoutWhatTheCallerSent() {
        try (LogCapture log = LogCapture.begin(Level.DEBUG)) {
            HttpResponse<String> answer = server.post("/api/failing", "{\"" + SENT + "\":\"unavailable\"}");

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("Not now: {" + SENT).endsWith(MORE);
            assertThat(log.lines())
                    .anySatisfy(line -> assertThat(line)
                            .startsWith("INFO /api/failing: not available")
                            .contains("UnavailableException"))
                    .noneSatisfy(line -> assertThat(line).contains(SENT));
        }
    }

    @Test
    void aMalformedAddressIsNotInTheLog() {
        try (LogCapture log = LogCapture.begin(Level.DEBUG)) {
            assertThat(server.rawGet("/api/things/" + SENT + "%zz")).containsPattern("^HTTP/1\\.1 40[04] ");
            assertThat(server.rawGet("/api/things/" + SENT + "%E0%A4%A")).containsPattern("^HTTP/1\\.1 40[04] ");
            assertThat(server.rawGet("/login?token=" + SENT + "%zz")).doesNotContain("HTTP/1.1 500");

            assertThat(log.lines()).allSatisfy(line -> assertThat(line).doesNotContain(SENT, "%zz", "%E0"));
        }
    }

    @Test
    void halfACharacterThatIsRepeatedIsStillAnAnswer() {
        HttpResponse<String> answer = server.post("/api/failing", "{\"a\":\"rejected \\ud83d.\"}");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"error\":\"Not like this: {a=rejected ?.}" + MORE);
    }
}
