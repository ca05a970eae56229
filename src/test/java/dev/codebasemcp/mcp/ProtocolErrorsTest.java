package dev.codebasemcp.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.codebasemcp.config.AnswerForm;
import dev.codebasemcp.model.UnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Any input gets a plain answer. Neither the answer nor the log names classes or repeats the client's text. */
@Timeout(60)
class ProtocolErrorsTest {
    private static final String INFO = "{\"name\":\"x\",\"version\":\"1\"}";
    private static final List<String> WRONG =
            List.of("5", "1e400", "-7.5", "true", "\"text\"", "[]", "[1]", "{}", "null");
    private static final String HUGE = "x".repeat(5_000_000);
    private static final String PASTED = "sk-live-51Hunter2";

    private final CountDownLatch blocked = new CountDownLatch(1);
    private final CountDownLatch brokenOff = new CountDownLatch(1);
    private final LogCapture log = LogCapture.begin();
    private final PipedServer server = PipedServer.start(new ServerOffer(
            List.of(
                    tool("block", this::block),
                    tool("echo", () -> "fine"),
                    tool("down", ProtocolErrorsTest::down),
                    tool("bug", ProtocolErrorsTest::bug)),
            List.of(resource()),
            AnswerForm.TEXT,
            new CallStats()));
    private final JsonLines client = server.client();
    private int lastId = 1_000;

    @BeforeEach
    void initialize() {
        client.initialize();
    }

    @AfterEach
    void logsNothingLong() {
        server.close();
        log.close();
        assertThat(log.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(20_000));
    }

    @Test
    void wrongParametersOfEveryMethodGetPlainWords() {
        for (String wrong : WRONG) {
            for (String method : List.of(
                    "tools/list",
                    "tools/call",
                    "resources/list",
                    "resources/read",
                    "resources/templates/list",
                    "logging/setLevel",
                    "prompts/list",
                    "completion/complete",
                    "no/such")) {
                answersPlainly(method, wrong);
                answersPlainly(method, "{\"_meta\":" + wrong + "}");
                answersPlainly(method, "{\"_meta\":{\"progressToken\":" + wrong + "}}");
                answersPlainly(method, "{\"cursor\":" + wrong + ",\"level\":" + wrong + "}");
                answersPlainly(method, "{\"name\":" + wrong + ",\"uri\":" + wrong + "}");
                answersPlainly(
                        method,
                        "{\"name\":\"echo\",\"uri\":\"test://one\",\"_meta\":" + wrong + ",\"arguments\":" + wrong
                                + "}");
                answersPlainly(method, "{\"name\":\"echo\",\"arguments\":{\"query\":" + wrong + "}}");
            }
        }
        assertThat(log.lines()).allSatisfy(ProtocolErrorsTest::isPlain);
    }

    @Test
    void whatFailsSaysSoAlsoWhereAnArgumentIsNull() {
        assertThat(text(ask("tools/call", "{\"name\":\"down\",\"arguments\":{\"query\":null}}")))
                .contains("The server refuses");
        assertThat(text(ask("tools/call", "{\"name\":\"bug\",\"arguments\":{\"query\":null}}")))
                .containsIgnoringCase("internal error");
    }

    @Test
    void wrongFieldsAreNamed() {
        assertRefused("tools/call", "{\"name\":\"echo\",\"_meta\":5}", -32602, "\"_meta\" must be an object");
        assertRefused("tools/list", "{\"_meta\":5}", -32602, "\"_meta\" must be an object");
        assertRefused("tools/list", "{\"cursor\":{}}", -32602, "\"cursor\"");
        assertRefused("resources/read", "{\"uri\":\"test://one\",\"_meta\":[]}", -32602, "\"_meta\"");
        assertRefused("resources/read", "{\"uri\":7}", -32602, "\"uri\"");
        assertRefused("resources/read", "{\"uri\":\"test://two\"}", -32002, "test://one");
        assertRefused("logging/setLevel", "null", -32602, "\"level\"");
        assertRefused("logging/setLevel", "{\"level\":\"loud\"}", -32602, "warning");
        assertRefused("tools/call", "{\"name\":\"echo\",\"_meta\":{\"progressToken\":{}}}", -32602, "progressToken");
        assertRefused("no/such", "{}", -32601, "no/such");
        client.request(1, "logging/setLevel", "{\"level\":\"info\"}");
        assertThat(client.answer(1).path("result").isObject()).isTrue();
        assertThat(log.lines()).allSatisfy(ProtocolErrorsTest::isPlain);
    }

    @Test
    void aWrongHandshakeGetsPlainWordsAndMayBeRepeated() {
        try (PipedServer fresh =
                PipedServer.start(new ServerOffer(List.of(), List.of(), AnswerForm.TEXT, new CallStats()))) {
            int id = 0;
            for (String params : List.of(
                    "{\"protocolVersion\":\"1\",\"capabilities\":{\"roots\":5},\"clientInfo\":" + INFO + "}",
                    "{\"protocolVersion\":\"1\",\"capabilities\":{\"experimental\":[]},\"clientInfo\":" + INFO + "}",
                    "{\"protocolVersion\":\"1\",\"capabilities\":[],\"clientInfo\":" + INFO + "}",
                    "{\"protocolVersion\":\"1\",\"capabilities\":{},\"clientInfo\":{\"name\":{},\"version\":\"1\"}}",
                    "{\"protocolVersion\":\"1\",\"capabilities\":{},\"clientInfo\":{\"icons\":\"x\"}}",
                    "{\"protocolVersion\":\"1\",\"capabilities\":{},\"clientInfo\":7}",
                    "{\"protocolVersion\":7}",
                    "{\"protocolVersion\":\"1\",\"_meta\":7}",
                    "null")) {
                id++;
                fresh.client().request(id, "initialize", params);
                JsonNode answer = fresh.client().answer(id);
                assertThat(answer.path("error").path("code").asInt()).as(params).isEqualTo(-32602);
                isPlain(answer.toString());
            }
            assertThat(fresh.client().initialize().has("result")).isTrue();
        }
        assertThat(log.lines()).allSatisfy(ProtocolErrorsTest::isPlain);
    }

    @Test
    void whatIsNoMessageGetsPlainWords() {
        for (String line : List.of(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{\"a\":" + "[".repeat(1_500)
                        + "]".repeat(1_500) + "}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{\"a\":1" + "0".repeat(1_500)
                        + "}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{\"" + "k".repeat(60_000)
                        + "\":1}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":\"\\ud800\",\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1" + "0".repeat(30) + ",\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":7}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{},\"error\":{}}",
                PASTED,
                "{\"" + PASTED)) {
            client.send(line);
            JsonNode answer = client.next();
            assertThat(answer.path("error").path("code").asInt()).as(line).isIn(-32600, -32602, -32700);
            isPlain(answer.toString());
            assertThat(answer.toString()).doesNotContain(PASTED);
        }
        assertThat(log.lines()).allSatisfy(ProtocolErrorsTest::isPlain).noneMatch(line -> line.contains(PASTED));
    }

    @Test
    void malformedResponsesAndNotificationsChangeNothing() {
        for (String line : List.of(
                "{\"jsonrpc\":\"2.0\",\"id\":5,\"result\":5}",
                "{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"error\":{\"code\":\"a\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":99,\"error\":7}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":{}}}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\",\"params\":{\"_meta\":5}}",
                "{\"jsonrpc\":\"2.0\",\"method\":\"" + "n".repeat(10_000) + "\"}")) {
            client.send(line);
            client.request("after", "ping", "{}");
            assertThat(client.next().path("id").asText()).isEqualTo("after");
        }
        assertThat(log.lines()).allSatisfy(ProtocolErrorsTest::isPlain);
    }

    @Test
    void aHugeNameIsCutInAnswersAndInTheLog() {
        List<JsonNode> answers = new ArrayList<>();
        answers.add(ask("tools/call", "{\"name\":\"" + HUGE + "\"}"));
        answers.add(ask("resources/read", "{\"uri\":\"" + HUGE + "\"}"));
        answers.add(ask(HUGE, "{}"));
        answers.add(ask("tools/call", "{\"name\":\"echo\",\"arguments\":{\"" + "k".repeat(40_000) + "\":1}}"));
        answers.add(ask("tools/call", "{\"name\":\"echo\",\"arguments\":{\"query\":[\"" + HUGE + "\"]}}"));
        answers.add(ask("tools/call", "{\"name\":\"echo\",\"_meta\":{\"progressToken\":\"" + HUGE + "\"}}"));
        answers.add(ask("logging/setLevel", "{\"level\":\"" + HUGE + "\"}"));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.toString()).hasSizeLessThan(1_500));
        assertThat(answers.get(0).toString()).contains("… (5,000,000 characters)");
        assertThat(log.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(1_500));
    }

    @Test
    void whatACallWasGivenNeverReachesTheLog() {
        String arguments = "{\"query\":\"why does " + PASTED + " fail\"}";
        assertThat(text(ask("tools/call", "{\"name\":\"down\",\"arguments\":" + arguments + "}")))
                .contains(PASTED);
        assertThat(text(ask("tools/call", "{\"name\":\"bug\",\"arguments\":" + arguments + "}")))
                .contains("Internal error");
        ask("tools/call", "{\"name\":\"echo\",\"arguments\":{\"" + PASTED + "\":1}}");
        ask("tools/call", "{\"name\":\"echo\",\"arguments\":{\"query\":[\"" + PASTED + "\"]}}");

        assertThat(log.lines())
                .isNotEmpty()
                .noneMatch(line -> line.toLowerCase(Locale.ROOT).contains("hunter2"))
                .anyMatch(line -> line.startsWith("ERROR") && line.contains("IllegalStateException"));
    }

    @Test
    void aCancelledCallIsNoErrorInTheLog() throws InterruptedException {
        client.callTool("slow", "block", "{}");
        blocked.await();

        client.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":\"slow\"}}");
        brokenOff.await();

        server.close();
        assertThat(log.lines()).noneMatch(line -> line.startsWith("ERROR") || line.contains("Exception"));
    }

    private void answersPlainly(String method, String params) {
        JsonNode answer = ask(method, params);
        isPlain(answer.toString());
        if (answer.has("error")) {
            assertThat(answer.path("error").path("code").asInt())
                    .as(method + " " + params)
                    .isIn(-32600, -32601, -32602, -32002);
        }
    }

    private void assertRefused(String method, String params, int code, String words) {
        JsonNode answer = ask(method, params);
        assertThat(answer.path("error").path("code").asInt())
                .as(answer.toString())
                .isEqualTo(code);
        assertThat(answer.path("error").path("message").asText()).contains(words);
    }

    private JsonNode ask(String method, String params) {
        lastId++;
        client.request(lastId, method, params);
        return client.answer(lastId);
    }

    private static String text(JsonNode answer) {
        return answer.path("result").path("content").path(0).path("text").asText();
    }

    private static void isPlain(String text) {
        assertThat(text)
                .doesNotContain(
                        "com.", "java.", "io.modelcontextprotocol", "class ", "Cannot construct", "Exception", "`");
    }

    /** Fails like a search whose connection was closed. */
    private String block() {
        blocked.countDown();
        try {
            new CountDownLatch(1).await();
            return "";
        } catch (InterruptedException stopped) {
            brokenOff.countDown();
            throw new IllegalStateException("connection closed", stopped);
        }
    }

    private static String down() {
        throw new UnavailableException("The server refuses \"" + PASTED + "\".", new IllegalArgumentException(PASTED));
    }

    private static String bug() {
        throw new IllegalStateException("no such term: " + PASTED, new IllegalArgumentException("51hunter2"));
    }

    private static Tool tool(String name, Supplier<String> body) {
        ToolSpec spec = new ToolSpec(
                name, name, name, List.of(Parameter.text("query", "What.")), Shape.object(), ToolSpec.Effect.READS);
        return new Tool() {
            @Override
            public ToolSpec spec() {
                return spec;
            }

            @Override
            public ToolAnswer call(Arguments arguments, ToolCall call) {
                return new ToolAnswer(Map.of(), body.get());
            }
        };
    }

    private static Resource resource() {
        return new Resource() {
            @Override
            public Description description() {
                return new Description("test://one", "one", "One.", "text/plain");
            }

            @Override
            public String read() {
                return "one";
            }
        };
    }
}
