package dev.codebasemcp.search.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryAnalyserTest {
    @ParameterizedTest
    @CsvSource({
        "createStore, createstore, SYMBOL",
        "compose, compose, SYMBOL",
        "flat_hash_map, flat_hash_map, SYMBOL",
        "MAX_VALUE, max_value, SYMBOL",
        "`HttpClient`, httpclient, SYMBOL",
        "run(), run, SYMBOL",
        "parse(String text), parse, PROSE",
        "Rack::Response, response, COMPONENT",
        "app.router, router, COMPONENT",
        "Array#map, map, COMPONENT",
        "this->value, value, COMPONENT",
        "empty?, empty?, SYMBOL",
        "empty?, empty, COMPONENT",
        "Ecto.Repo.insert!, insert!, COMPONENT",
        "Ecto.Repo.insert!, insert, COMPONENT",
        "Rack::Request#xhr?, xhr?, COMPONENT",
        "@Override, override, SYMBOL",
    })
    void findsTheNameThatIsTheWholeQuery(String query, String name, String expected) {
        AnalysedQuery analysed = QueryAnalyser.analyse(query);

        NameRole role = expected.equals("PROSE") ? NameRole.IDENTIFIER : NameRole.valueOf(expected);
        assertThat(analysed.kind()).isEqualTo(expected.equals("PROSE") ? QueryKind.PROSE : QueryKind.SYMBOL);
        assertThat(analysed.names()).contains(new AskedName(name, role));
    }

    @ParameterizedTest
    @CsvSource({
        "how createStore keeps its state, createStore",
        "why is max_size ignored, max_size",
        "where does std::vec::push grow, std::vec::push",
        "what calls dispatch(), dispatch",
        "how is 'wait' used, wait",
        "the meaning of `limit`, limit",
        "errors of HTTPServer start, HTTPServer",
        "what _private does, _private",
        "call ctx.next in a loop., ctx.next",
    })
    void findsIdentifiersInProse(String query, String identifier) {
        AnalysedQuery analysed = QueryAnalyser.analyse(query);

        assertThat(analysed.kind()).isEqualTo(QueryKind.PROSE);
        assertThat(analysed.identifiers()).containsExactly(identifier);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "how are requests retried",
                "Where does the Session live?",
                "e.g. a well-known list, etc.",
                "HTTP and URL handling",
                "isn't it so"
            })
    void doesNotTakeProseForCode(String query) {
        assertThat(QueryAnalyser.analyse(query).identifiers()).isEmpty();
    }

    @Test
    void takesCapitalisedWordsForTypesButNotTheWordsOfAQuestion() {
        assertThat(QueryAnalyser.analyse("How does the Session use a Store").names())
                .contains(new AskedName("session", NameRole.TYPE), new AskedName("store", NameRole.TYPE))
                .noneMatch(asked -> asked.name().equals("how"));
    }

    @Test
    void joinsNeighboursInBothWaysOfWriting() {
        assertThat(QueryAnalyser.analyse("the http client of a pool").names())
                .containsExactly(
                        new AskedName("httpclient", NameRole.JOINED), new AskedName("http_client", NameRole.JOINED));
    }

    @Test
    void theSurestRoleOfANameWins() {
        assertThat(QueryAnalyser.analyse("Session::open of Session `Session`").names())
                .contains(new AskedName("session", NameRole.IDENTIFIER))
                .doesNotContain(new AskedName("session", NameRole.TYPE));
    }

    @Test
    void limitsTheNumberOfNames() {
        String words = IntStream.range(0, 400).mapToObj(i -> "word" + i).collect(Collectors.joining(" "));

        assertThat(QueryAnalyser.analyse(words).namesToLookUp()).hasSize(AnalysedQuery.MAX_NAMES);
    }

    @Test
    void dropsTheWordsOfAQuestionFromTermsAndPathWords() {
        AnalysedQuery analysed = QueryAnalyser.analyse("how does the router match the routes");

        assertThat(analysed.terms()).extracting(QueryTerm::term).doesNotContain("how", "doe", "the");
        assertThat(analysed.pathWords()).extracting(PathWord::word).containsExactly("router", "match");
        assertThat(analysed.terms()).extracting(QueryTerm::term).doesNotHaveDuplicates();
    }

    @Test
    void keepsTheWordsOfAQuestionIfThereAreNoOthers() {
        assertThat(QueryAnalyser.analyse("where").namesToLookUp()).containsExactly("where");
        assertThat(QueryAnalyser.analyse("how to do this").kind()).isEqualTo(QueryKind.PROSE);
    }

    @ParameterizedTest
    @CsvSource({
        "src/foo/Bar.py, src/foo/bar.py",
        "bugs in client.go please, client.go",
        "look at lib/std, lib/std",
        "Where is README.md?, readme.md",
        "./src\\pool.ts, src/pool.ts",
        "what does the Makefile install, Makefile",
        "C:\\work\\pool.cs, /work/pool.cs",
        ".github/workflows/ci.yml, .github/workflows/ci.yml",
    })
    void findsPaths(String query, String path) {
        assertThat(QueryAnalyser.analyse(query).paths())
                .extracting(AskedPath::path)
                .containsExactly(path.toLowerCase(Locale.ROOT));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "src/a.py:500 | src/a.py | 500",
                "src/a.py:500:12 | src/a.py | 500",
                "it fails in src/a.py:500. | src/a.py | 500",
                "explain @src/a.py:500 | src/a.py | 500",
                "src/a.py#L12-L20 | src/a.py | 12",
                "at dev.app.Pool.take(Pool.java:123) | pool.java | 123",
                "File \"/app/pool.py\", line 12, in take | /app/pool.py | 12",
                "src/pool.ts(12,5): error TS2345 | src/pool.ts | 12",
                "at Pool.Take() in C:\\app\\Pool.cs:line 42 | /app/pool.cs | 42",
                "lib/pool.c:12: error: expected ';' | lib/pool.c | 12",
            })
    void findsTheLineBehindAPath(String query, String path, int line) {
        assertThat(QueryAnalyser.analyse(query).paths()).contains(new AskedPath(path, Optional.of(line), true));
    }

    @Test
    void findsTheFirstPathsOfALongTraceInLinearTime() {
        String trace = "at a.b.C.d(C.java:1)\n".repeat(20_000);
        String frames = IntStream.range(0, 400)
                .mapToObj(i -> "at p.F" + i + ".m(F" + i + ".java:" + i + ")")
                .collect(Collectors.joining("\n"));

        assertThat(QueryAnalyser.analyse(trace).paths()).contains(new AskedPath("c.java", Optional.of(1), true));
        assertThat(QueryAnalyser.analyse(frames).paths())
                .hasSizeLessThanOrEqualTo(16)
                .anyMatch(path -> path.path().equals("f3.java"));
        assertThat(QueryAnalyser.analyse("a".repeat(100_000) + ":12").paths()).isEmpty();
        assertThat(QueryAnalyser.analyse("a.".repeat(100_000)).paths()).isEmpty();
        assertThat(QueryAnalyser.analyse("a/".repeat(100_000) + "\"").paths()).isEmpty();
    }

    @Test
    void knowsTheScopeOfATitle() {
        assertThat(QueryAnalyser.analyse("http-proxy: keep the host").scope())
                .extracting(PathWord::word)
                .containsExactlyInAnyOrder("http", "proxy");
        assertThat(QueryAnalyser.analyse("where is the host kept").scope()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "why is PostgreSQL embedded, true, false",
        "how do I build it with cmake, true, true",
        "how to run one test, true, true",
        "start three members on my laptop, true, true",
        "how do slow watchers catch up, false, false",
        "which files are skipped, false, false",
    })
    void asksForDocuments(String query, boolean docs, boolean configuration) {
        Set<Topic> topics = QueryAnalyser.analyse(query).topics();

        assertThat(topics.contains(Topic.DOCS)).isEqualTo(docs);
        assertThat(topics.contains(Topic.CONFIGURATION)).isEqualTo(configuration);
    }

    @Test
    void findsQuotesThatAreMoreThanAName() {
        assertThat(QueryAnalyser.analyse("where is \"pool is closed\" or \" not  open \" said")
                        .quotes())
                .containsExactly("pool is closed", "not  open");
        assertThat(QueryAnalyser.analyse("File \"/app/pool.py\", line 12").quotes())
                .isEmpty();
        assertThat(QueryAnalyser.analyse("\"HttpClient\" and \"a\" and \"\" and \"unclosed words")
                        .quotes())
                .isEmpty();
    }

    @Test
    void looksANameUpInTheOtherStyleToo() {
        assertThat(QueryAnalyser.analyse("isNotBlank").names())
                .containsExactly(
                        new AskedName("isnotblank", NameRole.SYMBOL),
                        new AskedName("is_not_blank", NameRole.OTHER_STYLE));
        assertThat(QueryAnalyser.analyse("StringUtils.is_not_blank").namesToLookUp())
                .contains("is_not_blank", "isnotblank");
    }

    @ParameterizedTest
    @ValueSource(strings = {"how are requests retried", "Where is it?", "3.5", "a . b", "..", "/", "::"})
    void findsNoPathsInOtherWords(String query) {
        assertThat(QueryAnalyser.analyse(query).paths())
                .noneMatch(path -> path.path().contains("retried"));
        assertThat(QueryAnalyser.analyse(query).paths())
                .extracting(AskedPath::path)
                .doesNotContain("", "/", "..");
    }

    /** Of every language, not only of some. */
    @Test
    void takesANameWithAnExtensionOfAnyLanguageForAFile() {
        for (String file : List.of(
                "main.dart",
                "App.svelte",
                "core.clj",
                "theme.scss",
                "main.tf",
                "notes.adoc",
                "a.hs-boot",
                "x.m",
                "q.psql")) {
            AnalysedQuery analysed = QueryAnalyser.analyse(file);
            assertThat(analysed.paths()).extracting(AskedPath::path).containsExactly(file.toLowerCase(Locale.ROOT));
            assertThat(analysed.kind()).isEqualTo(QueryKind.PROSE);
        }
    }

    /** They are extensions too, but hardly ever meant as such. */
    @Test
    void takesMembersOfModulesForNames() {
        for (String member : List.of("response.text", "app.service", "std.fs", "Button.props")) {
            assertThat(QueryAnalyser.analyse(member).kind()).isEqualTo(QueryKind.SYMBOL);
        }
    }

    @Test
    void noticesTheTopicsThatLiftDemotions() {
        assertThat(QueryAnalyser.analyse("tests of the router").topics()).containsExactly(Topic.TESTS);
        assertThat(QueryAnalyser.analyse("latest contest").topics()).isEmpty();
        assertThat(QueryAnalyser.analyse("Documentation with examples").topics())
                .isEqualTo(Set.of(Topic.DOCS, Topic.EXAMPLES));
    }

    @ParameterizedTest
    @ValueSource(strings = {"?", "...", "()", "\u0000", "🙂", "'", "``", "::", "a", "日本語 の検索", "%_\\", "ÀÉÎ"})
    void takesAnyText(String query) {
        AnalysedQuery analysed = QueryAnalyser.analyse(query);

        assertThat(analysed.text()).isEqualTo(query);
        assertThat(analysed.names()).noneMatch(asked -> asked.name().isEmpty());
        assertThat(List.of(analysed.kind())).isNotEmpty();
    }

    /** Ten times the length limit of a query, as the thread may have little stack left. */
    @ParameterizedTest
    @ValueSource(strings = {"a.", "aa::", "a/", "a.a/", ".a", "a->", "(,", "a_", "_", "aA", "?!", "`", "x(", "-", "a "})
    @Timeout(60)
    void noQueryExhaustsTheStackOrTheUser(String piece) {
        String query = piece.repeat(20_000 / piece.length()).substring(1) + "b";

        assertThat(QueryAnalyser.analyse(query).text()).isEqualTo(query);
    }

    @Test
    void linesOfPastedCodeAreLookedForAsTheyAreWritten() {
        assertThat(QueryAnalyser.analyse("    for (Row row : rows) {\n        add(row, \"x\");\n    }\n")
                        .quotes())
                .containsExactly("for (Row row : rows) {", "add(row, \"x\");");
        assertThat(QueryAnalyser.analyse("why does it fail\nwith \"no such table\" at the start")
                        .quotes())
                .containsExactly("no such table");
        assertThat(QueryAnalyser.analyse(
                                "Error: \"no such table\"\n  at Db.open(Db.java:3)\n  at Main.main(Main.java:9)")
                        .quotes())
                .containsExactly("no such table");
        assertThat(QueryAnalyser.analyse("for (Row row : rows) {").quotes()).isEmpty();
    }
}
