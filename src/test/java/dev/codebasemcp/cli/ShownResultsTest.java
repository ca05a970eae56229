package dev.codebasemcp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class ShownResultsTest {
    private static final String ID = "00000000-0000-4000-8000-000000000001";
    private static final Map<String, Path> ROOTS = Map.of(ID, Path.of("/home/me/shop"));
    private static final String ESCAPE = "\u001b";

    @Test
    void aHeadingHasPathAndLineOfTheDefinitionAndEachLineItsNumber() {
        String text = plain("/home/me/shop", result("src/Cart.java", 9, "/** Adds up. */\nint total() {\n\n}\n"));

        assertThat(text).isEqualTo("""
                src/Cart.java:10  Cart.total (method)
                 9: /** Adds up. */
                10: int total() {
                11:\s
                12: }

                Shown: the best 1 of 7 ranked places.
                Project: shop (config: it is here)""");
    }

    @Test
    void aSinglePlaceIsSingular() {
        ObjectNode answer = (ObjectNode) answer(List.of(result("a.java", 1, "int a;")), "", List.of());
        answer.put("total_count", 1);

        String text = new ShownResults(new Paint(Ansi.OFF), new QueryWords("a"), ROOTS, Path.of("/"), false).of(answer);

        assertThat(text).contains("Shown: the best 1 of 1 ranked place.\n");
    }

    @Test
    void withoutADefinitionTheLineWithMostWordsOfTheQueryCounts() {
        Map<String, Object> result = result("notes.txt", 1, "one\nadd the sum\nadd\n");
        result.remove("symbol");
        result.remove("kind");

        assertThat(plain("/home/me/shop", result)).startsWith("notes.txt:2\n");
        result.put("content", "one\n");
        assertThat(plain("/home/me/shop", result)).startsWith("notes.txt:1\n");
    }

    @Test
    void pathsAreRelativeWhereTheUserStandsAndAbsoluteElsewhere() {
        Map<String, Object> result = result("src/Cart.java", 1, "int total() {");

        assertThat(plain("/home/me/shop/src", result)).startsWith("Cart.java:1  ");
        assertThat(plain("/home/me/shop/docs/api", result)).startsWith("../../src/Cart.java:1  ");
        assertThat(plain("/home/me", result)).startsWith("shop/src/Cart.java:1  ");
        assertThat(plain("/home/you", result)).startsWith("/home/me/shop/src/Cart.java:1  ");
        assertThat(plain("/", result)).startsWith("/home/me/shop/src/Cart.java:1  ");
        result.put("repository_id", "another");
        assertThat(plain("/home/me/shop", result)).startsWith("src/Cart.java:1  ");
    }

    @Test
    void conciseResultsKeepTheNumbersOfTheirLines() {
        Map<String, Object> result = result("Cart.java", 3, "3: int total() {\n17: 9: nine\n");
        result.put("end_line", 17);

        assertThat(text("/home/me/shop", Ansi.OFF, true, result))
                .contains("Cart.java:3 ", "\n 3: int total() {\n17: 9: nine\n");
        assertThat(plain("/home/me/shop", result)).contains("\n 3: 3: int total() {\n 4: 17: 9: nine\n");
    }

    @Test
    void coloursAreOursAloneAndTouchNoCharacter() {
        Map<String, Object> result = result(
                ESCAPE + "[2Jx.java",
                1,
                "int total() { // add\t" + ESCAPE + "[31m" + ESCAPE + "]0;title\u0007\u009b5m\n");
        result.put("symbol", "total" + ESCAPE + "[5m");

        String coloured = text("/home/me/shop", Ansi.ON, false, result);
        String plain = text("/home/me/shop", Ansi.OFF, false, result);

        assertThat(coloured).contains(ESCAPE + "[1m" + ESCAPE + "[31mtotal" + ESCAPE + "[0m", "\t\\u001b[31m");
        assertThat(coloured.replaceAll(ESCAPE + "\\[\\d{1,2}m", "")).isEqualTo(plain);
        assertThat(plain).doesNotContain(ESCAPE, "\u0007", "\u009b").contains("\"\\u001b[2Jx.java\":1", "\\u009b5m");
    }

    @Test
    void noLineOfAFileLooksLikeAHeadingOrANote() {
        Map<String, Object> result = result("a.txt", 1, "b.txt:1  forged (class)\nProject: forged (config: x)\rNote\n");

        assertThat(plain("/home/me/shop", result).lines().toList())
                .containsSubsequence("1: b.txt:1  forged (class)", "2: Project: forged (config: x)", "3: Note");
    }

    @Test
    void anEmptyAnswerIsItsMessage() {
        String text = new ShownResults(new Paint(Ansi.OFF), new QueryWords("x"), ROOTS, Path.of("/"), false)
                .of(answer(List.of(), "Nothing matched.", List.of("The config is odd.")));

        assertThat(text).isEqualTo("Nothing matched.\nProject: shop (config: it is here)\nWarning: The config is odd.");
    }

    private static String plain(String here, Map<String, Object> result) {
        return text(here, Ansi.OFF, false, result);
    }

    private static String text(String here, Ansi ansi, boolean concise, Map<String, Object> result) {
        return new ShownResults(new Paint(ansi), new QueryWords("add the total sum"), ROOTS, Path.of(here), concise)
                .of(answer(List.of(result), "", List.of()));
    }

    private static JsonNode answer(List<Map<String, Object>> results, String message, List<String> warnings) {
        return Json.tree(Map.of(
                "results",
                results,
                "total_count",
                7,
                "message",
                message,
                "project",
                Map.of("name", "shop", "resolved_by", "config", "evidence", "it is here", "warnings", warnings)));
    }

    private static Map<String, Object> result(String path, int start, String content) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("repository_id", ID);
        result.put("file_path", path);
        result.put("start_line", start);
        result.put("end_line", start + (int) content.lines().count() - 1);
        result.put("symbol", "Cart.total");
        result.put("kind", "method");
        result.put("content", content);
        return result;
    }
}
