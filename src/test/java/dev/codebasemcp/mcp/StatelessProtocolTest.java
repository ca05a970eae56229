package dev.codebasemcp.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.codebasemcp.model.UnavailableException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The protocol of 2026-07-28, alone and mixed with the older ones on one connection. */
@Timeout(60)
class StatelessProtocolTest {
    private static final String VERSION = "\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\"";
    private static final String CAPABILITIES = "\"io.modelcontextprotocol/clientCapabilities\":{}";

    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private final CountDownLatch begun = new CountDownLatch(1);
    private final AtomicInteger starts = new AtomicInteger();
    private final PipedServer server = PipedServer.start(
            PipedServer.offer(
                    List.of(tool("echo", this::echo), tool("block", this::block)),
                    List.of(resource("test://one", () -> "one"), resource("test://down", () -> {
                        throw new UnavailableException("It is down.", new IllegalStateException());
                    }))),
            () -> {
                starts.incrementAndGet();
                begun.countDown();
            });
    private final JsonLines client = server.client();

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void discoverNamesTheVersionTheServerAndWhatItOffers() {
        client.stateless("d", "server/discover", "");

        JsonNode result = complete(client.answer("d"));
        assertThat(result.path("supportedVersions").toString()).isEqualTo("[\"2026-07-28\"]");
        assertThat(result.path("capabilities").toString()).isEqualTo("{\"tools\":{},\"resources\":{}}");
        assertThat(result.path("instructions").asText()).isNotBlank();
        assertCacheable(result, "public");
    }

    @Test
    void listsAreThoseOfTheOlderVersionsAndMayBeCached() {
        client.stateless(1, "tools/list", "");
        client.stateless(2, "resources/list", "\"cursor\":null");
        client.stateless(3, "resources/templates/list", "\"cursor\":\"\"");
        client.initialize();
        client.request(4, "tools/list", "{}");
        client.request(5, "resources/list", "{}");

        JsonNode tools = complete(client.answer(1));
        JsonNode resources = complete(client.answer(2));
        assertThat(tools.path("tools"))
                .isEqualTo(client.answer(4).path("result").path("tools"));
        assertThat(resources.path("resources"))
                .isEqualTo(client.answer(5).path("result").path("resources"));
        assertThat(complete(client.answer(3)).path("resourceTemplates").isEmpty())
                .isTrue();
        assertCacheable(tools, "public");
        assertCacheable(resources, "public");
        assertCacheable(complete(client.answer(3)), "public");
    }

    @Test
    void resourcesAreReadAndNotKept() {
        client.stateless(1, "resources/read", "\"uri\":\"test://one\"");
        client.stateless(2, "resources/read", "\"uri\":\"test://down\"");
        client.stateless(3, "resources/read", "\"uri\":\"test://two\"");

        JsonNode read = complete(client.answer(1));
        assertThat(read.path("contents").path(0).path("text").asText()).isEqualTo("one");
        assertThat(read.path("ttlMs").asInt(-1)).isZero();
        assertThat(read.path("cacheScope").asText()).isEqualTo("private");
        assertError(client.answer(2), -32603, "It is down.");
        assertError(client.answer(3), -32602, "Resource not found: test://two");
    }

    @Test
    void aCallIsAnsweredWithItsProgressBefore() {
        client.request(
                1,
                "tools/call",
                "{\"name\":\"echo\",\"arguments\":{\"text\":\"x\"},\"_meta\":{" + VERSION + "," + CAPABILITIES
                        + ",\"progressToken\":\"p\"}}");

        JsonNode progress = client.next();
        assertThat(progress.path("method").asText()).isEqualTo("notifications/progress");
        assertThat(progress.path("params").path("progressToken").asText()).isEqualTo("p");
        JsonNode result = complete(client.next());
        assertThat(result.path("structuredContent").path("text").asText()).isEqualTo("x");
        assertThat(result.path("isError").asBoolean(true)).isFalse();
        assertThat(result.has("ttlMs")).isFalse();
    }

    @Test
    void wrongArgumentsAreAResultForTheModel() {
        client.stateless(1, "tools/call", "\"name\":\"echo\",\"arguments\":{\"txet\":\"x\"}");

        JsonNode result = complete(client.answer(1));
        assertThat(result.path("isError").asBoolean()).isTrue();
        assertThat(result.path("content").path(0).path("text").asText()).contains("txet");
    }

    @Test
    void aCancelledCallIsInterruptedAndSaysNothingMore() throws InterruptedException {
        client.stateless(1, "tools/call", "\"name\":\"block\"");
        started.await();

        client.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1}}");
        interrupted.await();

        client.close();
        assertThat(client.rest()).isEmpty();
    }

    @Test
    void aSubscriptionToNothingEndsInGoodOrder() {
        client.stateless("s", "subscriptions/listen", "\"notifications\":{\"toolsListChanged\":true}");

        JsonNode acknowledged = client.next();
        assertThat(acknowledged.path("method").asText()).isEqualTo("notifications/subscriptions/acknowledged");
        assertThat(acknowledged.path("params").path("notifications").isEmpty()).isTrue();
        JsonNode result = complete(client.next());
        for (JsonNode message : List.of(acknowledged.path("params"), result)) {
            assertThat(message.path("_meta")
                            .path("io.modelcontextprotocol/subscriptionId")
                            .asText())
                    .isEqualTo("s");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025-11-25", "1900-01-01", "2027-01-01", "DRAFT-2026-v1", ""})
    void anotherVersionIsRefusedWithThoseThatAreSpoken(String version) {
        for (String method : List.of("server/discover", "tools/list", "no/such")) {
            client.request(
                    1,
                    method,
                    "{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"" + version + "\"," + CAPABILITIES
                            + "}}");

            JsonNode answer = client.next();
            assertError(answer, -32022, "Unsupported protocol version");
            assertThat(answer.path("error").path("data").path("supported").toString())
                    .isEqualTo("[\"2026-07-28\"]");
            assertThat(answer.path("error").path("data").path("requested").asText())
                    .isEqualTo(version);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "null|protocolVersion",
                "{}|protocolVersion",
                "{\"_meta\":{}}|protocolVersion",
                "{\"_meta\":5}|\"_meta\" must be an object",
                "{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":7}}|protocolVersion",
                "{\"_meta\":{\"io.modelcontextprotocol/clientCapabilities\":{}}}|protocolVersion",
                "{\"_meta\":{VERSION}}|clientCapabilities",
                "{\"_meta\":{VERSION,\"io.modelcontextprotocol/clientCapabilities\":null}}|clientCapabilities",
                "{\"_meta\":{VERSION,CAPS,\"io.modelcontextprotocol/clientInfo\":\"x\"}}|clientInfo",
                "{\"_meta\":{VERSION,CAPS,\"io.modelcontextprotocol/clientInfo\":{\"name\":\"x\"}}}|clientInfo",
                "{\"_meta\":{VERSION,CAPS,\"io.modelcontextprotocol/logLevel\":\"loud\"}}|logLevel",
                "{\"_meta\":{VERSION,CAPS,\"io.modelcontextprotocol/logLevel\":3}}|logLevel",
                "{\"_meta\":{VERSION,CAPS,\"progressToken\":{}}}|progressToken"
            })
    void aMalformedMetaIsNamed(String params, String field) {
        client.request(1, "server/discover", params.replace("VERSION", VERSION).replace("CAPS", CAPABILITIES));

        assertError(client.next(), -32602, field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ping", "logging/setLevel", "resources/subscribe", "prompts/list", "no/such"})
    void whatTheVersionDoesNotHaveIsNoMethod(String method) {
        client.stateless(1, method, "");

        assertError(client.answer(1), -32601, method);
    }

    @Test
    void unknownToolsAndCursorsAreInvalid() {
        client.stateless(1, "tools/call", "\"name\":\"no_such\"");
        client.stateless(2, "tools/list", "\"cursor\":\"x\"");

        assertError(client.answer(1), -32602, "Unknown tool");
        assertError(client.answer(2), -32602, "cursor");
    }

    @Test
    void whatElseIsInMetaDoesNotMakeARequestStateless() {
        client.request(1, "tools/list", "{\"_meta\":{\"traceparent\":\"x\",\"io.modelcontextprotocol/other\":{}}}");

        assertError(client.answer(1), -32600, "send initialize first");
    }

    @Test
    void aClientThatProbesAndThenInitializesIsServedInItsVersion() {
        client.stateless("probe", "server/discover", "");
        complete(client.answer("probe"));

        assertThat(client.initialize("2025-06-18")
                        .path("result")
                        .path("protocolVersion")
                        .asText())
                .isEqualTo("2025-06-18");
        client.callTool(1, "echo", "{\"text\":\"old\"}");

        JsonNode result = client.answer(1).path("result");
        assertThat(result.path("structuredContent").path("text").asText()).isEqualTo("old");
        assertThat(result.has("resultType")).isFalse();
        assertThat(result.has("_meta")).isFalse();
    }

    @Test
    void requestsOfAllVersionsMix() {
        client.stateless(1, "tools/call", "\"name\":\"echo\",\"arguments\":{\"text\":\"before\"}");
        complete(client.answer(1));
        client.initialize();
        for (int id = 10; id < 50; id += 2) {
            client.stateless(id, "tools/call", "\"name\":\"echo\",\"arguments\":{\"text\":\"new " + id + "\"}");
            client.callTool(id + 1, "echo", "{\"text\":\"old " + (id + 1) + "\"}");
        }

        for (int id = 10; id < 50; id += 2) {
            assertThat(complete(client.answer(id)).at("/structuredContent/text").asText())
                    .isEqualTo("new " + id);
            JsonNode old = client.answer(id + 1).path("result");
            assertThat(old.at("/structuredContent/text").asText()).isEqualTo("old " + (id + 1));
            assertThat(old.has("resultType")).isFalse();
        }
        assertThat(starts).hasValue(1);
    }

    @Test
    void theProgramStartsOnceAfterTheFirstGoodRequestWhateverItIs() throws InterruptedException {
        client.request(1, "server/discover", "{}");
        client.request(2, "ping", "{}");
        client.answer(2);
        assertThat(starts).hasValue(0);

        client.stateless(3, "tools/list", "");
        begun.await();
        client.stateless(4, "server/discover", "");
        client.initialize();
        client.request(5, "tools/list", "{}");
        client.answer(5);

        assertThat(starts).hasValue(1);
    }

    @Test
    void theProgramStartsBesideAFirstCallThatBlocks() throws InterruptedException {
        client.stateless(1, "tools/call", "\"name\":\"block\"");

        started.await();
        begun.await();
    }

    @Test
    void anInitializedNotificationTooEarlyChangesNothing() {
        client.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
        client.initialize();
        client.callTool(1, "echo", "{\"text\":\"x\"}");

        assertThat(client.answer(1).at("/result/structuredContent/text").asText())
                .isEqualTo("x");
    }

    private static JsonNode complete(JsonNode answer) {
        JsonNode result = answer.path("result");
        assertThat(result.path("resultType").asText()).as(answer.toString()).isEqualTo("complete");
        JsonNode info = result.path("_meta").path("io.modelcontextprotocol/serverInfo");
        assertThat(info.path("name").asText()).isEqualTo("codebase-mcp");
        assertThat(info.path("version").asText()).isEqualTo("1.2.3");
        return result;
    }

    private static void assertCacheable(JsonNode result, String scope) {
        assertThat(result.path("ttlMs").isIntegralNumber()).isTrue();
        assertThat(result.path("ttlMs").asInt()).isPositive();
        assertThat(result.path("cacheScope").asText()).isEqualTo(scope);
    }

    private static void assertError(JsonNode message, int code, String words) {
        assertThat(message.path("error").path("code").asInt())
                .as(message.toString())
                .isEqualTo(code);
        assertThat(message.path("error").path("message").asText()).contains(words);
    }

    private ToolAnswer echo(Arguments arguments, ToolCall call) {
        call.progress(1, 2, "echoing");
        return new ToolAnswer(Map.of("text", arguments.text("text")), arguments.text("text"));
    }

    /** Goes on to report after it was interrupted, as a careless tool would. */
    private ToolAnswer block(Arguments arguments, ToolCall call) throws InterruptedException {
        started.countDown();
        try {
            new CountDownLatch(1).await();
            throw new AssertionError("nobody opens that latch");
        } catch (InterruptedException stopped) {
            call.progress(1, 2, "too late");
            interrupted.countDown();
            throw stopped;
        }
    }

    private static Tool tool(String name, Body body) {
        ToolSpec spec = new ToolSpec(
                name,
                name,
                name,
                List.of(Parameter.text("text", "What to say.")),
                Shape.object().text("text"),
                ToolSpec.Effect.READS);
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

    private static Resource resource(String uri, java.util.function.Supplier<String> text) {
        return new Resource() {
            @Override
            public Description description() {
                return new Description(uri, "one", "One.", "text/plain");
            }

            @Override
            public String read() {
                return text.get();
            }
        };
    }

    private interface Body {
        ToolAnswer call(Arguments arguments, ToolCall call) throws InterruptedException;
    }
}
