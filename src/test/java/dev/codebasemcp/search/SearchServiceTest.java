package dev.codebasemcp.search;

import static dev.codebasemcp.indexing.IndexFixture.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.codebasemcp.database.Database;
import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.PostgresTest;
import dev.codebasemcp.files.FileSystemCalls;
import dev.codebasemcp.files.HungPlace;
import dev.codebasemcp.indexing.IndexFixture;
import dev.codebasemcp.model.DefinitionKind;
import dev.codebasemcp.search.rank.ContentKind;
import dev.codebasemcp.search.retrieve.Retrieval;
import dev.codebasemcp.search.retrieve.SearchScope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

class SearchServiceTest {
    private static final List<String> WORDS =
            List.of("parse", "render", "socket", "cache", "token", "invoice", "widget", "retry", "lock", "matrix");

    @TempDir
    Path repository;

    private final FileSystemCalls calls = new FileSystemCalls();
    private final SearchService search =
            new SearchService(() -> IndexFixture.EMBEDDER, new Retrieval(1 << 20, 1 << 30), calls);

    @PostgresTest
    void findsADefinitionByItsName(Databases databases) throws Exception {
        IndexFixture index = new IndexFixture(databases);
        write(
                repository.resolve("src/TokenBucket.java"),
                "class TokenBucket {\n    boolean tryTake() { return true; }\n}\n");
        write(
                repository.resolve("src/Client.java"),
                "class Client {\n    TokenBucket bucket = new TokenBucket();\n}\n");
        index.index(repository);

        SearchResponse response = search.search(database(databases, index), SearchRequest.of("TokenBucket", 10));

        assertThat(response.results()).extracting(SearchResult::filePath).startsWith("src/TokenBucket.java");
        SearchResult first = response.results().get(0);
        assertThat(first.symbol()).contains("TokenBucket");
        assertThat(first.kind()).contains(DefinitionKind.CLASS);
        assertThat(first.language()).isEqualTo("java");
        assertThat(first.content()).startsWith("class TokenBucket {").endsWith("}");
        assertThat(first.lines().start()).isEqualTo(1);
        assertThat(first.why()).contains("defines");
        assertThat(response.totalCount()).isEqualTo(2);
        assertThat(response.staleFiles()).isZero();
        assertThat(response.indexedAt()).isPresent();
    }

    @PostgresTest
    void answersFromTheIndexWhereTheFileSystemDoesNotAnswer(Databases databases) throws Exception {
        IndexFixture index = new IndexFixture(databases);
        write(repository.resolve("a.py"), "def remove_file(path):\n    os.unlink(path)\n");
        index.index(repository);
        Files.delete(repository.resolve("a.py"));
        Database database = database(databases, index);

        try (HungPlace drive = new HungPlace()) {
            drive.ask(calls, repository);
            SearchResponse response = search.search(database, SearchRequest.of("remove", 10));
            assertThat(response.results()).hasSize(1);
            assertThat(response.staleFiles()).isZero();
        }
    }

    @PostgresTest
    void findsByMeaningWhatSharesNoWord(Databases databases) throws Exception {
        IndexFixture index = new IndexFixture(databases);
        write(repository.resolve("a.py"), "def remove_file(path):\n    os.unlink(path)\n");
        write(repository.resolve("b.py"), "def parse_number(text):\n    return int(text)\n");
        index.index(repository);

        SearchResponse response = search.search(database(databases, index), SearchRequest.of("delete documents", 10));

        assertThat(response.results())
                .first()
                .satisfies(result -> assertThat(result.filePath()).isEqualTo("a.py"));
    }

    @PostgresTest
    void aFilteredSearchReturnsWhatThereIsHoweverManyOthersMatchBetter(Databases databases) throws Exception {
        IndexFixture index = new IndexFixture(databases);
        for (int i = 0; i < 300; i++) {
            write(repository.resolve("main/f" + i + ".py"), "def retry_lock_" + i + "():\n    retry(lock)\n");
        }
        write(repository.resolve("odd/one.rb"), "# about a lock, said once among many other things\nputs 1\n");
        index.index(repository);
        Database database = database(databases, index);

        assertThat(paths(search.search(database, filtered("retry lock", "rb", null, null))))
                .containsExactly("odd/one.rb");
        assertThat(paths(search.search(database, filtered("retry lock", null, "odd", null))))
                .containsExactly("odd/one.rb");
        assertThat(paths(search.search(database, filtered("retry lock", null, null, "ruby"))))
                .containsExactly("odd/one.rb");
        assertThat(search.search(database, filtered("retry lock", "rb", "main", null))
                        .emptyReason())
                .hasValueSatisfying(reason -> assertThat(reason).contains("filters"));
    }

    @PostgresTest
    void aFilteredSearchFindsADefinitionHoweverManyOthersHaveItsName(Databases databases) throws Exception {
        IndexFixture index = new IndexFixture(databases);
        write(repository.resolve("a/many.py"), "def handler():\n    return 1\n\n\n".repeat(1_100));
        write(repository.resolve("z/uses.py"), "handler(handler(handler(1)))\n".repeat(5));
        write(repository.resolve("z/one.py"), "# many words before and behind it\ndef handler():\n    return 2\n");
        index.index(repository);

        SearchResponse response = search.search(database(databases, index), filtered("handler", null, "z", null));

        assertThat(response.results()).first().satisfies(result -> {
            assertThat(result.filePath()).isEqualTo("z/one.py");
            assertThat(result.why()).contains("defines handler");
        });
    }

    @PostgresTest
    void directoriesAreWholeComponentsAndGlobs(Databases databases) throws Exception {
        IndexFixture index = new IndexFixture(databases);
        for (String path : List.of(
                "src/api/one.py",
                "src/apis/two.py",
                "lib/x/api/three.py",
                "lib/x/y/api/deep/four.py",
                "a_b/five.py",
                "axb/six.py")) {
            write(repository.resolve(path), "def handler():\n    return token  # of " + path + "\n");
        }
        index.index(repository);
        Database database = database(databases, index);

        assertThat(below(database, "src/api")).containsExactlyInAnyOrder("src/api/one.py");
        assertThat(below(database, "/src/api/")).containsExactlyInAnyOrder("src/api/one.py");
        assertThat(below(database, "src/api*")).containsExactlyInAnyOrder("src/api/one.py", "src/apis/two.py");
        assertThat(below(database, "**/api"))
                .containsExactlyInAnyOrder("src/api/one.py", "lib/x/api/three.py", "lib/x/y/api/deep/four.py");
        assertThat(below(database, "lib/*/api")).containsExactlyInAnyOrder("lib/x/api/three.py");
        assertThat(below(database, "a_b")).containsExactlyInAnyOrder("a_b/five.py");
        assertThat(below(database, "a%")).isEmpty();
        assertThat(below(database, repository.toRealPath() + "/src/api")).containsExactlyInAnyOrder("src/api/one.py");
    }

    @PostgresTest
    void aFilteredSearchGivesWhatASearchOfThatPartAloneWouldFind(Databases databases) throws Exception {
        IndexFixture whole = new IndexFixture(databases);
        IndexFixture part = new IndexFixture(databases);
        Random random = new Random(11);
        Path partRoot = repository.resolve("whole/part");
        for (int i = 0; i < 120; i++) {
            String text =
                    "def " + word(random) + "_" + i + "():\n    return " + word(random) + "(" + word(random) + ")\n";
            write((i % 3 == 0 ? partRoot : repository.resolve("whole/rest")).resolve("m" + i + ".py"), text);
        }
        whole.index(repository.resolve("whole"));
        part.index(partRoot);
        for (String query : WORDS) {
            SearchResponse filtered =
                    search.search(database(databases, whole), filtered(query + " result", null, "part", null));
            SearchResponse alone = search.search(database(databases, part), SearchRequest.of(query + " result", 50));

            assertThat(paths(filtered))
                    .isNotEmpty()
                    .containsExactlyElementsOf(
                            paths(alone).stream().map(path -> "part/" + path).toList());
            for (int i = 0; i < alone.results().size(); i++) {
                assertThat(filtered.results().get(i).score())
                        .isCloseTo(alone.results().get(i).score(), within(1e-5));
            }
        }
    }

    @PostgresTest
    void whatMatchesNothingIsTakenForTheBeginningOfANameOrForATypingError(Databases databases) throws Exception {
        IndexFixture index = new IndexFixture(databases);
        write(repository.resolve("a/net.py"), "class HttpConnectionPool:\n    def lease(self):\n        return 1\n");
        write(repository.resolve("b/cache.py"), "def evict_oldest(entries):\n    entries.pop()\n");
        write(repository.resolve("c/http.py"), "def http_status(code):\n    return 'connection pool http'\n");
        index.index(repository);
        Database database = database(databases, index);

        for (String query : List.of("HttpConnectionPool", "HttpConnecti", "HttpConnectoinPool", "HttpConectionPol")) {
            assertThat(search.search(database, SearchRequest.of(query, 3)).results())
                    .as(query)
                    .first()
                    .satisfies(result -> assertThat(result.filePath()).isEqualTo("a/net.py"));
        }
        assertThat(search.search(database, SearchRequest.of("evcit the entreis", 3))
                        .results())
                .first()
                .satisfies(result -> {
                    assertThat(result.filePath()).isEqualTo("b/cache.py");
                    assertThat(result.why()).contains("text");
                });
        assertThat(search.search(database, SearchRequest.of("http stauts", 3)).results())
                .first()
                .satisfies(result -> assertThat(result.filePath()).isEqualTo("c/http.py"));
    }

    @PostgresTest
    void aCopyIsNamedWithTheFileThatItCopies(Databases databases) throws Exception {
        IndexFixture index = new IndexFixture(databases);
        String text = "def socket():\n    return retry\n";
        for (String path : List.of("lib/socket.py", "vendor/lib/socket.py", "a/socket.py", "b/socket.py", "c/x.py")) {
            write(repository.resolve(path), text);
        }
        index.index(repository);

        SearchResponse response = search.search(database(databases, index), SearchRequest.of("socket retry", 10));

        assertThat(response.results()).singleElement().satisfies(result -> {
            assertThat(result.filePath()).isEqualTo("a/socket.py");
            assertThat(result.why()).endsWith("; also at b/socket.py, lib/socket.py, c/x.py and 1 more");
        });
    }

    @PostgresTest
    void aVariantForAnotherPlatformIsNamedWithItsLine(Databases databases) throws Exception {
        IndexFixture index = new IndexFixture(databases);
        write(repository.resolve("net/unix/dial.py"), "def dial_remote(host):\n    return socket(host)\n");
        write(
                repository.resolve("net/win/dial.py"),
                "import winsock\n\n\ndef dial_remote(host):\n    return wsa(host)\n");
        write(repository.resolve("net/linux/dial.py"), "KEEP = 1\n");
        write(repository.resolve("net/retry.py"), "def retry(host):\n    dial_remote(host)\n");
        index.index(repository);
        Database database = database(databases, index);

        SearchResponse response = search.search(database, SearchRequest.of("dial_remote", 2));

        assertThat(response.results())
                .extracting(SearchResult::filePath)
                .containsExactly("net/unix/dial.py", "net/retry.py");
        assertThat(response.results().get(0).variants())
                .isEqualTo(new SearchResult.Variants(
                        List.of(
                                new SearchResult.Variant("net/win/dial.py", Optional.empty(), Optional.of(4)),
                                new SearchResult.Variant("net/linux/dial.py", Optional.empty(), Optional.empty())),
                        0));
        assertThat(search.search(database, SearchRequest.of("dial a remote host on Windows", 1))
                        .results())
                .extracting(SearchResult::filePath)
                .containsExactly("net/win/dial.py");
    }

    @PostgresTest
    void twoProjectsWithTheSameFilesNeverMix(Databases databases) throws Exception {
        IndexFixture one = new IndexFixture(databases);
        IndexFixture two = new IndexFixture(databases);
        for (int i = 0; i < 30; i++) {
            String name = WORDS.get(i % WORDS.size());
            write(repository.resolve("one/src/f" + i + ".py"), "def " + name + "():\n    return 'marker_one'\n");
            write(repository.resolve("two/src/f" + i + ".py"), "def " + name + "():\n    return 'marker_two'\n");
        }
        one.index(repository.resolve("one"));
        two.index(repository.resolve("two"));
        Predicate<SearchResult> ofOne = result -> result.content().contains("marker_one");
        for (String query :
                List.of("parse", "marker_two", "marker_one", "render cache", "f3.py", "where is the socket")) {
            SearchResponse inOne = search.search(database(databases, one), SearchRequest.of(query, 50));
            SearchResponse inTwo = search.search(database(databases, two), SearchRequest.of(query, 50));

            assertThat(inOne.results()).isNotEmpty().allMatch(ofOne);
            assertThat(inTwo.results()).isNotEmpty().noneMatch(ofOne);
        }
    }

    @PostgresTest
    void aChangedFileIsSearchedAsItIsAfterTheNextRunAndStaleBefore(Databases databases) throws Exception {
        IndexFixture index = new IndexFixture(databases);
        Path file = repository.resolve("a.py");
        write(file, "def socket():\n    return 'before'\n");
        write(repository.resolve("b.py"), "def unrelated():\n    pass\n");
        index.index(repository);
        Database database = database(databases, index);
        write(file, "def socket():\n    return 'after the change'\n");

        SearchResponse stale = search.search(database, SearchRequest.of("socket", 10));
        index.index(repository);
        SearchResponse fresh = search.search(database, SearchRequest.of("socket", 10));

        assertThat(stale.results().get(0).content()).contains("before");
        assertThat(stale.staleFiles()).isEqualTo(1);
        assertThat(fresh.results().get(0).content()).contains("after the change");
        assertThat(fresh.staleFiles()).isZero();
        Files.delete(file);
        index.index(repository);
        assertThat(paths(search.search(database, SearchRequest.of("socket", 10))))
                .doesNotContain("a.py");
    }

    @PostgresTest
    void anEmptyProjectSaysSo(Databases databases) {
        IndexFixture index = new IndexFixture(databases);

        SearchResponse response = search.search(database(databases, index), SearchRequest.of("anything", 10));

        assertThat(response.results()).isEmpty();
        assertThat(response.emptyReason())
                .hasValueSatisfying(reason -> assertThat(reason).contains("Nothing is indexed"));
    }

    @PostgresTest
    void aSearchOfTestsDemotesNone(Databases databases) throws Exception {
        IndexFixture index = new IndexFixture(databases);
        String text = "retry of a socket after the lock\n";
        write(repository.resolve("tests/retry.py"), "def retry():\n    return 'lock socket'\n");
        write(repository.resolve("src/retry.py"), "def retry():\n    return 'socket lock'\n");
        write(repository.resolve("docs/retry.md"), "# Retry\n" + text);
        write(repository.resolve("examples/retry.md"), "# Retry\n" + text + "and again\n");
        write(repository.resolve("retry.toml"), "[retry]\nsocket = 'lock'\n");
        index.index(repository);
        Database database = database(databases, index);
        SearchRequest all = SearchRequest.of("retry lock socket", 10);

        assertThat(paths(search.search(database, all))).hasSize(5).startsWith("src/retry.py");
        assertThat(paths(search.search(database, all.withContent(Set.of(ContentKind.CODE)))))
                .containsExactly("src/retry.py");
        assertThat(paths(search.search(database, all.withContent(Set.of(ContentKind.CONFIG, ContentKind.CODE)))))
                .containsExactly("src/retry.py", "retry.toml");
        SearchResponse docs = search.search(database, all.withContent(Set.of(ContentKind.DOCS)));
        assertThat(paths(docs)).containsExactlyInAnyOrder("docs/retry.md", "examples/retry.md");
        assertThat(docs.results()).allSatisfy(hit -> assertThat(hit.why()).doesNotContain("doc,", "example"));
        SearchResponse tests = search.search(database, all.withContent(Set.of(ContentKind.TESTS)));
        assertThat(paths(tests)).containsExactly("tests/retry.py");
        assertThat(tests.results().get(0).score())
                .isGreaterThan(search.search(database, all).results().stream()
                        .filter(result -> result.filePath().startsWith("tests/"))
                        .findFirst()
                        .orElseThrow()
                        .score());
    }

    private static SearchRequest concise(String query) {
        return new SearchRequest(
                query, SearchScope.EVERYTHING, Optional.empty(), Optional.empty(), Optional.empty(), 1, Detail.CONCISE);
    }

    @PostgresTest
    void aConciseAnswerShowsAtMostThreeLinesWithTheirNumbers(Databases databases) throws Exception {
        IndexFixture index = new IndexFixture(databases);
        write(repository.resolve("a.py"), "def cache():\n    a = 1\n    b = 2\n    c = 3\n    return retry(a)\n");
        index.index(repository);

        SearchResult result = search.search(database(databases, index), concise("cache retry"))
                .results()
                .get(0);

        assertThat(result.content().lines())
                .hasSizeLessThanOrEqualTo(3)
                .contains("1: def cache():", "5:     return retry(a)");
        assertThat(result.lines().length()).isEqualTo(5);
    }

    private List<String> below(Database database, String directory) {
        return paths(search.search(database, filtered("handler token", null, directory, null)));
    }

    private static Database database(Databases databases, IndexFixture index) {
        return databases.project(index.database());
    }

    private static List<String> paths(SearchResponse response) {
        return response.results().stream().map(SearchResult::filePath).toList();
    }

    private static String word(Random random) {
        return WORDS.get(random.nextInt(WORDS.size()));
    }

    private static SearchRequest filtered(
            String query, @Nullable String type, @Nullable String directory, @Nullable String language) {
        return new SearchRequest(
                query,
                SearchScope.EVERYTHING,
                Optional.ofNullable(type),
                Optional.ofNullable(directory),
                Optional.ofNullable(language),
                50,
                Detail.FULL);
    }
}
