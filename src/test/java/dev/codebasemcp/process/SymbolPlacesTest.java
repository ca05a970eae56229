package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.codebasemcp.OnOneJdk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Symbols that are chosen by a file and a line, in arguments or in the name; and the exit codes of the commands. */
@OnOneJdk
@Timeout(240)
class SymbolPlacesTest {
    private static final String REFERENCES = "find_references";

    @TempDir
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static SampleRepository tree;

    @SuppressWarnings("NullAway.Init")
    private static ServerSession server;

    @BeforeAll
    static void index() throws Exception {
        tree = new SampleRepository(folder.resolve("places")).named("places");
        tree.write("src/Twice.java", """
                class Twice {
                    static class A {
                        void go() {}
                    }

                    // Between.

                    static class B {
                        void go() {}
                        void only() { go(); }
                    }
                }
                """);
        tree.write("src/base.ts", """
                export class Base { run() { return 1; } }
                export class Sub extends Base { run() { return 2; } }
                """);
        tree.write("src/line.ts", "class A { go() {} stop() {} } class B { go() { new A().go(); } }\n");
        tree.write(
                "lib/helper.py",
                "def helper(a):\n    return a\n\n\nclass Type:\n    def f(self):\n        helper(1)\n");
        Files.createDirectories(tree.root().resolve("nothing_has_it"));
        tree.write("copy/helper.py", "def other():\n    pass\n");
        server = ServerSession.start(tree.root(), Map.of("CODEBASE_MCP_ANSWERS", "structured"));
        server.index(tree.root());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aLineOutsideOfAllDefinitionsTakesTheNearestOneAndSaysSo() {
        for (String tool : List.of(REFERENCES, "analyze_impact")) {
            JsonNode answer = ask(tool, "go", Map.of("file_path", "src/Twice.java", "line", 6));

            assertThat(message(answer))
                    .contains("Line 6 is in no definition of go; the nearest one was taken, Twice.A.go at"
                            + " src/Twice.java:3. Others: Twice.B.go at src/Twice.java:9.");
        }
        assertThat(message(ask(REFERENCES, "go", Map.of("file_path", "src/Twice.java", "line", 9))))
                .doesNotContain("nearest");
    }

    @Test
    void definitionsInTheSameLineAreAllMeant() {
        JsonNode answer = ask(REFERENCES, "go", Map.of("file_path", "src/line.ts", "line", 1));

        assertThat(answer.path("definitions").findValuesAsText("symbol")).containsExactly("A.go", "B.go");
    }

    @Test
    void anOverrideAmongSeveralSymbolsOfOneNameIsFound() {
        JsonNode all = ask(REFERENCES, "run", Map.of("kind", "override"));
        JsonNode one = ask(REFERENCES, "Base.run", Map.of("kind", "override"));

        assertThat(all.path("definitions")).hasSize(2);
        assertThat(all.path("references").findValuesAsText("line")).containsExactly("2");
        assertThat(one.path("references")).isEqualTo(all.path("references"));
        assertThat(ask(REFERENCES, "Sub.run", Map.of("kind", "override")).path("references"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "lib/helper.py:2, helper",
        "lib/helper.py:2:7, helper",
        "lib/helper.py:7, Type.f",
        "lib/helper.py:5, Type",
        "lib/helper.py:f, Type.f",
        "lib/helper.py:Type::f, Type.f",
        "./lib/helper.py:helper, helper",
        "Twice.java:9, Twice.B.go",
        "Type::f, Type.f"
    })
    void aSymbolMayBeWrittenAsAPlace(String written, String symbol) {
        assertThat(ask("find_symbol", written, Map.of()).path("symbol").asText())
                .isEqualTo(symbol);
        assertThat(ask(REFERENCES, written, Map.of())
                        .path("definitions")
                        .get(0)
                        .path("symbol")
                        .asText())
                .isEqualTo(symbol);
        assertThat(ask("analyze_impact", written, Map.of())
                        .path("changed")
                        .get(0)
                        .path("symbol")
                        .asText())
                .isEqualTo(symbol);
    }

    @Test
    void anAbsolutePathIsAPlaceToo() {
        assertThat(ask("find_symbol", tree.root() + "/lib/helper.py:1", Map.of())
                        .path("symbol")
                        .asText())
                .isEqualTo("helper");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lib/helper.py:3 | Line 3 of lib/helper.py is in no definition; the nearest ones are helper (1-2), Type (5-7).",
                "lib/helper.py:99 | Line 99 of lib/helper.py is in no definition",
                "src/line.ts:1 | Line 1 of src/line.ts has several definitions: A (1-1), B (1-1), A.go (1-1), A.stop (1-1)",
                "lib/nohelper.py:1 | No indexed file is at or below path 'lib/nohelper.py'",
                "helper.py:1 | The path helper.py is the end of several paths: copy/helper.py, lib/helper.py.",
                "lib/:1 | The path lib/ is a directory. Give that of one file.",
                "../x/helper.py:1 | is not inside the repository"
            })
    void anUnclearPlaceIsRefused(String written, String reason) {
        for (String tool : List.of("find_symbol", REFERENCES, "analyze_impact")) {
            assertThat(server.refusal(tool, Map.of("symbol", written))).contains(reason);
        }
    }

    @Test
    void theFileIsGivenOnce() {
        assertThat(server.refusal(REFERENCES, Map.of("symbol", "lib/helper.py:1", "file_path", "lib/helper.py")))
                .contains("Give the file either in symbol or as file_path, not both.");
        assertThat(server.refusal("find_symbol", Map.of("symbol", "lib/helper.py:1", "directory", "lib")))
                .contains("Give the file in symbol or a directory, not both.");
    }

    @Test
    void aFileThatWasJustWrittenIsAPlace() throws Exception {
        Path file = tree.write("src/later.py", "def later():\n    pass\n");

        assertThat(command("symbol", "src/later.py:2").out()).contains("later (function)");

        Files.delete(file);
        assertThat(command("symbol", "src/later.py:2").err()).contains("No indexed file is at or below path");
    }

    @ParameterizedTest
    @ValueSource(strings = {"symbol", "references", "impact", "outline"})
    void nothingFoundEndsWithOneAsForGrep(String command) throws Exception {
        ProgramRun nothing = command(command, "nothing_has_it");

        assertThat(nothing.code()).isEqualTo(1);
        assertThat(nothing.shown()).contains("nothing_has_it");
        assertThat(command(command, command.equals("outline") ? "lib" : "helper")
                        .code())
                .isZero();
    }

    @Test
    void anUnusedSymbolAndAnUnchangedTreeAreFound() throws Exception {
        assertThat(command("references", "only").code()).isZero();
        assertThat(command("references", "other", "--kind", "call").code()).isZero();
    }

    private static ProgramRun command(String command, String symbol, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(command));
        if (command.equals("outline")) {
            arguments.add(tree.root().resolve(symbol).toString());
        } else {
            arguments.addAll(List.of(symbol, "--path", tree.root().toString()));
        }
        arguments.addAll(List.of(more));
        return ProgramRun.of(Map.of(), arguments.toArray(String[]::new));
    }

    private static JsonNode ask(String tool, String symbol, Map<String, Object> more) {
        Map<String, Object> arguments = new HashMap<>(more);
        arguments.put("symbol", symbol);
        return server.ask(tool, arguments);
    }

    private static String message(JsonNode answer) {
        return answer.path("message").asText();
    }
}
