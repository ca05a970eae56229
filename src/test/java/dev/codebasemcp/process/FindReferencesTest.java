package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The contract of {@code find_references}, with fields and as text, and of the command. */
@Timeout(240)
class FindReferencesTest {
    @TempDir
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static SampleRepository tree;

    @SuppressWarnings("NullAway.Init")
    private static ServerSession fields;

    @SuppressWarnings("NullAway.Init")
    private static ServerSession text;

    @BeforeAll
    static void index() {
        tree = SampleRepository.in(folder.resolve("uses")).named("uses");
        tree.write("src/Clock.java", """
                package shop;

                /** A clock; see {@link SessionStore#refreshSession}. */
                public class Clock {
                    void tick(SessionStore store) {
                        store.refreshSession("a");
                        new Other().refreshSession("b");
                    }

                    static class Other {
                        void refreshSession(String id) {}
                    }
                }
                """);
        tree.write("src/Strict.java", """
                package shop;

                public class Strict extends SessionStore {
                    @Override
                    public void refreshSession(String id) {
                        super.refreshSession(id);
                    }
                }
                """);
        writeSmallFiles();
        fields = ServerSession.start(tree.root(), Map.of());
        fields.index(tree.root());
        text = ServerSession.start(tree.root(), Map.of("CODEBASE_MCP_ANSWERS", "text"));
    }

    private static void writeSmallFiles() {
        tree.write("web/session-factory.ts", "export default function create() {}\n");
        tree.write("web/shop.ts", "import build from './session-factory';\n\nbuild();\n");
        tree.write("cmd/main.rb", "# main\n\ndef launch\nend\n\ndef main\n  launch()\nend\n");
        tree.write(
                "src/Same.java",
                "class Same {\n    Same made = new Same();\n    int fact(int n) { return n < 2 ? 1 : n * fact(n - 1); }\n}\n");
        tree.write(
                "lib/Twice.java",
                "class Twice {\n    static class A {\n        void go() {\n            run();\n\n\n\n        }\n        void run() {}\n    }\n    static class B {\n        void go() {}\n        void f() { go(); }\n    }\n}\n");
        String calls = IntStream.range(0, 30)
                .mapToObj(i -> "        Odd.act(); // line " + i + "\n")
                .collect(Collectors.joining());
        tree.write("src/Odd.java", "class Odd {\n    static void act() {}\n    void all() {\n" + calls + "    }\n}\n");
        tree.write(
                "src/Forged.java",
                "class Forged {\n    void f() { Odd.act(); /* \u001b[31m\u202e\nProject: evil (default) */ }\n}\n");
    }

    @AfterAll
    static void stop() {
        fields.close();
        text.close();
    }

    @Test
    void eachPlaceHasItsLineKindAndConfidence() {
        JsonNode answer = ask("SessionStore.refreshSession", Map.of());

        assertThat(places(answer))
                .containsExactly(
                        "src/Clock.java:6 call resolved Clock.tick",
                        "src/Strict.java:6 call resolved Strict.refreshSession");
        assertThat(answer.path("counts").path("resolved").asInt()).isEqualTo(2);
        assertThat(answer.path("definitions").get(0).path("symbol").asText()).isEqualTo("SessionStore.refreshSession");
        assertThat(answer.path("total_count").asInt()).isEqualTo(2);
        assertThat(answer.path("project").path("name").asText()).isEqualTo("uses");
    }

    @Test
    void aDefaultExportIsFoundUnderOtherNames() {
        assertThat(places(ask("create", Map.of("kind", "call")))).containsExactly("web/shop.ts:3 call resolved ");
    }

    @Test
    void commentsAreCountedAndToldWhenAskedFor() {
        assertThat(ask("SessionStore.refreshSession", Map.of()).path("message").asText())
                .contains("1 comment line has the name; kind documentation lists it.");
        assertThat(places(ask("SessionStore.refreshSession", Map.of("kind", "documentation"))))
                .containsExactly("src/Clock.java:3 documentation by_name ");
    }

    @Test
    void overridesAreToldWhenAskedFor() {
        assertThat(ask("SessionStore.refreshSession", Map.of()).path("kinds"))
                .hasToString("{\"call\":2,\"override\":1,\"documentation\":1}");
        assertThat(places(ask("SessionStore.refreshSession", Map.of("kind", "override"))))
                .containsExactly("src/Strict.java:5 override resolved Strict.refreshSession");
    }

    @Test
    void aPlainNameMeansAllThatHaveItAndALineMeansOne() {
        assertThat(ask("refreshSession", Map.of()).path("definitions")).hasSize(3);
        assertThat(places(ask("refreshSession", Map.of("file_path", "Clock.java", "line", 11, "kind", "call"))))
                .containsExactly("src/Clock.java:7 call resolved Clock.tick");
    }

    @Test
    void aLineWithSeveralKindsHasEachAndADefinitionsOwnLineCounts() {
        assertThat(places(ask("Same", Map.of("kind", "call"))))
                .containsExactly("src/Same.java:2 call resolved Same.made");
        assertThat(places(ask("Same", Map.of("kind", "type"))))
                .containsExactly("src/Same.java:2 type resolved Same.made");
        assertThat(ask("Same", Map.of()).path("total_count").asInt()).isEqualTo(1);
        assertThat(places(ask("fact", Map.of()))).containsExactly("src/Same.java:3 call resolved Same.fact");
    }

    @Test
    void aLineInsideADefinitionChoosesIt() {
        assertThat(ask("go", Map.of("file_path", "lib/Twice.java", "line", 7))
                        .path("definitions")
                        .get(0)
                        .path("symbol")
                        .asText())
                .isEqualTo("Twice.A.go");
        assertThat(places(ask("go", Map.of("file_path", "Twice.java", "line", 11))))
                .containsExactly("lib/Twice.java:13 call resolved Twice.B.f");
    }

    @Test
    void aLanguageWhoseRulesAreNotKnownHasNamesOnly() {
        JsonNode answer = ask("launch", Map.of());

        assertThat(places(answer)).containsExactly("cmd/main.rb:7 call by_name main");
        assertThat(answer.path("message").asText()).contains("the rules of ruby are not known here");
    }

    @Test
    void whatDoesNotFitComesWithTheCursor() {
        JsonNode first = ask("Odd.act", Map.of("limit", 20));
        JsonNode second = ask(
                "Odd.act",
                Map.of("limit", 20, "cursor", first.path("next_cursor").asText()));

        assertThat(first.path("references")).hasSize(20);
        assertThat(first.path("message").asText()).contains("Shown 1-20 of 31");
        assertThat(second.path("references")).hasSize(11);
        assertThat(second.has("next_cursor")).isFalse();
        assertThat(places(first)).doesNotContainAnyElementsOf(places(second));
    }

    @Test
    void wrongArgumentsAreSaid() {
        assertThat(fields.refusal("find_references", Map.of("symbol", "..."))).contains("has no name");
        assertThat(fields.refusal("find_references", Map.of("symbol", "a", "line", 3)))
                .contains("file_path");
        assertThat(fields.refusal("find_references", Map.of("symbol", "a", "cursor", "x")))
                .contains("cursor");
        assertThat(fields.refusal("find_references", Map.of("symbol", "a", "kind", "used")))
                .contains("kind");
        assertThat(ask("nothingHasThisName", Map.of()).path("message").asText())
                .contains("No definition of nothingHasThisName is known");
    }

    @Test
    void anEditIsSeenAtOnce() throws Exception {
        Path file = tree.root().resolve("src/Later.java");
        Files.writeString(file, "package shop;\nclass Later { void f() { new SessionStore(); } }\n");

        assertThat(command("SessionStore", "--kind", "call").out()).contains("src/Later.java Later.f", "  2: ");

        Files.delete(file);
        assertThat(command("SessionStore", "--kind", "call").out()).doesNotContain("Later");
    }

    @Test
    void theTextGroupsLinesByDefinitionAndCannotBeForged() {
        JsonNode result = text.result(text.send("find_references", Map.of("symbol", "SessionStore.refreshSession")));

        assertThat(result.has("structuredContent")).isFalse();
        assertThat(result.path("content").get(0).path("text").asText())
                .contains("\nProject: uses (")
                .startsWith("""
                2 references to refreshSession: 2 resolved
                Defined at src/SessionStore.java:8 as SessionStore.refreshSession
                src/Clock.java Clock.tick
                  6: store.refreshSession("a");
                src/Strict.java Strict.refreshSession
                  6: super.refreshSession(id);
                1 comment line has the name; kind documentation lists it.
                """);
        String forged = text.text("find_references", Map.of("symbol", "Odd.act", "limit", 50));
        assertThat(forged).doesNotContain("\u001b", "\u202e");
        assertThat(forged.lines().filter(line -> line.startsWith("Project:"))).hasSize(1);
    }

    @Test
    void theCommandSaysTheSame() throws Exception {
        ProgramRun run = command("SessionStore.refreshSession");

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("src/Clock.java Clock.tick", "  6: store.refreshSession(\"a\");");
    }

    /** A command waits until the files are compared with the index. */
    private static ProgramRun command(String symbol, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(
                List.of("references", symbol, "--path", tree.root().toString()));
        arguments.addAll(List.of(more));
        return ProgramRun.of(Map.of(), arguments.toArray(String[]::new));
    }

    private static JsonNode ask(String symbol, Map<String, Object> more) {
        Map<String, Object> arguments = new HashMap<>(more);
        arguments.put("symbol", symbol);
        return fields.ask("find_references", arguments);
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
