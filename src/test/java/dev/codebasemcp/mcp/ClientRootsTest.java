package dev.codebasemcp.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.codebasemcp.config.AnswerForm;
import dev.codebasemcp.project.SessionContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client with roots, over the wire: the server requests {@code roots/list} from it. */
@Timeout(60)
class ClientRootsTest {
    private static final String INITIALIZE =
            "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{\"roots\":{\"listChanged\":true}},"
                    + "\"clientInfo\":{\"name\":\"test\",\"version\":\"1\"}}";
    private static final String CHANGED = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/roots/list_changed\"}";

    private final PipedServer server =
            PipedServer.start(new ServerOffer(List.of(new ShowSession()), List.of(), AnswerForm.TEXT, new CallStats()));
    private final JsonLines client = server.client();

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void areAskedForOnceAndKept() {
        initialize();
        show(1);
        tell(question(), "/one", "/two");
        assertThat(shown(1)).isEqualTo("roots /one,/two; warnings ");

        show(2);

        assertThat(shown(2)).isEqualTo("roots /one,/two; warnings ");
        assertThat(questions()).isEqualTo(1);
    }

    @Test
    void areAskedForAgainByTheFirstCallAfterTheyChanged() {
        initialize();
        show(1);
        tell(question(), "/one");
        shown(1);

        client.send(CHANGED);
        show(2);
        tell(question(), "/two");

        assertThat(shown(2)).isEqualTo("roots /two; warnings ");
        assertThat(questions()).isEqualTo(2);
    }

    @Test
    void aChangeInTheMiddleOfTheQuestionMakesItsAnswerOld() {
        initialize();
        show(1);
        JsonNode first = question();
        client.send(CHANGED);
        tell(first, "/old");
        assertThat(shown(1)).startsWith("roots /old;");

        show(2);
        tell(question(), "/new");

        assertThat(shown(2)).startsWith("roots /new;");
    }

    @Test
    void aClientThatNeverAnswersCostsOneWaitAndEachAnswerSaysSo() {
        initialize();
        show(1);
        JsonNode unanswered = question();
        assertThat(shown(1)).startsWith("roots ; warnings The client did not report its roots");

        show(2);
        assertThat(shown(2)).contains("set_working_directory");
        assertThat(questions()).isEqualTo(1);

        tell(unanswered, "/late");
        client.send(CHANGED);
        show(3);
        tell(question(), "/healed");
        assertThat(shown(3)).isEqualTo("roots /healed; warnings ");
    }

    @Test
    void anErrorIsNoAnswer() {
        initialize();
        show(1);
        client.send("{\"jsonrpc\":\"2.0\",\"id\":" + question().path("id")
                + ",\"error\":{\"code\":-32601,\"message\":\"no such method\"}}");

        assertThat(shown(1)).contains("did not report its roots");
    }

    @Test
    void aCancelledCallLearnsNothing() {
        initialize();
        show(1);
        question();
        client.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1}}");

        show(2);
        tell(question(), "/one");

        assertThat(shown(2)).isEqualTo("roots /one; warnings ");
    }

    @Test
    void whatIsNoDirectoryOfThisMachineIsAWarning() {
        initialize();
        show(1);
        JsonNode question = question();
        client.send("{\"jsonrpc\":\"2.0\",\"id\":" + question.path("id") + ",\"result\":{\"roots\":["
                + "{\"uri\":\"https://example.org/x\"},{\"uri\":\"file:///a%20b\"},{\"uri\":\"no uri\"}]}}");

        assertThat(shown(1)).startsWith("roots /a b; warnings ").contains("https://example.org/x", "no uri");
    }

    @Test
    void aClientWithoutRootsIsNotAsked() {
        client.initialize();
        show(1);

        assertThat(shown(1)).isEqualTo("roots ; warnings ");
        assertThat(questions()).isZero();
    }

    private void initialize() {
        client.request(0, "initialize", INITIALIZE);
        client.answer(0);
        client.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
    }

    private void show(int id) {
        client.callTool(id, "show", "{}");
    }

    private String shown(int id) {
        return client.answer(id)
                .path("result")
                .path("structuredContent")
                .path("text")
                .asText();
    }

    /** Returns the next message, which must be the server's request. */
    private JsonNode question() {
        JsonNode message = client.next();
        assertThat(message.path("method").asText()).as(message.toString()).isEqualTo("roots/list");
        return message;
    }

    private long questions() {
        return client.seen().stream()
                .filter(message -> message.path("method").asText().equals("roots/list"))
                .count();
    }

    private void tell(JsonNode question, String... directories) {
        String roots = List.of(directories).stream()
                .map(directory -> "{\"uri\":\"file://" + directory + "\"}")
                .collect(Collectors.joining(","));
        client.send("{\"jsonrpc\":\"2.0\",\"id\":" + question.path("id") + ",\"result\":{\"roots\":[" + roots + "]}}");
    }

    /** Answers with its session's directories and warnings. */
    private static final class ShowSession implements Tool {
        @Override
        public ToolSpec spec() {
            return new ToolSpec(
                    "show", "show", "show", List.of(), Shape.object().text("text"), ToolSpec.Effect.READS);
        }

        @Override
        public ToolAnswer call(Arguments arguments, ToolCall call) {
            SessionContext session = call.session();
            String roots = session.clientRoots().stream().map(Path::toString).collect(Collectors.joining(","));
            String text = "roots " + roots + "; warnings " + String.join(" ", session.warnings());
            return new ToolAnswer(Map.of("text", text), text);
        }
    }
}
