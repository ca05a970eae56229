package dev.codebasemcp.search;

import static dev.codebasemcp.indexing.IndexFixture.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.OnOneJdk;
import dev.codebasemcp.database.Database;
import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.PostgresTest;
import dev.codebasemcp.files.FileSystemCalls;
import dev.codebasemcp.indexing.IndexFixture;
import dev.codebasemcp.search.retrieve.Retrieval;
import dev.codebasemcp.search.retrieve.SearchScope;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;

/** Questions that name files and lines, or quote the code. */
@OnOneJdk
class NamedFilesTest {
    @TempDir
    Path repository;

    private final SearchService search =
            new SearchService(() -> IndexFixture.EMBEDDER, new Retrieval(1 << 22, 1 << 30), new FileSystemCalls());

    @PostgresTest
    void showsTheLineThatAQuestionNames(Databases databases) throws Exception {
        write(repository.resolve("src/a.py"), functions("step", 400));
        write(repository.resolve("src/b.py"), functions("src_a_py_500", 50));
        Database database = index(databases);

        for (int line : new int[] {1, 500, 777, 1599}) {
            for (Detail detail : Detail.values()) {
                SearchResult first = first(database, "src/a.py:" + line, detail);
                assertThat(first.filePath()).as("%s %s", line, detail).isEqualTo("src/a.py");
                assertThat(first.lines().contains(line))
                        .as("%s in %s", line, first.lines())
                        .isTrue();
            }
        }
        for (String question : new String[] {
            "what breaks in src/a.py:500 when it is empty?",
            "why does a.py fail? the trace says a.py:500",
            "\"total = value + 7\" in /home/me/work/src/a.py:500"
        }) {
            assertThat(first(database, question, Detail.FULL).lines().contains(500))
                    .as(question)
                    .isTrue();
        }
    }

    @PostgresTest
    void findsTheFileWhereItHasNoSuchLine(Databases databases) throws Exception {
        write(repository.resolve("src/a.py"), functions("step", 3));
        write(repository.resolve("src/b.py"), functions("other", 3));
        Database database = index(databases);

        assertThat(first(database, "src/a.py:9999999", Detail.FULL).filePath()).isEqualTo("src/a.py");
        assertThat(first(database, "src/a.py:0", Detail.FULL).filePath()).isEqualTo("src/a.py");
    }

    @PostgresTest
    void findsThePlaceOfAStackTrace(Databases databases) throws Exception {
        write(repository.resolve("src/main/java/app/Pool.java"), javaClass("Pool", 60));
        write(repository.resolve("src/main/java/app/Server.java"), javaClass("Server", 60));
        write(repository.resolve("src/test/java/app/PoolTest.java"), javaClass("PoolTest", 60));
        Database database = index(databases);
        String trace = """
                Exception in thread "main" java.lang.IllegalStateException: take of Server in PoolTest
                    at java.base/java.util.ArrayDeque.take(ArrayDeque.java:401)
                    at app.Pool.take7(Pool.java:23)
                    at app.Server.take9(Server.java:29)
                """;

        SearchResponse response = search.search(database, SearchRequest.of(trace, 10));

        assertThat(response.results())
                .extracting(SearchResult::filePath)
                .startsWith("src/main/java/app/Pool.java", "src/main/java/app/Server.java");
        assertThat(response.results().get(0).lines().contains(23)).isTrue();
        assertThat(response.results().get(0).why()).contains("named");
        assertThat(response.results().get(1).lines().contains(29)).isTrue();
    }

    @PostgresTest
    void aFilesNameIsEnough(Databases databases) throws Exception {
        write(repository.resolve("package.json"), "{\"name\": \"shop\"}\n");
        write(repository.resolve("web/package.json"), "{\"name\": \"shop of the web\"}\n");
        write(repository.resolve("src/package.ts"), "export class Package { json() { return 'package.json'; } }\n");
        write(repository.resolve("Makefile"), "all:\n\techo makefile\n");
        write(repository.resolve("src/makefile.py"), "def makefile():\n    return 'Makefile'\n");
        write(repository.resolve("deploy/shop.service"), "[Unit]\nDescription=shop\n");
        Database database = index(databases);

        assertThat(first(database, "package.json", Detail.FULL).filePath()).isEqualTo("package.json");
        assertThat(first(database, "web/package.json", Detail.FULL).filePath()).isEqualTo("web/package.json");
        assertThat(first(database, "the scripts in package.json", Detail.FULL).filePath())
                .isEqualTo("package.json");
        assertThat(first(database, "Makefile", Detail.FULL).filePath()).isEqualTo("Makefile");
        assertThat(first(database, "systemd unit shop.service", Detail.FULL).filePath())
                .isEqualTo("deploy/shop.service");
        assertThat(first(database, "C:\\Users\\me\\shop\\src\\makefile.py", Detail.FULL)
                        .filePath())
                .isEqualTo("src/makefile.py");
    }

    @PostgresTest
    void aTextInQuotesIsFoundAsItIsWritten(Databases databases) throws Exception {
        write(repository.resolve("a.py"), "def connect():\n    raise Error('pool is closed, not open')\n");
        write(repository.resolve("b.py"), "def pool_is_closed():\n    return 'is the closed pool open or not'\n");
        write(repository.resolve("c.py"), "def open_pool():\n    return 'Open is not closed: pool'\n");
        Database database = index(databases);

        SearchResult first = first(database, "where is \"pool is closed, not open\" raised", Detail.FULL);

        assertThat(first.filePath()).isEqualTo("a.py");
        assertThat(first.why()).contains("quoted");
        assertThat(first.content()).contains("pool is closed, not open");
        assertThat(first(database, "\"OPEN IS NOT CLOSED: pool\"", Detail.FULL).filePath())
                .isEqualTo("c.py");
        assertThat(first(database, "\"no such text anywhere\" in the closed pool", Detail.FULL)
                        .why())
                .doesNotContain("quoted");
    }

    @PostgresTest
    void aNamedFileNeedsNoWord(Databases databases) throws Exception {
        write(repository.resolve("Makefile"), "all:\n\techo yes\n");
        write(repository.resolve("b.py"), "def makefiles():\n    return 1\n");
        Database database = index(databases);

        SearchResponse response = search.search(database, SearchRequest.of("Makefile", 10));

        assertThat(response.results()).extracting(SearchResult::filePath).startsWith("Makefile");
        assertThat(response.notes()).isEmpty();
    }

    @PostgresTest
    void aPathOfAnotherTreeIsOnlyAMention(Databases databases) throws Exception {
        write(repository.resolve("index.js"), "module.exports = 1;\n");
        write(repository.resolve("src/index.js"), "function express(route) { return route.express; }\n");
        Database database = index(databases);

        assertThat(first(database, "express src/index.js:1", Detail.FULL).why()).contains("named file +4.00");
        assertThat(first(database, "node_modules/express/index.js", Detail.FULL).why())
                .contains("named file +3.00");
    }

    @PostgresTest
    void theExcerptHoldsTheQuotedText(Databases databases) throws Exception {
        write(repository.resolve("a.py"), functions("step", 400));
        Database database = index(databases);

        SearchResult first = first(database, "where is \"total = value + 7\\n\" or \"value + 277\"", Detail.FULL);

        assertThat(first.content()).contains("value + 277");
    }

    @PostgresTest
    void aNameThatOnlyASettingHasIsFoundThere(Databases databases) throws Exception {
        write(repository.resolve("settings.json"), "{\"enable_fast_sync\": true}\n");
        write(repository.resolve("s.py"), "def enable_slow_sync():\n    return fast(sync)\n");
        write(repository.resolve("t.py"), "def enable_it():\n    return enable(fast)\n");
        Database database = index(databases);

        assertThat(first(database, "enable_fast_sync", Detail.FULL).filePath()).isEqualTo("settings.json");
    }

    @PostgresTest
    void aFilterHoldsForNamedFilesToo(Databases databases) throws Exception {
        write(repository.resolve("a/package.json"), "{}\n");
        write(repository.resolve("b/package.json"), "{}\n");
        Database database = index(databases);

        SearchResponse response = search.search(
                database,
                new SearchRequest(
                        "a/package.json",
                        SearchScope.EVERYTHING,
                        Optional.empty(),
                        Optional.of("b"),
                        Optional.empty(),
                        10,
                        Detail.FULL));

        assertThat(response.results()).extracting(SearchResult::filePath).doesNotContain("a/package.json");
    }

    @PostgresTest
    void aPathMayHaveBlanksAndBrackets(Databases databases) throws Exception {
        for (String path : new String[] {
            "app/my file.py", "app/[id].tsx", "app/(group)/page.tsx", "a, b & {c}.py", "app/deep/read me"
        }) {
            write(repository.resolve(path), "export const lonely = 1;\nexport const other = 2;\n");
            // What the pieces of these paths name, or nearly.
            write(
                    repository.resolve("x/" + path.replace(' ', '/') + "/page.tsx"),
                    "export const app = 'my file id';\n");
        }
        write(repository.resolve("file.py"), "def my_file(app):\n    return 'my file of the app'\n");
        write(repository.resolve("page.tsx"), "export const group = 'app group page';\n");
        write(repository.resolve("id.tsx"), "export const id = 'app id';\n");
        Database database = index(databases);

        for (String[] one : new String[][] {
            {"app/my file.py", "app/my file.py"},
            {"app/[id].tsx", "app/[id].tsx"},
            {"[id].tsx", "app/[id].tsx"},
            {"(group)/page.tsx", "app/(group)/page.tsx"},
            {"a, b & {c}.py", "a, b & {c}.py"},
            {"\"app/my file.py\"", "app/my file.py"},
            {"`app/My File.py`", "app/my file.py"},
            {"@app/[id].tsx", "app/[id].tsx"},
            {"./app/my file.py:2", "app/my file.py"},
            {"app\\my file.py", "app/my file.py"},
            {"/home/me/shop/app/my file.py", "app/my file.py"},
            {"read me", "app/deep/read me"}
        }) {
            SearchResponse response = search.search(database, SearchRequest.of(one[0], 10));
            assertThat(response.results().get(0).filePath()).as(one[0]).isEqualTo(one[1]);
            assertThat(response.notes()).as(one[0]).isEmpty();
        }
        assertThat(first(database, "what does my/app file.py", Detail.FULL).why())
                .doesNotContain("named file +4.00");
    }

    @PostgresTest
    void tellsThatAQuotedTextIsNowhere(Databases databases) throws Exception {
        write(repository.resolve("a.py"), "def connect():\n    raise Error('pool is closed, not open')\n");
        Database database = index(databases);

        assertThat(notes(database, "where is \"pool is closed, or open\" raised"))
                .containsExactly("The text 'pool is closed, or open' is nowhere in what was searched.");
        assertThat(notes(database, "\"no such text\" and \"the closed pool\" in a.py"))
                .containsExactly("The texts 'no such text', 'the closed pool' are nowhere in what was searched.");
        assertThat(notes(database, "where is \"POOL is closed, not open\" raised"))
                .isEmpty();
        // More chunks have the word than are read.
        write(repository.resolve("b.py"), functions("pool", 8000));
        database = index(databases);
        assertThat(notes(database, "\"total = value * 7\""))
                .containsExactly("The text 'total = value * 7' is in none of the places that match the query's words"
                        + " best; grep finds exact texts.");
    }

    @PostgresTest
    void tellsThatANamedFileOrLineIsNotThere(Databases databases) throws Exception {
        write(repository.resolve("src/a.py"), functions("step", 3) + "\n\n\n");
        write(repository.resolve("web/b.ts"), "export const nope = 1;\n");
        write(repository.resolve("@types/c.ts"), "export const nope = 1;\n");
        Database database = index(databases);

        assertThat(notes(database, "src/Nope.py")).contains("What was searched has no file 'src/Nope.py'.");
        assertThat(notes(database, "what does src/b.ts do in src/a.py:2"))
                .containsExactly("What was searched has no file 'src/b.ts' (there is 'web/b.ts').");
        assertThat(notes(database, "nope.py")).contains("What was searched has no file 'nope.py'.");
        assertThat(notes(database, "src/a.py:500"))
                .containsExactly("'src/a.py' has no text at line 500: the last is line 11.");
        for (String fine : new String[] {
            "src/a.py:11",
            "@src/a.py",
            "@types/c.ts",
            "read and/or write nope",
            "nope https://x.org/y/nope.py",
            "b.ts:1"
        }) {
            assertThat(notes(database, fine)).as(fine).isEmpty();
        }
        String trace =
                "File \"/usr/lib/x.py\", line 1\nFile \"/usr/lib/y.py\", line 2\nFile \"/usr/lib/z.py\", line 3\n";
        assertThat(notes(database, trace + "File \"src/a.py\", line 1")).isEmpty();
        assertThat(notes(database, trace + "File \"lib/a/w.py\", line 1 nope"))
                .containsExactly(
                        "What was searched has no file '/usr/lib/x.py', '/usr/lib/y.py', '/usr/lib/z.py' and 1 more.");
    }

    @PostgresTest
    void whatIsMissingIsToldInFewCharactersWhateverItIs(Databases databases) throws Exception {
        write(repository.resolve("src/a.py"), functions("step", 3));
        Database database = index(databases);

        String odd = "x\u202e\u0007 step0 total ".repeat(14);
        assertThat(notes(database, "\"" + odd + "\" src/" + "n".repeat(300) + ".py"))
                .isNotEmpty()
                .allSatisfy(note -> assertThat(note).hasSizeLessThan(400).doesNotContain("\u202e", "\u0007"));
    }

    private List<String> notes(Database database, String query) {
        return search.search(database, SearchRequest.of(query, 10)).notes();
    }

    private Database index(Databases databases) throws InterruptedException {
        IndexFixture index = new IndexFixture(databases);
        index.index(repository);
        return databases.project(index.database());
    }

    private SearchResult first(Database database, String query, Detail detail) {
        SearchRequest request = new SearchRequest(
                query, SearchScope.EVERYTHING, Optional.empty(), Optional.empty(), Optional.empty(), 10, detail);
        return search.search(database, request).results().get(0);
    }

    /** Functions of three lines and a blank one. */
    private static String functions(String name, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "def " + name + i + "(value):\n    total = value + " + i + "\n    return total\n\n")
                .collect(Collectors.joining());
    }

    private static String javaClass(String name, int methods) {
        return IntStream.range(0, methods)
                .mapToObj(i -> "    int take" + i + "() {\n        return " + i + ";\n    }\n")
                .collect(Collectors.joining("", "class " + name + " {\n", "}\n"));
    }
}
