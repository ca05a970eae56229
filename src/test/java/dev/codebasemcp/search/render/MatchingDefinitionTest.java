package dev.codebasemcp.search.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.model.DefinitionKind;
import dev.codebasemcp.model.LineRange;
import dev.codebasemcp.search.query.AnalysedQuery;
import dev.codebasemcp.search.query.QueryAnalyser;
import dev.codebasemcp.search.query.QueryTerm;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Tests which of the small definitions in a chunk names a result. */
class MatchingDefinitionTest {
    private static final String LIMITS = """
            /** What the server allows to its clients. */
            class Limits {
                static final int MAX_CONNECTIONS = 200;
                static final int MAX_OPEN_CONNECTIONS = 100;
                static final int MIN_TIMEOUT = 5;

                /** How long a client may keep silent. */
                static final int PAUSE = 30;
                int low, high;

                int remaining(int used) {
                    return count - used;
                }
            }""";
    private static final List<NamedRange> IN_LIMITS = List.of(
            named("class", "Limits", 2, 14),
            named("constant", "Limits.MAX_CONNECTIONS", 3, 3),
            named("constant", "Limits.MAX_OPEN_CONNECTIONS", 4, 4),
            named("constant", "Limits.MIN_TIMEOUT", 5, 5),
            named("constant", "Limits.PAUSE", 8, 8),
            named("field", "Limits.low", 9, 9),
            named("field", "Limits.high", 9, 9),
            named("method", "Limits.remaining", 11, 13));

    private static NamedRange named(String kind, String qualifiedName, int start, int end) {
        return new NamedRange(
                qualifiedName.substring(qualifiedName.lastIndexOf('.') + 1),
                qualifiedName,
                DefinitionKind.byLabel(kind).orElseThrow(),
                new LineRange(start, end));
    }

    private static String inLimits(String query) {
        return name(LIMITS, IN_LIMITS, QueryAnalyser.analyse(query));
    }

    /** The names that full and concise answers give a chunk from line 1. */
    private static String name(String text, List<NamedRange> definitions, AnalysedQuery query) {
        LineRange range = new LineRange(1, (int) text.lines().count());
        Snippet full = Snippet.full(range, text, definitions, query, Optional.empty());
        Snippet concise = Snippet.concise(range, text, definitions, query, Optional.empty());
        assertThat(concise.definition()).isEqualTo(full.definition());
        return full.definition().map(NamedRange::qualifiedName).orElse("none");
    }

    @Test
    void namesTheMemberInTheQuery() {
        assertThat(inLimits("maximum number of open connections")).isEqualTo("Limits.MAX_OPEN_CONNECTIONS");
        assertThat(inLimits("the minimum timeout of the server")).isEqualTo("Limits.MIN_TIMEOUT");
        assertThat(inLimits("how many of the limits are remaining")).isEqualTo("Limits.remaining");
    }

    @Test
    void codeOutsideDefinitionsIsNotNamedAfterItsNeighbour() {
        String object = """
                export default {
                  panSpeed: 4,
                  /** Stops
                   every movement. */
                  stopAll() {
                    return 1;
                  },
                };
                """.strip();
        List<NamedRange> method = List.of(named("function", "stopAll", 5, 7));
        assertThat(name(object, method, QueryAnalyser.analyse("panSpeed"))).isEqualTo("none");
        assertThat(name(object, method, QueryAnalyser.analyse("stops every movement")))
                .isEqualTo("stopAll");
    }

    @Test
    void prefersTheNameWithoutOtherWords() {
        assertThat(inLimits("maximum connections")).isEqualTo("Limits.MAX_CONNECTIONS");
        assertThat(inLimits("maximum open connections")).isEqualTo("Limits.MAX_OPEN_CONNECTIONS");
    }

    @Test
    void distinguishesMembersOfOneLine() {
        assertThat(inLimits("low limits")).isEqualTo("Limits.low");
        assertThat(inLimits("high limits")).isEqualTo("Limits.high");
    }

    @Test
    void namesTheMemberThatOnlyItsCommentDescribes() {
        assertThat(inLimits("how long may clients keep silent")).isEqualTo("Limits.PAUSE");
    }

    @Test
    void namesAMemberInALongQuery() {
        assertThat(inLimits("what happens to requests that arrive late when MIN_TIMEOUT has gone by"))
                .isEqualTo("Limits.MIN_TIMEOUT");
        assertThat(inLimits(
                        "what happens to requests of clients that arrive when maximum open connections are exceeded"))
                .isEqualTo("Limits.MAX_OPEN_CONNECTIONS");
    }

    @Test
    void keepsTheSurroundingDefinitionIfNothingStandsOut() {
        assertThat(inLimits("limits")).isEqualTo("Limits");
        assertThat(inLimits("what the server allows")).isEqualTo("Limits");
        assertThat(inLimits("what clients are allowed")).isEqualTo("Limits");
        assertThat(inLimits("difference of MAX_CONNECTIONS and MAX_OPEN_CONNECTIONS"))
                .isEqualTo("Limits");
        assertThat(inLimits("the low and the high end of the limits")).isEqualTo("Limits");
        assertThat(inLimits("requests are retried with a longer timeout after the network was down"))
                .isEqualTo("Limits");
        assertThat(inLimits("where the count is returned")).isEqualTo("Limits");
        assertThat(inLimits("zebra")).isEqualTo("Limits");
        assertThat(inLimits("the of")).isEqualTo("Limits");
    }

    @Test
    void aFirstMemberDoesNotHaveTheCommentOfItsClass() {
        assertThat(inLimits("what the server allows to its clients")).isEqualTo("Limits");

        String text = LIMITS + "\n" + "// more\n".repeat(200);
        List<NamedRange> definitions = Stream.concat(
                        Stream.of(named("class", "Limits", 2, 900)),
                        IN_LIMITS.stream().skip(1))
                .toList();
        assertThat(name(text, definitions, QueryAnalyser.analyse("what the server allows to its clients")))
                .isEqualTo("Limits");
    }

    @Test
    void aUniquePartOfANameIsEnough() {
        assertThat(inLimits("timeout")).isEqualTo("Limits.MIN_TIMEOUT");
        assertThat(inLimits("connections")).isEqualTo("Limits.MAX_CONNECTIONS");
        assertThat(inLimits("openFiles")).isEqualTo("Limits");
    }

    @Test
    void aClassIsNotNamedAfterTheMemberThatSharesItsWords() {
        String text = """
                class ConnectionPool {
                    ConnectionPool(int size) {}
                    int connections;
                }""";
        List<NamedRange> definitions = List.of(
                named("class", "ConnectionPool", 1, 4),
                named("constructor", "ConnectionPool.ConnectionPool", 2, 2),
                named("field", "ConnectionPool.connections", 3, 3));

        assertThat(name(text, definitions, QueryAnalyser.analyse("connection pool")))
                .isEqualTo("ConnectionPool");
        assertThat(name(text, definitions, QueryAnalyser.analyse("what is ConnectionPool for")))
                .isEqualTo("ConnectionPool");
        assertThat(Snippet.full(
                                new LineRange(1, 4),
                                text,
                                definitions,
                                QueryAnalyser.analyse("what is ConnectionPool for"),
                                Optional.empty())
                        .definition()
                        .orElseThrow()
                        .kind())
                .isEqualTo(DefinitionKind.CLASS);
    }

    private static final String TWO_CLASSES = """
            class Pool {
                void close() {}
            }
            class Cache {
                void close() {}
                void evict() {}
            }""";
    private static final List<NamedRange> IN_TWO_CLASSES = List.of(
            named("class", "net.Pool", 1, 3),
            named("method", "net.Pool.close", 2, 2),
            named("class", "net.Cache", 4, 7),
            named("method", "net.Cache.close", 5, 5),
            named("method", "net.Cache.evict", 6, 6));

    private static String inTwoClasses(String query) {
        return name(TWO_CLASSES, IN_TWO_CLASSES, QueryAnalyser.analyse(query));
    }

    @Test
    void namesTheMemberOfTheRequestedClass() {
        assertThat(inTwoClasses("Pool.close")).isEqualTo("net.Pool.close");
        assertThat(inTwoClasses("Cache.close")).isEqualTo("net.Cache.close");
        assertThat(inTwoClasses("Cache::close()")).isEqualTo("net.Cache.close");
        assertThat(inTwoClasses("net.Cache#close")).isEqualTo("net.Cache.close");
        assertThat(inTwoClasses("who calls Cache.close at the end")).isEqualTo("net.Cache.close");
        assertThat(inTwoClasses("close the cache")).isEqualTo("net.Cache.close");
        assertThat(inTwoClasses("who calls `evict` of a Cache")).isEqualTo("net.Cache.evict");
        assertThat(inTwoClasses("who calls Socket.evict at the end")).isNotEqualTo("net.Cache.evict");
    }

    @Test
    void marksOfANameTellItFromItsNamesake() {
        String text = """
                defmodule Repo do
                  def query(sql), do: run(sql)
                  def query!(sql), do: run(sql) |> check
                  def empty?(rows), do: rows == []
                end""";
        List<NamedRange> definitions = List.of(
                named("module", "Repo", 1, 5),
                named("function", "Repo.query", 2, 2),
                named("function", "Repo.query!", 3, 3),
                named("function", "Repo.empty?", 4, 4));

        assertThat(name(text, definitions, QueryAnalyser.analyse("query!"))).isEqualTo("Repo.query!");
        assertThat(name(text, definitions, QueryAnalyser.analyse("query"))).isEqualTo("Repo.query");
        assertThat(name(text, definitions, QueryAnalyser.analyse("Repo.query!")))
                .isEqualTo("Repo.query!");
        assertThat(name(text, definitions, QueryAnalyser.analyse("Repo.query"))).isEqualTo("Repo.query");
        assertThat(name(text, definitions, QueryAnalyser.analyse("Repo.empty?")))
                .isEqualTo("Repo.empty?");
        assertThat(name(text, definitions, QueryAnalyser.analyse("what does `query!` raise")))
                .isEqualTo("Repo.query!");
        assertThat(name(text, definitions, QueryAnalyser.analyse("what does `query` return, unlike `query!`")))
                .isEqualTo("Repo.query");
    }

    @Test
    void aNameInWordsIsThatName() {
        assertThat(inLimits("max open connections")).isEqualTo("Limits.MAX_OPEN_CONNECTIONS");

        String observer = "// notifies each observer of a mutation\nimport mutation, observer;\n\n"
                + "class MutationObserver {\n" + "    int pad;\n".repeat(90) + "}";
        List<NamedRange> large = List.of(named("class", "MutationObserver", 4, 95));
        assertThat(name(observer, large, QueryAnalyser.analyse("mutation observer")))
                .isEqualTo("MutationObserver");
        assertThat(name(observer, large, QueryAnalyser.analyse("the observer of a mutation")))
                .isEqualTo("MutationObserver");
        assertThat(name(observer, large, QueryAnalyser.analyse("import a mutation observer")))
                .isEqualTo("none");

        String files = """
                enum FileEnd { NONE }
                enum EndOfFile { NONE }""";
        List<NamedRange> ends = List.of(named("enum", "FileEnd", 1, 1), named("enum", "EndOfFile", 2, 2));
        assertThat(name(files, ends, QueryAnalyser.analyse("file end"))).isEqualTo("FileEnd");
    }

    @Test
    void aCapitalOfAQueryTellsATypeFromTheNamesWithItsWord() {
        String text = """
                class ExtraMeta {
                    int extra;
                }
                class Extra {
                    int pad;
                }""";
        List<NamedRange> definitions = List.of(
                named("class", "ExtraMeta", 1, 3),
                named("field", "ExtraMeta.extra", 2, 2),
                named("class", "Extra", 4, 6));

        assertThat(name(text, definitions, QueryAnalyser.analyse("what does Extra do when it fails")))
                .isEqualTo("Extra");
    }

    @Test
    void guessedTermsCountIfNothingElseMatches() {
        AnalysedQuery misspelt = QueryAnalyser.analyse("timeuot minimim")
                .with(List.of(), List.of(new QueryTerm("timeout", 0.5f), new QueryTerm("minimum", 0.5f)));

        assertThat(name(LIMITS, IN_LIMITS, misspelt)).isEqualTo("Limits.MIN_TIMEOUT");
    }

    @Test
    void showsTheDefinitionThatStandsOutInALongChunk() {
        String text = Stream.of(
                        Stream.of("/** The maximum number of threads that are open. */", "int MAX_THREADS = 3;", ""),
                        IntStream.rangeClosed(4, 60).mapToObj(number -> "int OTHER_" + number + " = " + number + ";"),
                        Stream.of("int MAX_OPEN_CONNECTIONS = 9;"),
                        IntStream.rangeClosed(62, 90).mapToObj(number -> "int OTHER_" + number + " = " + number + ";"))
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n"));
        List<NamedRange> definitions = Stream.of(
                        Stream.of(named("constant", "MAX_THREADS", 2, 2)),
                        IntStream.rangeClosed(4, 60)
                                .mapToObj(number -> named("constant", "OTHER_" + number, number, number)),
                        Stream.of(named("constant", "MAX_OPEN_CONNECTIONS", 61, 61)))
                .flatMap(some -> some)
                .toList();
        AnalysedQuery query = QueryAnalyser.analyse("maximum number of open connections");

        assertThat(name(text, definitions, query)).isEqualTo("MAX_OPEN_CONNECTIONS");
        assertThat(Snippet.full(new LineRange(1, 90), text, definitions, query, Optional.empty())
                        .range())
                .matches(range -> range.contains(61) && range.length() < 20);
        assertThat(Snippet.concise(new LineRange(1, 90), text, definitions, query, Optional.empty())
                        .numberedText())
                .isEqualTo("61: int MAX_OPEN_CONNECTIONS = 9;");
    }
}
