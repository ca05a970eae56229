package dev.codebasemcp.search.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.codebasemcp.model.DefinitionKind;
import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.model.RepositoryId;
import dev.codebasemcp.search.query.AnalysedQuery;
import dev.codebasemcp.search.query.QueryAnalyser;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Worked cases: the comments add up the expected scores from the constants of {@link Weight}. */
class RankerTest {
    private static final RepositoryId REPOSITORY = RepositoryId.random();

    private final Map<String, FileRef> files = new HashMap<>();
    private long chunks;

    @Test
    void addsUpASymbolsOwnFile() {
        AnalysedQuery query = QueryAnalyser.analyse("createStore");
        Candidate own = chunk("src/createStore.ts", 8, 0.6, hit("createStore", DefinitionKind.FUNCTION));
        Candidate user = chunk("src/compose.ts", 4, 0.45);

        List<Ranked> ranked = rank(query, own, user);

        // definition 2.0 x function 0.8 x file named after it 1.5 x spelled so 8.0 = 19.2; all words of the path 1.6 x
        // 1
        // = 1.6;
        // the highest cosine 0.4; the highest BM25 1.0
        assertScore(ranked.get(0), own, 22.2);
        assertThat(ranked.get(0).explanation().why())
                .isEqualTo("defines createStore +19.20, path +1.60, meaning +0.40, text +1.00");
        // cosine (0.45 - 0.3) / (0.6 - 0.3) x 0.4 = 0.2; BM25 4 / 8 = 0.5
        assertScore(ranked.get(1), user, 0.7);
    }

    @Test
    void countsTheOtherChunksOfAFileLessAndLess() {
        AnalysedQuery query = QueryAnalyser.analyse("retry backoff");
        Candidate best = chunk("lib/a.c", 10, 0);
        chunk("lib/a.c", 0, 0);

        List<Ranked> ranked = rank(query, chunk("lib/a.c", 8, 0), best, chunk("lib/a.c", 4, 0), chunk("lib/b.c", 9, 0));

        // 1.0 + 0.5 x 0.8 + 0.25 x 0.4
        assertScore(ranked.get(0), best, 1.5);
        assertThat(ranked).hasSize(2);
        assertThat(ranked.get(1).score()).isCloseTo(0.9, within(1e-6));
    }

    @Test
    void putsTheTypeBeforeItsExtensions() {
        AnalysedQuery query = QueryAnalyser.analyse("Application");
        Candidate type = chunk("Sources/Vapor/Application.swift", 5, 0.5, hit("Application", DefinitionKind.CLASS));
        Candidate extension = chunk(
                "Sources/Vapor/Client/Application+Client.swift", 9, 0.7, hit("Application", DefinitionKind.EXTENSION));

        List<Ranked> ranked = rank(query, extension, type);

        // type: definition 2.0 x 1.0 x 1.5 x 8.0 = 24, path 1.6, cosine 0.4 x (0.5 - 0.35) / 0.35 = 0.1714, BM25 5 / 9
        // =
        // 0.5556
        assertScore(ranked.get(0), type, 26.3270);
        // extension: definition 2.0 x 0.25 x 8.0 = 4, path 1.6 x (0.6 x 1 + 0.4 x 0.5) = 1.28, cosine 0.4, BM25 1.0
        assertScore(ranked.get(1), extension, 6.68);
    }

    @Test
    void demotesTestsUnlessRequested() {
        Candidate test = chunk("test/pool_test.go", 10, 0);
        Candidate source = chunk("conn.go", 8, 0);

        // The test's BM25 counts as 10 x 0.3 = 3, so the source's 8 is the highest: 10 / 8 = 1.25.
        // (1.25 + path 1.6 x (0.6 x 1 + 0.4 x 0.5) = 1.28) x 0.3
        assertScore(rank(QueryAnalyser.analyse("pool"), test, source).get(1), test, 0.759);
        // the words pool and test both are in the path, and the file's name is covered: 1.0 + 1.6
        assertScore(rank(QueryAnalyser.analyse("pool tests"), test, source).get(0), test, 2.6);
    }

    @Test
    void doesNotDemoteTestsInARepositoryOfTests() {
        Candidate test = chunk("test/conformance_test.go", 10, 0);
        List<FileRef> tests = IntStream.range(0, 40)
                .mapToObj(i -> file("test/b" + i + "_test.go"))
                .toList();
        CorpusFacts facts = facts(Stream.concat(tests.stream(), Stream.of(test.file(), file("main.go")))
                .toList());

        assertThat(facts.testRepositories()).containsExactly(REPOSITORY);
        assertThat(Ranker.rank(QueryAnalyser.analyse("zebra"), List.of(test), facts)
                        .get(0)
                        .score())
                .isCloseTo(1.0, within(1e-6));
        assertThat(facts(List.of(test.file(), file("test/b_test.go"), file("main.go")))
                        .testRepositories())
                .as("tests beside what they test")
                .isEmpty();
    }

    @Test
    void namesTheCopiesOfAFileWithTheBestOfThem() {
        AnalysedQuery query = QueryAnalyser.analyse("zebra");
        Candidate first = chunk("a/one.js", 10, 0);
        Candidate vendored =
                new Candidate(first.chunkId(), file("a/vendor/one.js"), 10, 0, 0, List.of(), false, Optional.empty());
        Candidate copy = new Candidate(first.chunkId(), file("b/one.js"), 10, 0, 0, List.of(), false, Optional.empty());
        Candidate other = chunk("c/two.js", 6, 0);

        List<Ranked> ranked = rank(query, vendored, copy, other, first);

        assertThat(ranked).extracting(Ranked::candidate).containsExactly(first, other);
        assertThat(ranked.get(0).copies()).containsExactly(copy.file(), vendored.file());
        assertThat(ranked.get(1).copies()).isEmpty();
    }

    @Test
    void aHeaderNextToItsSourceFileIsADeclaration() {
        AnalysedQuery query = QueryAnalyser.analyse("zebra");
        Candidate header = chunk("lib/transfer.h", 10, 0);
        Candidate source = chunk("lib/transfer.c", 9, 0);
        Candidate alone = chunk("include/api.h", 8, 0);
        CorpusFacts facts = facts(List.of(header.file(), source.file(), alone.file()));

        assertThat(Ranker.rank(query, List.of(header, source, alone), facts))
                .extracting(Ranked::candidate)
                .containsExactly(source, alone, header);
        assertThat(facts.roleOf(header.file())).isEqualTo(FileRole.DECLARATION);
        assertThat(facts(List.of(header.file(), alone.file())).headers())
                .as("where only headers may be answered")
                .isEmpty();
    }

    @Test
    void aMutedSignalDoesNotCount() {
        AnalysedQuery query = QueryAnalyser.analyse("pool");
        Candidate named = chunk("pool.c", 5, 0.5);
        Candidate other = chunk("x.c", 10, 0.9);

        assertThat(rank(query, named, other).get(0).candidate()).isEqualTo(named);
        assertThat(Ranker.rank(query, List.of(named, other), CorpusFacts.ORDINARY, Weights.CHOSEN, Set.of(Signal.PATH)))
                .first()
                .satisfies(best -> {
                    assertThat(best.candidate()).isEqualTo(other);
                    assertThat(best.explanation().why()).isEqualTo("meaning +0.40, text +1.00");
                });
    }

    @Test
    void aTestSpeaksForWhatItTests() {
        AnalysedQuery query = QueryAnalyser.analyse("gives a broken connection back");
        Candidate test = chunk("src/test/java/PoolTest.java", 10, 0);
        Candidate tested = chunk("src/main/java/Pool.java", 2, 0);
        Candidate other = chunk("src/main/java/Server.java", 4, 0);

        List<Ranked> ranked = rank(query, test, tested, other);

        // The highest is 4: the test has 10 / 4 x 0.3 = 0.75, the others 0.5 and 1.0.
        assertThat(ranked).extracting(Ranked::candidate).containsExactly(tested, other, test);
        // the test's 2.5 before it is lowered x 0.8 = 2.0, of which it has 0.5 itself
        assertScore(ranked.get(0), tested, 2.0);
        assertThat(ranked.get(0).explanation().why()).isEqualTo("text +0.50, its test +1.50");
    }

    @Test
    void aNamedFileIsTheAnswerWhateverItsRole() {
        Candidate named = named("package.json", 1, new NamedPath(0, 1, true, Optional.empty()));
        Candidate deeper = named("examples/web/package.json", 9, new NamedPath(0, 0.6, true, Optional.empty()));
        Candidate other = chunk("src/package.ts", 10, 0.9, hit("json", DefinitionKind.CLASS));

        assertThat(rank(QueryAnalyser.analyse("package.json"), other, deeper, named))
                .extracting(Ranked::candidate)
                .containsExactly(named, deeper, other);
    }

    @Test
    void theFirstFilesOfATraceComeFirstWithTheirLines() {
        AnalysedQuery query = QueryAnalyser.analyse("at a.Pool.take(Pool.java:12) at a.Server.run(Server.java:7)");
        Candidate head = named("Pool.java", 9, new NamedPath(0, 1, true, Optional.empty()));
        Candidate line = new Candidate(
                chunks++,
                head.file(),
                0,
                0,
                0,
                List.of(),
                false,
                Optional.of(new NamedPath(0, 1, true, Optional.of(12))));
        Candidate second = named("Server.java", 9, new NamedPath(1, 1, true, Optional.empty()));

        assertThat(rank(query, second, head, line))
                .extracting(Ranked::candidate)
                .containsExactly(line, second);
    }

    @Test
    void theNameInAnotherStyleComesAfterTheExactOne() {
        Candidate other = chunk("a/text.py", 9, 0.6, hit("is_not_blank", DefinitionKind.FUNCTION));
        Candidate exact = chunk("b/Text.java", 4, 0.5, hit("isNotBlank", DefinitionKind.METHOD));
        Candidate user = chunk("c/form.c", 10, 0.7);

        assertThat(rank(QueryAnalyser.analyse("isNotBlank"), user, other, exact))
                .extracting(Ranked::candidate)
                .containsExactly(exact, other, user);
        assertThat(rank(QueryAnalyser.analyse("is_not_blank"), user, other, exact))
                .extracting(Ranked::candidate)
                .containsExactly(other, exact, user);
    }

    @Test
    void theFirstWordOfASentenceIsNoType() {
        Candidate function = chunk("lib/list.c", 2, 0, hit("remove", DefinitionKind.FUNCTION));
        Candidate type = chunk("lib/Remove.java", 2, 0, hit("Remove", DefinitionKind.CLASS));
        AnalysedQuery query = QueryAnalyser.analyse("Remove the duplicates of a header");

        assertThat(rank(query, function).get(0).explanation().why()).doesNotContain("defines");
        assertThat(rank(query, type).get(0).explanation().why()).contains("defines Remove");
    }

    @Test
    void aChangelogDoesNotSetTheScale() {
        AnalysedQuery query = QueryAnalyser.analyse("keeps zebra alive");
        Candidate changelog = chunk("CHANGELOG.md", 20, 0);
        Candidate source = chunk("src/pool.c", 10, 0);

        // 20 x 0.4 = 8 is less than 10
        assertScore(rank(query, changelog, source).get(0), source, 1.0);
    }

    @Test
    void tiesAreOrderedByPath() {
        Candidate b = chunk("b.c", 1, 0);
        Candidate a = chunk("a.c", 1, 0);

        assertThat(rank(QueryAnalyser.analyse("zebra"), b, a))
                .extracting(Ranked::candidate)
                .containsExactly(a, b);
    }

    @Test
    void ranksNoCandidatesAndNoMatches() {
        assertThat(rank(QueryAnalyser.analyse("zebra"))).isEmpty();
        assertThat(rank(QueryAnalyser.analyse("zebra"), chunk("a.c", 0, 0)))
                .extracting(Ranked::score)
                .containsExactly(0.0);
        assertThat(rank(QueryAnalyser.analyse("zebra"), chunk("a.c", 0, -0.5)))
                .extracting(Ranked::score)
                .containsExactly(0.0);
    }

    @Test
    void whatIsSpelledAsAskedComesBeforeWhatDiffersInCaseAlone() {
        Candidate function = chunk("lib/util.py", 2, 0.3, hit("range", DefinitionKind.FUNCTION));
        Candidate type = chunk("lib/range.py", 9, 0.6, hit("Range", DefinitionKind.CLASS));

        assertThat(rank(QueryAnalyser.analyse("range"), function, type))
                .extracting(Ranked::candidate)
                .containsExactly(function, type);
        assertThat(rank(QueryAnalyser.analyse("Range"), function, type))
                .extracting(Ranked::candidate)
                .containsExactly(type, function);
        assertThat(rank(QueryAnalyser.analyse("RANGE"), function, type))
                .extracting(Ranked::candidate)
                .containsExactly(type, function);
    }

    @Test
    void aNameThatOnlyATestDefinesIsFoundInTheTest() {
        Candidate test = chunk("lib/test/pool_test.go", 5, 0.6, hit("TestPoolReset", DefinitionKind.FUNCTION));
        Candidate source = chunk("lib/pool.go", 4, 0.5, hit("Reset", DefinitionKind.METHOD));

        assertThat(rank(QueryAnalyser.analyse("TestPoolReset"), source, test))
                .extracting(Ranked::candidate)
                .containsExactly(test, source);
    }

    @Test
    void everyDemotedRoleIsExplained() {
        for (String path : Set.of("a/test/x.c", "docs/x.md", "examples/x.c", "x.json", "vendor/x.c", "x.d.ts")) {
            Ranked ranked = rank(QueryAnalyser.analyse("zebra crossing"), chunk(path, 1, 0))
                    .get(0);
            assertThat(ranked.explanation().why())
                    .as(path)
                    .contains("is " + FileRole.of(path).label());
        }
    }

    private Candidate named(String path, double lexical, NamedPath named) {
        return new Candidate(chunks++, file(path), (float) lexical, 0, 0, List.of(), false, Optional.of(named));
    }

    private static List<Ranked> rank(AnalysedQuery query, Candidate... candidates) {
        return Ranker.rank(query, List.of(candidates), CorpusFacts.ORDINARY);
    }

    private static CorpusFacts facts(List<FileRef> files) {
        return CorpusFacts.of(files, new FileOrder(List.of(REPOSITORY)));
    }

    private static void assertScore(Ranked ranked, Candidate candidate, double score) {
        assertThat(ranked.candidate()).isEqualTo(candidate);
        assertThat(ranked.score()).isCloseTo(score, within(1e-4));
    }

    private Candidate chunk(String path, double lexical, double cosine, DefinitionHit... definitions) {
        return new Candidate(
                chunks++,
                file(path),
                (float) lexical,
                0,
                (float) cosine,
                List.of(definitions),
                false,
                Optional.empty());
    }

    private FileRef file(String path) {
        return files.computeIfAbsent(path, key -> FileRef.of(new FileKey(REPOSITORY, path), "text"));
    }

    private static DefinitionHit hit(String name, DefinitionKind kind) {
        return new DefinitionHit(name, kind);
    }
}
