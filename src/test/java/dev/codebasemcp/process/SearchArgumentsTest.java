package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people and models write into the arguments of a search, and what they read where it finds nothing. */
@Timeout(240)
class SearchArgumentsTest {
    private static final String QUERY = "session config price token";

    @TempDir
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static ToolClient server;

    @SuppressWarnings("NullAway.Init")
    private static SampleRepository tree;

    @BeforeAll
    static void index() {
        server = ToolClient.start(progress -> {});
        tree = SampleRepository.in(folder.resolve("asked")).named("asked");
        tree.write("src/win/io.cpp", "int readSession(int token) { return token; }\n");
        tree.write("src/win/Price.cs", "class Price { int Token() { return 1; } }\n");
        tree.write("src/extra.py", "def session_price(token):\n    return token\n");
        tree.write("names/back\\slash.py", "def session_slash(token):\n    return token\n");
        tree.write(" first/session.py", "def session_first(token):\n    return token\n");
        tree.write("names/ blank/session.py", "def session_blank(token):\n    return token\n");
        tree.write("names/blank/session.py", "def session_other(token):\n    return token\n");
        tree.write("deep/down/inner/session.rs", "fn session_token() -> u32 { 1 }\n");
        server.answer("set_working_directory", Map.of("directory", tree.toString()));
        server.answer("index_repository", Map.of("repo_path", tree.toString()));
    }

    @AfterAll
    static void disconnect() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "src, src/",
        "./src/, src/",
        "src//, src/",
        "src\\win, src/win/",
        "names/back\\slash.py, names/back\\slash.py",
        "'names/ blank', 'names/ blank/'",
        "' first', ' first/'",
        "names\\blank, names/blank/",
        "{root}/names/back\\slash.py, names/back\\slash.py",
        ".\\src\\win\\, src/win/",
        "/src/win, src/win/",
        "src/extra.py, src/extra.py",
        "src/*.py, src/extra.py",
        "**/*.rs, deep/down/inner/session.rs",
        "src/../deep, deep/",
        "{root}, ''",
        "{root}/src/win, src/win/",
        "{root}/src/extra.py, src/extra.py",
        "{root}/src/*.py, src/extra.py",
        "{root}/src/../deep/, deep/"
    })
    void aDirectoryIsFoundHoweverItIsWritten(String written, String below) {
        JsonNode answer = search(Map.of("directory", written.replace("{root}", tree.toString())));

        assertThat(answer.path("results"))
                .as(answer.toString())
                .isNotEmpty()
                .allSatisfy(
                        result -> assertThat(result.path("file_path").asText()).startsWith(below));
    }

    @Test
    void aDirectoryMayBeMeantFromWhereTheSessionIs() {
        server.answer(
                "set_working_directory",
                Map.of("directory", tree.root().resolve("deep/down").toString()));
        try {
            JsonNode inner = search(Map.of("directory", "inner"));
            assertThat(paths(inner)).containsOnly("deep/down/inner/session.rs");
            assertThat(inner.path("message").asText()).contains("deep/down/inner");
            assertThat(paths(search(Map.of("directory", "../..")))).contains("src/extra.py");
            assertThat(server.failure("search_code", with(Map.of("directory", "../../../x"))))
                    .contains("directory", "not inside");
        } finally {
            server.answer("set_working_directory", Map.of("directory", tree.toString()));
        }
    }

    @Test
    void aDirectoryOutsideIsRefused() {
        for (String outside : new String[] {"/etc", folder.toString(), tree + "x/src", "C:\\Windows", "../.."}) {
            assertThat(server.failure("search_code", with(Map.of("directory", outside))))
                    .contains("directory", "not inside");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "language, C++, src/win/io.cpp",
        "language, c++, src/win/io.cpp",
        "language, C#, src/win/Price.cs",
        "language, .cs, src/win/Price.cs",
        "language, JS, ''",
        "language, ts, web/cart.ts",
        "language, Golang, ''",
        "language, .PY, tools/parse_config.py",
        "language, rs, deep/down/inner/session.rs",
        "language, Objective C, ''",
        "language, shell, ''",
        "file_type, Python, tools/parse_config.py",
        "file_type, *.py, tools/parse_config.py",
        "file_type, C++, src/win/io.cpp",
        "file_type, c#, src/win/Price.cs",
        "file_type, rust, deep/down/inner/session.rs",
        "file_type, TypeScript, web/cart.ts"
    })
    void languagesGoByAllTheirNames(String filter, String value, String holds) {
        JsonNode answer = search(Map.of(filter, value));

        if (holds.isEmpty()) {
            assertThat(answer.path("results")).isEmpty();
            assertThat(answer.path("message").asText()).contains("python (", "java (1)");
        } else {
            assertThat(paths(answer)).as(answer.toString()).contains(holds);
        }
    }

    @Test
    void theKindOfContentIsOneOrAList() {
        assertThat(paths(search(Map.of("content", "Code")))).contains("src/extra.py");
        assertThat(paths(search(Map.of("content", List.of("config", "code"))))).contains("src/extra.py");
        assertThat(server.failure("search_code", with(Map.of("content", List.of("sources")))))
                .contains("content", "some of code, tests, docs, config");
        assertThat(message(Map.of("content", "tests", "directory", "deep"))).contains("content 'tests'");
    }

    @Test
    void anUnknownLanguageNamesTheNearestAndTheKnown() {
        assertThat(server.failure("search_code", with(Map.of("language", "pyhton"))))
                .contains("did you mean python?", "typescript");
        assertThat(server.failure("search_code", with(Map.of("language", "klingon"))))
                .contains("typescript");
    }

    @Test
    void anEmptyAnswerSaysWhichFilterLeftNothingAndWhatThereIs() {
        assertThat(message(Map.of("language", "go"))).contains("No file in language 'go'", "python (", "cpp (1)");
        assertThat(message(Map.of("file_type", ".rb"))).contains("'rb'", ".py (", ".cs (1)");
        assertThat(message(Map.of("directory", "src/wim")))
                .contains("'src/wim'", "did you mean 'src/win'?", "'src/' has", "win/ (2)");
        assertThat(message(Map.of("directory", "nowhere"))).contains("The repository has", "src/ (");
        assertThat(message(Map.of("directory", "web", "language", "rust", "file_type", "rs")))
                .contains("No indexed file passes all filters together")
                .contains("without directory 'web': 1 file (deep/ (1))")
                .contains("without language 'rust': none");
        assertThat(message(Map.of("directory", "x".repeat(1_000)))).hasSizeLessThan(800);
    }

    @Test
    void theSmallestBudgetShowsOneShortenedResult() {
        for (int tokens : new int[] {200, 201, 250, 300, 400}) {
            for (String detail : new String[] {"full", "concise"}) {
                CallToolResult result =
                        server.call("search_code", with(Map.of("max_tokens", tokens, "detail", detail)));
                JsonNode answer = ToolClient.structured(result);
                assertThat(answer.path("results")).as(tokens + " " + answer).hasSizeGreaterThanOrEqualTo(1);
                assertThat(ToolClient.text(result)).hasSizeLessThanOrEqualTo(tokens * 4);
                assertThat(answer.toString()).hasSizeLessThanOrEqualTo(tokens * 4);
            }
        }
        assertThat(server.failure("search_code", with(Map.of("max_tokens", 199))))
                .contains("200");
    }

    @Test
    void aQueryThatIsTooLongIsCutAndTheAnswerSaysSo() {
        CallToolResult result =
                server.call("search_code", Map.of("query", "session price " + "at x.y.Z(Z.java:1)\n".repeat(500)));

        JsonNode answer = ToolClient.structured(result);
        assertThat(answer.path("results")).isNotEmpty();
        assertThat(answer.path("message").asText()).contains("only the first 2,000 are used");
        assertThat(ToolClient.text(result)).contains("only the first 2,000 are used");
    }

    @Test
    void aQuestionOfWhichNoWordIsKnownSaysSo() {
        for (String query :
                new String[] {"会话如何刷新", "как обновляется сеанс", "セッションを更新する", "كيف يتم تحديث الجلسة", "어디서 세션을"}) {
            JsonNode answer = server.answer("search_code", Map.of("query", query));
            assertThat(answer.path("message").asText()).as(query).contains("None of the query's words", "English");
        }
        assertThat(search(Map.of()).path("message").asText()).doesNotContain("None of the query's words");
        assertThat(server.answer("search_code", Map.of("query", "как работает parse_config"))
                        .path("message")
                        .asText())
                .doesNotContain("None of the query's words");
    }

    @Test
    void countsAreExplained() {
        CallToolResult result = server.call("search_code", with(Map.of("limit", 1)));

        JsonNode answer = ToolClient.structured(result);
        assertThat(ToolClient.text(result))
                .contains("1 of " + answer.path("total_count").asInt() + " ranked results shown.");
    }

    private static Map<String, Object> with(Map<String, Object> more) {
        Map<String, Object> arguments = new HashMap<>(more);
        arguments.put("query", QUERY);
        return arguments;
    }

    private static JsonNode search(Map<String, Object> more) {
        return server.answer("search_code", with(more));
    }

    private static String message(Map<String, Object> filters) {
        JsonNode answer = search(filters);
        assertThat(answer.path("results")).isEmpty();
        return answer.path("message").asText();
    }

    private static Iterable<String> paths(JsonNode answer) {
        return StreamSupport.stream(answer.path("results").spliterator(), false)
                .map(result -> result.path("file_path").asText())
                .toList();
    }
}
