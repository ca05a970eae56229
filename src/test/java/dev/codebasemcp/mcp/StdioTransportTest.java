package dev.codebasemcp.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.codebasemcp.config.AnswerForm;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.threads.OwnThread;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class StdioTransportTest {
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private Pipe toClient;
    private JsonLines client;
    private CompletableFuture<Void> server;
    private McpEndpoint endpoint;

    @BeforeEach
    void startServer() throws IOException {
        Pipe toServer = Pipe.open();
        toClient = Pipe.open();
        endpoint = new McpEndpoint(
                new ServerOffer(List.of(echo(), blocking(), failing()), List.of(), AnswerForm.TEXT, new CallStats()),
                "1.2.3",
                ProtocolJson.loading(),
                Channels.newInputStream(toServer.source()),
                Channels.newOutputStream(toClient.sink()));
        client = new JsonLines(Channels.newInputStream(toClient.source()), Channels.newOutputStream(toServer.sink()));
        server = OwnThread.run(() -> {
            try {
                endpoint.run(() -> {}, () -> {});
                toClient.sink().close();
            } catch (InterruptedException | IOException failure) {
                throw new AssertionError(failure);
            }
        });
    }

    @AfterEach
    void stopServer() throws Exception {
        client.close();
        server.get(20, TimeUnit.SECONDS);
    }

    @Test
    void negotiatesTheNewestVersionAndNamesItself() {
        JsonNode result = client.initialize().path("result");

        assertThat(result.path("protocolVersion").asText()).isEqualTo("2025-11-25");
        assertThat(result.path("serverInfo").path("name").asText()).isEqualTo("codebase-mcp");
        assertThat(result.path("serverInfo").path("version").asText()).isEqualTo("1.2.3");
        assertThat(result.path("capabilities").has("tools")).isTrue();
    }

    @Test
    void offersItsNewestVersionToAClientFromTheFuture() {
        client.request(1, "initialize", "{\"protocolVersion\":\"2099-01-01\",\"capabilities\":{},\"clientInfo\":{}}");

        assertThat(client.answer(1).path("result").path("protocolVersion").asText())
                .isEqualTo("2025-11-25");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{not json",
                "nonsense",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"} trailing",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"pi"
            })
    void answersMalformedLinesAndGoesOn(String line) {
        client.initialize();

        client.send(line);
        assertError(client.next(), "null", -32700);

        client.request(7, "ping", "{}");
        assertThat(client.answer(7).path("result").isObject()).isTrue();
    }

    @Test
    void answersBytesThatAreNotUtf8() {
        client.initialize();

        client.sendBytes(new byte[] {'"', (byte) 0xC3, '"', '\n'});

        assertError(client.next(), "null", -32700);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}]",
                "[]",
                "17",
                "{\"jsonrpc\":\"2.0\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"}"
            })
    void refusesWhatIsNoMessage(String line) {
        client.initialize();

        client.send(line);

        assertError(client.next(), "null", -32600);
    }

    @Test
    void refusesAnotherJsonRpcUnderTheIdOfTheRequest() {
        client.send("{\"jsonrpc\":\"1.0\",\"id\":\"x\",\"method\":\"ping\"}");

        assertError(client.next(), "\"x\"", -32600);
    }

    @Test
    void ignoresBlankLinesAndUnknownNotifications() {
        client.initialize();
        client.send("");
        client.send("  \t\r");
        client.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/unheard_of\"}");

        client.request(1, "ping", "{}");

        assertThat(client.next().path("id").asInt()).isEqualTo(1);
    }

    @Test
    void refusesRequestsBeforeInitializeButAnswersPing() {
        client.request("early", "tools/list", "{}");
        client.request("ping", "ping", "{}");

        assertError(client.answer("early"), "\"early\"", -32600);
        assertThat(client.answer("ping").path("result").isObject()).isTrue();
        assertThat(client.initialize().has("result")).isTrue();
    }

    @Test
    void servesAClientThatForgetsToSayThatItIsInitialized() {
        client.request(0, "initialize", "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{},\"clientInfo\":{}}");
        client.callTool(1, "echo", "{\"text\":\"hello\"}");

        assertThat(text(client.answer(1))).isEqualTo("hello");
    }

    @Test
    void refusesASecondInitialize() {
        client.initialize();
        client.request(5, "initialize", "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{}}");

        assertError(client.answer(5), "5", -32600);
    }

    @Test
    void refusesUnknownMethodsToolsAndParams() {
        client.initialize();
        client.request(1, "no/such", "{}");
        client.callTool(2, "no_such_tool", "{}");
        client.request(3, "tools/call", "{}");
        client.request(4, "tools/call", "[1]");
        client.request(5, "tools/call", "{\"name\":\"echo\",\"arguments\":[]}");

        assertError(client.answer(1), "1", -32601);
        assertError(client.answer(2), "2", -32602);
        assertThat(client.answer(2).path("error").path("message").asText())
                .contains("no_such_tool")
                .contains("echo");
        assertError(client.answer(3), "3", -32602);
        assertError(client.answer(4), "4", -32602);
        assertError(client.answer(5), "5", -32602);
    }

    @Test
    void readsALineOfAMegabyteAndSkipsOneThatIsTooLong() {
        client.initialize();
        String big = "a".repeat(1024 * 1024);
        client.callTool(1, "echo", "{\"text\":\"" + big + "\"}");
        assertThat(text(client.answer(1))).isEqualTo(big);

        client.sendBytes("x".repeat(17 * 1024 * 1024).getBytes(StandardCharsets.UTF_8));
        client.send("");
        assertError(client.next(), "null", -32600);
        client.request(2, "ping", "{}");
        assertThat(client.answer(2).has("result")).isTrue();
    }

    @Test
    void answersFourHundredCallsAtOnce() {
        client.initialize();
        for (int id = 1; id <= 400; id++) {
            client.callTool(id, "echo", "{\"text\":\"t" + id + "\"}");
        }

        for (int id = 1; id <= 400; id++) {
            assertThat(text(client.answer(id))).isEqualTo("t" + id);
        }
    }

    @Test
    void aSlowCallDelaysNoOther() throws InterruptedException {
        client.initialize();
        client.callTool(1, "block", "{}");
        started.await();

        client.callTool(2, "echo", "{\"text\":\"quick\"}");

        assertThat(text(client.answer(2))).isEqualTo("quick");
        assertThat(client.seen()).noneMatch(message -> message.path("id").asInt() == 1);
    }

    @Test
    void cancellingACallInterruptsItAndAnswersNothing() throws InterruptedException {
        client.initialize();
        client.callTool("slow", "block", "{}");
        started.await();

        client.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":\"slow\"}}");
        interrupted.await();

        client.close();
        assertThat(client.rest()).isEmpty();
    }

    @Test
    void refusesAnIdThatIsInUse() throws InterruptedException {
        client.initialize();
        client.callTool(9, "block", "{}");
        started.await();
        client.callTool(9, "echo", "{\"text\":\"x\"}");

        assertError(client.answer(9), "9", -32600);
    }

    @Test
    void theEndOfTheInputInterruptsCallsAndEndsTheSession() throws Exception {
        client.initialize();
        client.callTool(1, "block", "{}");
        started.await();

        client.close();

        assertError(client.answer(1), "1", -32603);
        interrupted.await();
        server.get(20, TimeUnit.SECONDS);
    }

    @Test
    void answersWhatWasSentBeforeTheEndOfTheInput() {
        client.initialize();
        for (int id = 1; id <= 50; id++) {
            client.callTool(id, "echo", "{\"text\":\"t" + id + "\"}");
        }
        client.close();

        assertThat(client.rest()).hasSize(50).allMatch(message -> message.has("result"));
    }

    @Test
    void endsWhenNobodyReads() throws Exception {
        client.initialize();
        toClient.source().close();

        // Lines written while the stream closes may still be accepted.
        client.pingUntil(server::isDone);

        server.get(20, TimeUnit.SECONDS);
    }

    @Test
    void endsWhenItIsToldTo() throws Exception {
        client.initialize();

        endpoint.end();

        server.get(20, TimeUnit.SECONDS);
    }

    @Test
    void tellsFailuresInOneSentence() {
        client.initialize();
        client.callTool(1, "fail", "{\"how\":\"rejected\"}");
        client.callTool(2, "fail", "{\"how\":\"bug\"}");
        client.callTool(3, "echo", "{}");
        client.callTool(4, "echo", "{\"text\":\"x\",\"txet\":\"y\"}");

        assertThat(failure(client.answer(1))).isEqualTo("No such thing.");
        assertThat(failure(client.answer(2)))
                .matches("Internal error; the log has its cause under the id [0-9a-f]{8}\\.");
        assertThat(failure(client.answer(3))).contains("\"text\" is missing");
        assertThat(failure(client.answer(4))).isEqualTo("Unknown argument \"txet\"; echo accepts text.");
    }

    @Test
    void sendsProgressOnlyToThoseWhoAsk() {
        client.initialize();
        client.request(
                1,
                "tools/call",
                "{\"name\":\"echo\",\"arguments\":{\"text\":\"x\"},\"_meta\":{\"progressToken\":\"p\"}}");

        JsonNode progress = client.next();
        assertThat(progress.path("method").asText()).isEqualTo("notifications/progress");
        assertThat(progress.path("params").path("progressToken").asText()).isEqualTo("p");
        assertThat(progress.path("params").path("message").asText()).isEqualTo("echoing");
        assertThat(text(client.next())).isEqualTo("x");
        client.callTool(2, "echo", "{\"text\":\"y\"}");
        assertThat(text(client.next())).isEqualTo("y");
    }

    private static void assertError(JsonNode message, String id, int code) {
        assertThat(message.path("id").toString()).isEqualTo(id);
        assertThat(message.path("error").path("code").asInt())
                .as(message.toString())
                .isEqualTo(code);
        assertThat(message.path("error").path("message").asText()).isNotBlank().doesNotContain("Exception");
    }

    private static String text(JsonNode answer) {
        assertThat(answer.path("result").path("isError").asBoolean())
                .as(answer.toString())
                .isFalse();
        return answer.path("result").path("structuredContent").path("text").asText();
    }

    private static String failure(JsonNode answer) {
        assertThat(answer.path("result").path("isError").asBoolean()).isTrue();
        return answer.path("result").path("content").path(0).path("text").asText();
    }

    private static Tool echo() {
        ToolSpec spec =
                spec("echo", Parameter.text("text", 2 << 20, "What to say.").asRequired());
        return tool(spec, (arguments, call) -> {
            call.progress(1, 2, "echoing");
            return new ToolAnswer(Map.of("text", arguments.text("text")), arguments.text("text"));
        });
    }

    private Tool blocking() {
        return tool(spec("block"), (arguments, call) -> {
            started.countDown();
            try {
                new CountDownLatch(1).await();
                throw new AssertionError("nobody opens that latch");
            } catch (InterruptedException stopped) {
                interrupted.countDown();
                throw stopped;
            }
        });
    }

    private static Tool failing() {
        return tool(spec("fail", Parameter.text("how", "In which way.")), (arguments, call) -> {
            if (arguments.optionalText("how").filter("rejected"::equals).isPresent()) {
                throw new RejectedException("No such thing.");
            }
            throw new IllegalStateException("secret detail");
        });
    }

    private static ToolSpec spec(String name, Parameter... parameters) {
        return new ToolSpec(
                name, name, name, List.of(parameters), Shape.object().text("text"), ToolSpec.Effect.READS);
    }

    private static Tool tool(ToolSpec spec, Body body) {
        return new Tool() {
            @Override
            public ToolSpec spec() {
                return spec;
            }

            @Override
            public ToolAnswer call(Arguments arguments, ToolCall call) throws InterruptedException {
                return body.call(arguments, call);
            }
        };
    }

    private interface Body {
        ToolAnswer call(Arguments arguments, ToolCall call) throws InterruptedException;
    }
}
