package dev.codebasemcp.search.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.model.DefinitionKind;
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

    /** A class if its name starts with a capital, otherwise a method. */
    private static NamedRange named(String qualifiedName, LineRange lines) {
        String name = qualifiedName.substring(qualifiedName.lastIndexOf('.') + 1);
        boolean type = Character.isUpperCase(name.charAt(0));
        return new NamedRange(name, qualifiedName, type ? DefinitionKind.CLASS : DefinitionKind.METHOD, lines);
    }

    private static AnalysedQuery query(String text) {
        return QueryAnalyser.analyse(text);
    }

    @Test
    void fullIsExactlyTheChunkIfThatIsShort() {
        Snippet snippet = Snippet.full(LINES, CHUNK, List.of(), query("waiting"), Optional.empty());

        assertThat(snippet.text()).isEqualTo(CHUNK);
        assertThat(snippet.lines()).hasSize(9).endsWith(new Snippet.Line(19, "}"));
        assertThat(snippet.range()).isEqualTo(LINES);
    }

    @Test
    void aPartialSnippetReportsTheLinesOfItsDefinition() {
        NamedRange whole = named("Pool", LINES);
        NamedRange longer = named("Pool", new LineRange(11, 60));

        assertThat(Snippet.full(LINES, CHUNK, List.of(whole), query("waiting"), Optional.empty())
                        .partOf())
                .isEmpty();
        assertThat(Snippet.full(LINES, CHUNK, List.of(longer), query("waiting"), Optional.empty())
                        .partOf())
                .contains(new LineRange(11, 60));
        assertThat(Snippet.full(LINES, CHUNK, List.of(), query("waiting"), Optional.empty())
                        .partOf())
                .isEmpty();
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
                List.of(named("net.Pool", new LineRange(101, 140)), named("net.Pool.close", new LineRange(118, 121))),
                query("drains what is waiting"),
                Optional.empty());

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
                List.of(named("net.Pool.close", new LineRange(1, 200))),
                query("drains what is waiting"),
                Optional.empty());

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
                List.of(named("net.Pool", new LineRange(23, 100))),
                query("Pool"),
                Optional.empty());

        assertThat(snippet.text())
                .startsWith("/** Keeps connections. */\nclass Pool {\n")
                .hasSizeBetween(700, 800);
        assertThat(snippet.range().start()).isEqualTo(22);
    }

    /** Numbered lines without any word of the queries here. */
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
                List.of(named("net.Pool", new LineRange(12, 19)), named("net.Pool.close", new LineRange(15, 18))),
                query("drains what is waiting"),
                Optional.empty());

        assertThat(snippet.numberedText()).isEqualTo("""
                        12: class Pool {
                        15:     void close() {
                        16:         drain(waiting);""");
    }

    @Test
    void conciseWithoutASymbolShowsTheLinesThatMatch() {
        Snippet snippet = Snippet.concise(LINES, CHUNK, List.of(), query("size waiting"), Optional.empty());

        assertThat(snippet.lines()).extracting(Snippet.Line::number).containsExactly(13, 16, 17);
    }

    @Test
    void conciseWithoutAnyMatchShowsTheStart() {
        Snippet snippet = Snippet.concise(LINES, "\n\na\nb\n\nc\nd", List.of(), query("zebra"), Optional.empty());

        assertThat(snippet.numberedText()).isEqualTo("13: a\n14: b\n16: c");
    }

    @Test
    void aRareTermOfTheChunkCountsMoreThanOneOnEveryLine() {
        Snippet snippet = Snippet.concise(
                new LineRange(1, 5),
                "pool a\npool b\npool c\npool d\nretry",
                List.of(),
                query("pool retry"),
                Optional.empty());

        assertThat(snippet.lines()).extracting(Snippet.Line::text).containsExactly("pool a", "pool b", "retry");
    }

    @Test
    void cutsEndlessLinesWithoutBreakingACharacter() {
        String line = "x".repeat(199) + "🙂".repeat(50);

        Snippet snippet = Snippet.concise(new LineRange(1, 1), line, List.of(), query("x"), Optional.empty());

        assertThat(snippet.text()).isEqualTo("x".repeat(199) + "…");
    }

    @Test
    void takesTextThatIsShorterOrLongerThanItsLines() {
        assertThat(Snippet.full(new LineRange(3, 9), "a\nb", List.of(), query("x"), Optional.empty())
                        .lines())
                .hasSize(2);
        assertThat(Snippet.full(new LineRange(3, 3), "a\nb", List.of(), query("x"), Optional.empty())
                        .lines())
                .containsExactly(new Snippet.Line(3, "a"));
        assertThat(Snippet.concise(new LineRange(3, 3), "", List.of(), query("a"), Optional.empty())
                        .text())
                .isEmpty();
    }

    private static final String SIBLINGS = """
            func (c *Context) Get() {
                return c.keys
            }

            func (c *Context) get() {
                return c.cache
            }""";
    private static final List<NamedRange> GETTERS =
            List.of(named("Context.Get", new LineRange(31, 33)), named("Context.get", new LineRange(35, 37)));

    @Test
    void namesTheDefinitionThatIsSpelledAsAsked() {
        LineRange range = new LineRange(31, 37);
        for (NamedRange getter : GETTERS) {
            assertThat(Snippet.full(range, SIBLINGS, GETTERS, query(getter.name()), Optional.empty())
                            .definition())
                    .contains(getter);
            Snippet concise = Snippet.concise(range, SIBLINGS, GETTERS, query(getter.name()), Optional.empty());
            assertThat(concise.definition()).contains(getter);
            assertThat(getter.lines().contains(concise.range()))
                    .as(concise.numberedText())
                    .isTrue();
        }
        assertThat(Snippet.full(range, SIBLINGS, GETTERS, query("GET"), Optional.empty())
                        .definition())
                .contains(GETTERS.get(0));
    }

    @Test
    void namesTheDefinitionThatTheBestLineIsIn() {
        LineRange range = new LineRange(31, 37);
        Snippet full = Snippet.full(range, SIBLINGS, GETTERS, query("reads the cache"), Optional.empty());

        assertThat(full.range()).isEqualTo(range);
        assertThat(full.definition()).contains(GETTERS.get(1));
        assertThat(Snippet.concise(range, SIBLINGS, GETTERS, query("reads the cache"), Optional.empty())
                        .numberedText())
                .isEqualTo("35: func (c *Context) get() {\n36:     return c.cache");
    }

    @Test
    void namesAFunctionOfWhichOnlyAPartIsInTheChunk() {
        NamedRange type = named("net.Pool", new LineRange(1, 900));
        NamedRange before = named("net.Pool.open", new LineRange(150, 203));
        NamedRange around = named("net.Pool.close", new LineRange(210, 400));
        String text = filler(201, 202) + "}\n" + filler(204, 209) + filler(210, 249) + "drain(waiting);\n"
                + filler(251, 260).strip();

        Snippet snippet = Snippet.full(
                new LineRange(201, 260),
                text,
                List.of(type, before, around),
                query("drains what is waiting"),
                Optional.empty());

        assertThat(snippet.definition()).contains(around);
        assertThat(snippet.text()).contains("drain(waiting);");
    }

    @Test
    void namesTheDefinitionWhoseCommentTheChunkIs() {
        NamedRange type = named("net.Pool", new LineRange(60, 300));
        String comment = IntStream.rangeClosed(11, 50)
                .mapToObj(number -> number == 30 ? " * Drains what is waiting." : " * Other words, " + number + ".")
                .collect(Collectors.joining("\n"));

        assertThat(Snippet.full(
                                new LineRange(11, 50),
                                comment,
                                List.of(type),
                                query("drains what is waiting"),
                                Optional.empty())
                        .definition())
                .contains(type);
        assertThat(Snippet.concise(
                                new LineRange(11, 50),
                                comment,
                                List.of(type),
                                query("drains waiting"),
                                Optional.empty())
                        .numberedText())
                .isEqualTo("30:  * Drains what is waiting.");
    }

    @Test
    void namesNothingForALineOutsideOfAllDefinitions() {
        String text = "import waiting\n\ndef close():\n    return 1";
        List<NamedRange> definitions = List.of(named("close", new LineRange(3, 4)));

        assertThat(Snippet.full(new LineRange(1, 4), text, definitions, query("waiting imports"), Optional.empty())
                        .definition())
                .isEmpty();
        assertThat(Snippet.full(new LineRange(1, 4), text, definitions, query("zebra"), Optional.empty())
                        .definition())
                .contains(definitions.get(0));
    }
}
