package dev.codebasemcp.search.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.model.LineRange;
import dev.codebasemcp.search.query.AnalysedQuery;
import dev.codebasemcp.search.query.QueryAnalyser;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SnippetTest {
    private static final String CHUNK = """
            /** Keeps connections. */
            class Pool {
                int size;

                void close() {
                    drain(waiting);
                    size = 0;
                }
            }""";
    private static final LineRange LINES = new LineRange(11, 19);

    private static AnalysedQuery query(String text) {
        return QueryAnalyser.analyse(text);
    }

    @Test
    void fullIsExactlyTheChunkIfThatIsShort() {
        Snippet snippet = Snippet.full(LINES, CHUNK, List.of(), query("waiting"));

        assertThat(snippet.text()).isEqualTo(CHUNK);
        assertThat(snippet.lines()).hasSize(9).endsWith(new Snippet.Line(19, "}"));
        assertThat(snippet.range()).isEqualTo(LINES);
    }

    @Test
    void fullOfALongChunkShowsTheDefinitionAroundTheBestLineWithItsComment() {
        Snippet snippet = Snippet.full(
                new LineRange(101, 140),
                filler(1, 15)
                        + "\n// Drains what waits.\nvoid close() {\n    drain(waiting);\n    "
                        + "x".repeat(300)
                        + "\n}\n\n"
                        + filler(23, 40).strip(),
                List.of(
                        new NamedRange("net.Pool", new LineRange(101, 140)),
                        new NamedRange("net.Pool.close", new LineRange(118, 121))),
                query("drains what is waiting"));

        assertThat(snippet.range()).isEqualTo(new LineRange(117, 121));
        assertThat(snippet.text())
                .startsWith("// Drains what waits.\nvoid close() {")
                .endsWith("}");
    }

    @Test
    void fullOfALongFunctionShowsTheLinesAroundTheBestOne() {
        String text = filler(1, 100) + "drain(waiting);\n" + filler(102, 200).strip();

        Snippet snippet = Snippet.full(
                new LineRange(1, 200),
                text,
                List.of(new NamedRange("net.Pool.close", new LineRange(1, 200))),
                query("drains what is waiting"));

        assertThat(snippet.text()).contains("drain(waiting);").hasSizeBetween(700, 800);
        assertThat(text).contains(snippet.text());
        assertThat(snippet.range().start()).isBetween(80, 100);
        assertThat(snippet.range().end()).isBetween(102, 120);
        assertThat(snippet.lines()).hasSize(snippet.range().length());
    }

    @Test
    void fullForANameShowsTheBeginningOfItsDefinition() {
        String text = filler(1, 20) + "\n/** Keeps connections. */\nclass Pool {\n" + filler(24, 99)
                + "Pool pool = new Pool();";

        Snippet snippet = Snippet.full(
                new LineRange(1, 100),
                text,
                List.of(new NamedRange("net.Pool", new LineRange(23, 100))),
                query("Pool"));

        assertThat(snippet.text())
                .startsWith("/** Keeps connections. */\nclass Pool {\n")
                .hasSizeBetween(700, 800);
        assertThat(snippet.range().start()).isEqualTo(22);
    }

    /** Lines that hold nothing of the queries here, numbered. */
    private static String filler(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(number -> "    other(thing_" + (1_000 + number) + ");\n")
                .collect(Collectors.joining());
    }

    @Test
    void conciseShowsTheBestLineWithinItsDefinitions() {
        Snippet snippet = Snippet.concise(
                LINES,
                CHUNK,
                Optional.of("net.Pool"),
                List.of(
                        new NamedRange("net.Pool", new LineRange(12, 19)),
                        new NamedRange("net.Pool.close", new LineRange(15, 18))),
                query("drains what is waiting"));

        assertThat(snippet.numberedText()).isEqualTo("""
                        12: class Pool {
                        15:     void close() {
                        16:         drain(waiting);""");
    }

    @Test
    void conciseWithoutASymbolShowsTheLinesThatMatch() {
        Snippet snippet = Snippet.concise(LINES, CHUNK, Optional.empty(), List.of(), query("size waiting"));

        assertThat(snippet.lines()).extracting(Snippet.Line::number).containsExactly(13, 16, 17);
    }

    @Test
    void conciseWithoutAnyMatchShowsTheStart() {
        Snippet snippet = Snippet.concise(LINES, "\n\na\nb\n\nc\nd", Optional.of("unseen"), List.of(), query("zebra"));

        assertThat(snippet.numberedText()).isEqualTo("13: a\n14: b\n16: c");
    }

    @Test
    void aRareTermOfTheChunkCountsMoreThanOneOnEveryLine() {
        Snippet snippet = Snippet.concise(
                new LineRange(1, 5),
                "pool a\npool b\npool c\npool d\nretry",
                Optional.empty(),
                List.of(),
                query("pool retry"));

        assertThat(snippet.lines()).extracting(Snippet.Line::text).containsExactly("pool a", "pool b", "retry");
    }

    @Test
    void cutsEndlessLinesWithoutBreakingACharacter() {
        String line = "x".repeat(199) + "🙂".repeat(50);

        Snippet snippet = Snippet.concise(new LineRange(1, 1), line, Optional.empty(), List.of(), query("x"));

        assertThat(snippet.text()).isEqualTo("x".repeat(199) + "…");
    }

    @Test
    void takesTextThatIsShorterOrLongerThanItsLines() {
        assertThat(Snippet.full(new LineRange(3, 9), "a\nb", List.of(), query("x"))
                        .lines())
                .hasSize(2);
        assertThat(Snippet.full(new LineRange(3, 3), "a\nb", List.of(), query("x"))
                        .lines())
                .containsExactly(new Snippet.Line(3, "a"));
        assertThat(Snippet.concise(new LineRange(3, 3), "", Optional.empty(), List.of(), query("a"))
                        .text())
                .isEmpty();
    }
}
