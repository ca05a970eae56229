package dev.codebasemcp.search.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.model.LineRange;
import dev.codebasemcp.search.query.AnalysedQuery;
import dev.codebasemcp.search.query.QueryAnalyser;
import java.util.List;
import java.util.Optional;
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
    void fullIsExactlyTheChunk() {
        Snippet snippet = Snippet.full(LINES, CHUNK);

        assertThat(snippet.text()).isEqualTo(CHUNK);
        assertThat(snippet.lines()).hasSize(9).endsWith(new Snippet.Line(19, "}"));
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
        assertThat(Snippet.full(new LineRange(3, 9), "a\nb").lines()).hasSize(2);
        assertThat(Snippet.full(new LineRange(3, 3), "a\nb").lines()).containsExactly(new Snippet.Line(3, "a"));
        assertThat(Snippet.concise(new LineRange(3, 3), "", Optional.empty(), List.of(), query("a"))
                        .text())
                .isEmpty();
    }
}
