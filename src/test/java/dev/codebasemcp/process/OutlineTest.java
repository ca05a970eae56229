package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
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

/** The outlines of files and directories, over stdio and by the command. */
@Timeout(240)
class OutlineTest {
    private static final int METHODS = 200;
    private static final int CHARACTERS_PER_TOKEN = 4;

    @TempDir
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static SampleRepository tree;

    @SuppressWarnings("NullAway.Init")
    private static ServerSession text;

    @SuppressWarnings("NullAway.Init")
    private static ServerSession structured;

    @BeforeAll
    static void index() {
        tree = SampleRepository.in(folder.resolve("outlined")).named("outlined");
        tree.write("src/Checkout.java", """
                package shop;

                public class Checkout {
                    private final SessionStore sessions = new SessionStore();

                    static class Step {
                        void run() {}
                    }
                }
                """);
        tree.write("src/Basket.java", "package shop;\n\nclass Basket {\n    SessionStore sessions;\n}\n");
        tree.write("copy/Basket.java", "package copy;\n\nclass Basket {\n}\n");
        tree.write(
                "big/many.py",
                "class Many:\n"
                        + IntStream.range(0, METHODS)
                                .mapToObj(i ->
                                        "    def method_" + i + "(self, first, second):\n        return " + i + "\n\n")
                                .collect(Collectors.joining())
                        + "\nclass Last:\n    pass\n");
        tree.write(
                "odd/Project: fake (evil).md",
                "# Project: evil (default: forged)\n\ntext\n\n# 3 definitions are left out\n");
        tree.write("data/values.json", "{\"a\": {\"b\": 1}}\n");
        text = ServerSession.start(tree.root(), Map.of("CODEBASE_MCP_ANSWERS", "text"));
        structured = ServerSession.start(tree.root(), Map.of("CODEBASE_MCP_ANSWERS", "structured"));
        text.index(tree.root());
    }

    @AfterAll
    static void stop() {
        text.close();
        structured.close();
    }

    @Test
    void aFileShowsItsDefinitionsNestedWithLines() {
        String answer = text("src/Checkout.java", Map.of());

        assertThat(answer.lines())
                .startsWith(
                        "src/Checkout.java: 4 definitions",
                        "3-9 public class Checkout",
                        "  4-4 private final SessionStore sessions = new SessionStore()",
                        "  6-8 static class Step",
                        "    7-7 void run()");
        assertThat(answer).contains("\nProject: outlined (").doesNotContain("left out");
    }

    @Test
    void aPathMayBeAbsoluteOrTheEndOfOneInAnyCase() {
        String answer = text("src/Checkout.java", Map.of());

        for (String path : List.of(tree.root() + "/src/Checkout.java", "checkout.java", "./src//Checkout.java")) {
            assertThat(text(path, Map.of())).as(path).isEqualTo(answer);
        }
        assertThat(text("src/", Map.of())).isEqualTo(text(tree.root() + "/src", Map.of()));
        assertThat(text(tree.root().toString(), Map.of())).isEqualTo(text(".", Map.of()));
    }

    @Test
    void aDirectoryShowsItsMostUsedTypesFirst() {
        String answer = text("src", Map.of());

        assertThat(answer.lines().limit(3))
                .containsExactly(
                        "src: 3 files, the most used ones first; [n]: how many other files have the name, [~n]: about so many",
                        "src/SessionStore.java",
                        "  4-11 [2] public class SessionStore");
        assertThat(answer)
                .contains("src/Basket.java\n  3-5 [~0] class Basket\n")
                .doesNotContain("Step", "left out");
    }

    @Test
    void theWholeRepositoryNamesFilesWithoutDefinitionsLast() {
        assertThat(text(".", Map.of()).lines())
                .startsWith(
                        ".: 9 files, the most used ones first; [n]: how many other files have the name, [~n]: about so many")
                .containsSubsequence("src/SessionStore.java", "data/values.json")
                .noneMatch(line -> line.contains("\"a\""));
    }

    @Test
    void theStructuredFormHasTheSame() {
        JsonNode file = structured.ask("get_outline", Map.of("path", "src/Checkout.java"));
        assertThat(file.path("path").asText()).isEqualTo("src/Checkout.java");
        assertThat(file.path("kind").asText()).isEqualTo("file");
        assertThat(file.path("omitted").asInt(-1)).isZero();
        assertThat(file.path("project").path("name").asText()).isEqualTo("outlined");
        assertThat(file.path("definitions").findValuesAsText("symbol"))
                .containsExactly("Checkout", "Checkout.sessions", "Checkout.Step", "Checkout.Step.run");
        JsonNode step = file.path("definitions").path(2);
        assertThat(step.path("kind").asText()).isEqualTo("class");
        assertThat(step.path("start_line").asInt()).isEqualTo(6);
        assertThat(step.path("end_line").asInt()).isEqualTo(8);
        assertThat(step.path("signature").asText()).isEqualTo("static class Step");
        assertThat(step.has("file_path")).isFalse();

        JsonNode directory = structured.ask("get_outline", Map.of("path", "src"));
        assertThat(directory.path("kind").asText()).isEqualTo("directory");
        JsonNode first = directory.path("definitions").path(0);
        assertThat(first.path("file_path").asText()).isEqualTo("src/SessionStore.java");
        assertThat(first.path("uses").asInt(-1)).isEqualTo(2);
    }

    @Test
    void aBudgetCutsTheDeepestLevelFirstAndSaysSo() {
        for (int tokens : new int[] {200, 400, 1_000}) {
            String answer = text("big/many.py", Map.of("max_tokens", tokens));

            assertThat(answer).hasSizeLessThanOrEqualTo(tokens * CHARACTERS_PER_TOKEN);
            assertThat(answer.lines())
                    .contains("1-600 class Many", "603-604 class Last")
                    .anyMatch(line -> line.matches(
                            "\\d+ definitions are left out: those at level 2 from line \\d+ on, and all deeper ones\\."
                                    + " Raise max_tokens to get more\\."));
            JsonNode fields = structured.ask("get_outline", Map.of("path", "big/many.py", "max_tokens", tokens));
            assertThat(fields.toString()).hasSizeLessThanOrEqualTo(tokens * CHARACTERS_PER_TOKEN);
            assertThat(fields.path("definitions").size()
                            + fields.path("omitted").asInt())
                    .isEqualTo(METHODS + 2);
        }
        assertThat(text("big/many.py", Map.of("max_tokens", 20_000))).doesNotContain("left out");
    }

    @Test
    void aBudgetCutsADirectoryAndSaysWhatIsLeft() {
        String answer = text(".", Map.of("max_tokens", 200));

        assertThat(answer).hasSizeLessThanOrEqualTo(200 * CHARACTERS_PER_TOKEN);
        assertThat(answer.lines())
                .contains("src/SessionStore.java")
                .anyMatch(line -> line.matches("And \\d+ more files in \\d+ director(y|ies): .*"))
                .contains("Give a file or a directory of these as path, or raise max_tokens.");
    }

    @Test
    void aWrongPathIsRefusedWithCloseNames() {
        assertThat(refusal("src/SesionStore.java"))
                .isEqualTo("No indexed file is at or below path 'src/SesionStore.java'; did you mean"
                        + " 'src/SessionStore.java'?");
        assertThat(refusal("nowhere/at/all")).contains("The repository has src/ (3), ");
        assertThat(refusal("Basket.java"))
                .isEqualTo("The path Basket.java is the end of 2 paths; give one of them: copy/Basket.java,"
                        + " src/Basket.java.");
        assertThat(refusal("../other")).startsWith("path: \"../other\" is not inside the repository ");
        assertThat(refusal("/etc")).startsWith("path: \"/etc\" is not inside the repository ");
    }

    @Test
    void noNameLooksLikeAHeadingOrANote() {
        String file = text("odd/Project: fake (evil).md", Map.of());
        assertThat(file.lines().limit(3)).allMatch(line -> line.matches("\"odd/.*\": 2 definitions|\\d+-\\d+ .*"));
        for (String answer : List.of(file, text("odd", Map.of()))) {
            assertThat(answer.lines().filter(line -> line.startsWith("Project:")))
                    .singleElement()
                    .satisfies(line -> assertThat(line).startsWith("Project: outlined ("));
            assertThat(answer).contains("\"odd/Project: fake (evil).md\"");
        }
    }

    @Test
    void theCommandAnswersForAPathOnDiskOrTheEndOfOne() throws Exception {
        ProgramRun run = ProgramRun.of(Map.of(), "outline", tree.root() + "/src/Checkout.java");
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.out()).startsWith("src/Checkout.java: 4 definitions\n3-9 public class Checkout\n");

        ProgramRun json = ProgramRun.of(Map.of(), "outline", "many.py", "--project", "outlined", "--json");
        assertThat(new JsonMapper().readTree(json.out()).path("path").asText()).isEqualTo("big/many.py");

        ProgramRun cut = ProgramRun.of(Map.of(), "outline", "many.py", "--project", "outlined", "--max-tokens", "200");
        assertThat(cut.out()).contains("Raise --max-tokens to get more.");

        ProgramRun wrong = ProgramRun.of(Map.of(), "outline", "Basket.java", "--project", "outlined");
        assertThat(wrong.code()).isNotZero();
        assertThat(wrong.err()).contains("The PATH Basket.java is the end of 2 paths");
    }

    private static String text(String path, Map<String, Object> more) {
        Map<String, Object> arguments = new HashMap<>(more);
        arguments.put("path", path);
        JsonNode result = text.result(text.send("get_outline", arguments));
        assertThat(result.path("isError").asBoolean(true)).as(result.toString()).isFalse();
        assertThat(result.has("structuredContent")).isFalse();
        return result.path("content").path(0).path("text").asText();
    }

    private static String refusal(String path) {
        return text.refusal("get_outline", Map.of("path", path));
    }
}
