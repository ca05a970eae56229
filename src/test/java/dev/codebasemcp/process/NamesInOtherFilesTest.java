package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is said of names that nothing defines, and of names in files that no resolver reads. */
@Timeout(240)
class NamesInOtherFilesTest {
    private static final String REFERENCES = "find_references";
    private static final String IMPACT = "analyze_impact";

    @TempDir
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static ServerSession server;

    @BeforeAll
    static void index() {
        SampleRepository tree = new SampleRepository(folder.resolve("site")).named("site");
        tree.write("app/helpers.py", """
                def url_target(name):
                    return "/" + name


                def index():
                    return 1


                class View:
                    def show(self):
                        return 2
                """);
        tree.write("app/views.py", """
                from flask import render_template
                from app.helpers import url_target


                def page():
                    # old_name was here
                    return render_template("a.html", url=url_target("a"), other=old_name(1))
                """);
        tree.write("app/templates/a.html", """
                <a href="{{ url_target('x') }}">the index</a>
                <a href="{{ url_target('y') }}">my_url_target</a>
                """);
        tree.write("conf/app.yaml", "call: app.helpers.url_target\nold: old_name\n");
        tree.write("README.md", "The index of it all. Call `url_target`.\n");
        tree.write("Makefile", "deploy:\n\techo deploy\n");
        server = ServerSession.start(tree.root(), Map.of("CODEBASE_MCP_ANSWERS", "structured"));
        server.index(tree.root());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void linesWithANameThatNothingDefinesAreListed() {
        JsonNode answer = ask(REFERENCES, "old_name", Map.of());

        assertThat(answer.path("definitions")).isEmpty();
        assertThat(places(answer)).containsExactly("app/views.py:7 call by_name page");
        assertThat(message(answer))
                .contains(
                        "No definition of old_name is known, so nothing tells what these lines mean.",
                        "1 line in 1 file of languages without a parser (yaml) has the word: conf/app.yaml:2;",
                        "1 comment line has the name");
        assertThat(places(ask(REFERENCES, "render_template", Map.of())))
                .containsExactly("app/views.py:1 import by_name ", "app/views.py:7 call by_name page");
    }

    @Test
    void aNameThatNoFileHasIsNotKnown() {
        JsonNode answer = ask(REFERENCES, "nothing_has_it", Map.of());

        assertThat(answer.path("total_count").asInt()).isZero();
        assertThat(message(answer)).startsWith("No definition of nothing_has_it is known. search_code finds it");
    }

    @Test
    void aNameThatIsDefinedElsewhereIsNotListedAsIfItWereUnknown() {
        JsonNode answer = ask(REFERENCES, "View.url_target", Map.of());

        assertThat(answer.path("references")).isEmpty();
        assertThat(message(answer))
                .contains(
                        "No definition of View.url_target is known. Elsewhere there is url_target at app/helpers.py:1.");
        assertThat(message(ask(REFERENCES, "url_target", Map.of("file_path", "app/views.py"))))
                .contains("known in app/views.py. Elsewhere there is url_target at app/helpers.py:1.");
    }

    @Test
    void linesOfTemplatesAndSettingsAreCounted() {
        String note =
                "4 lines in 3 files of other languages (html, markdown, yaml) have the word: app/templates/a.html:1,"
                        + " app/templates/a.html:2, conf/app.yaml:1, …; search_code finds them.";

        assertThat(message(ask(REFERENCES, "url_target", Map.of()))).contains(note);
        assertThat(message(ask(IMPACT, "url_target", Map.of()))).contains(note);
        assertThat(message(ask(REFERENCES, "url_target", Map.of("kind", "call"))))
                .doesNotContain("other languages");
    }

    @Test
    void inProseAWordIsNoName() {
        assertThat(message(ask(REFERENCES, "index", Map.of())))
                .contains("1 line in 1 file of other languages (html) has the word: app/templates/a.html:1;");
    }

    @Test
    void aDefinitionWithoutASyntaxTreeIsSaid() {
        assertThat(message(ask(REFERENCES, "deploy", Map.of())))
                .contains("deploy is defined in Makefile, without a syntax");
        assertThat(message(ask(IMPACT, "deploy", Map.of())))
                .contains("deploy is defined in Makefile, without a syntax");
    }

    @Test
    void aCursorBeyondTheEndIsSaid() {
        JsonNode answer = ask(REFERENCES, "url_target", Map.of("cursor", "50"));

        assertThat(answer.path("references")).isEmpty();
        assertThat(message(answer)).contains("The cursor 50 is beyond the last of 2 lines. Leave it out");
    }

    @Test
    void closeNamesAreWrittenAsTheyAre() {
        assertThat(message(ask("find_symbol", "Viewe", Map.of()))).contains("Names like it: View.");
    }

    private static JsonNode ask(String tool, String symbol, Map<String, Object> more) {
        Map<String, Object> arguments = new HashMap<>(more);
        arguments.put("symbol", symbol);
        return server.ask(tool, arguments);
    }

    private static String message(JsonNode answer) {
        return answer.path("message").asText();
    }

    private static List<String> places(JsonNode answer) {
        return answer.path("references").findParents("line").stream()
                .map(one ->
                        one.path("file_path").asText() + ":" + one.path("line").asText() + " "
                                + one.path("kind").asText() + " "
                                + one.path("confidence").asText() + " "
                                + one.path("in_symbol").asText())
                .toList();
    }
}
