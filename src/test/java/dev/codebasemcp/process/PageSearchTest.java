package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.codebasemcp.OnOneJdk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page finds what an assistant finds, and tells its user more about it. */
@OnOneJdk
@Timeout(240)
class PageSearchTest {
    private static final String SEARCH = "/api/search";
    private static final String PROJECT = "page-search";
    private static final String FACETS = "facets";
    private static final List<String> QUESTIONS = List.of(
            "refresh the session", "parse_config", "what the customer has to pay", "sessions and configuration");
    private static final String HOSTILE = "web/\u202e<img src=x onerror=alert(1)> `x`.py";

    /** A process says this or not, by how long ago it began to check. */
    private static final String STILL_CHECKING =
            "The check for changed files is still running; results may be stale.\n";

    @TempDir
    private static Path temporary;

    private static Path folder;
    private static ServerSession server;
    private static PageSession page;

    @BeforeAll
    static void indexAll() throws Exception {
        folder = temporary.toRealPath();
        new SampleRepository(folder).named(PROJECT);
        SampleRepository shop = SampleRepository.in(folder.resolve("shop")).withGit();
        shop.write("tests/test_config.py", "def test_parse_config_refuses_old_versions():\n    assert False\n");
        shop.write(
                "docs/sessions.md", "# Sessions\n\nA session is refreshed before it expires, see the configuration.\n");
        shop.write("settings.json", "{\"session\": {\"expiry\": 3600}, \"configuration\": 1}\n");
        shop.write("copy/cart.ts", Files.readString(shop.root().resolve("web/cart.ts")));
        shop.write("a b/session \\ notes.py", "def session_notes():\n    return 'session'\n");
        shop.write(HOSTILE, """
                def hostile_session():
                    return "</script><script>alert('session')</script>\u202e\u001b ```"
                """);
        SampleRepository tools = new SampleRepository(folder.resolve("tools-of-shop")).withGit();
        tools.write("web/cart.ts", Files.readString(shop.root().resolve("web/cart.ts")));
        tools.write("session.go", "package main\n\n// Session is refreshed.\nfunc RefreshSession() {}\n");
        server = ServerSession.start(folder);
        server.workIn(folder);
        server.index(shop.root());
        server.index(tools.root());
        page = PageSession.start();
    }

    @AfterAll
    static void stop() {
        page.close();
        server.close();
    }

    private static Map<String, Object> asking(String query, Map<String, ?> more) {
        Map<String, Object> body = new HashMap<>(more);
        body.put("project_id", PROJECT);
        body.put("query", query);
        return body;
    }

    private static JsonNode search(String query, Map<String, ?> more) {
        return page.post(SEARCH, asking(query, more));
    }

    private static List<String> places(JsonNode answer) {
        return StreamSupport.stream(answer.path("results").spliterator(), false)
                .map(result -> result.path("repository_id").asText()
                        + result.path("file_path").asText()
                        + result.path("start_line").asText()
                        + result.path("content").asText()
                        + result.path("score").asText()
                        + result.path("why").asText())
                .toList();
    }

    @Test
    void thePageFindsWhatTheToolFindsInTheSameOrder() {
        for (String question : QUESTIONS) {
            Map<String, Object> arguments =
                    asking(question, Map.of("scope", "project", "limit", 50, "max_tokens", 20_000));
            JsonNode tool = server.ask("search_code", arguments);
            JsonNode found = search(question, Map.of("limit", 50));
            assertThat(places(found)).isNotEmpty().isEqualTo(places(tool));
            assertThat(found.path("total_count")).isEqualTo(tool.path("total_count"));
            assertThat(found.path("index")).isEqualTo(tool.path("index"));
        }
    }

    @Test
    void theSharesOfEachResultAddUpToItsScore() {
        for (String question : QUESTIONS) {
            for (JsonNode result : search(question, Map.of("limit", 50)).path("results")) {
                double sum = StreamSupport.stream(result.path("shares").spliterator(), false)
                        .mapToDouble(share -> share.path("amount").asDouble())
                        .sum();
                assertThat(sum).isCloseTo(result.path("score").asDouble(), within(1e-9));
            }
        }
        assertThat(search("parse_config", Map.of()).path("results").path(0).path("shares"))
                .anySatisfy(share -> {
                    assertThat(share.path("signal").asText()).isEqualTo("defines");
                    assertThat(share.path("detail").asText()).isEqualTo("parse_config");
                });
    }

    @Test
    void eachFilterLeavesAsManyResultsAsItsChipSays() {
        for (String question : QUESTIONS) {
            JsonNode facets = search(question, Map.of()).path(FACETS);
            assertThat(facets.path("complete").asBoolean()).isTrue();
            assertThat(facets.path("language").size()).isGreaterThan(3);
            assertThat(facets.path("content").size()).isEqualTo(4);
            assertThat(facets.path("directory").findValuesAsText("value")).contains("src", "web", "copy", "a b");
            assertThat(facets.path("repository_id").findValuesAsText("label"))
                    .containsExactlyInAnyOrder("shop", "tools-of-shop");
            for (String filter : List.of("language", "content", "directory", "repository_id")) {
                for (JsonNode facet : facets.path(filter)) {
                    String value = facet.path("value").asText();
                    JsonNode filtered =
                            search(question, Map.of(filter, filter.equals("content") ? List.of(value) : value));
                    assertThat(filtered.path("total_count"))
                            .as(question + ", " + filter + " " + value)
                            .isEqualTo(facet.path("count"));
                    assertThat(filtered.path(FACETS)).isEqualTo(facets);
                }
            }
        }
    }

    @Test
    void anAssistantGetsTheVeryTextThatThePageShows() {
        try (ServerSession assistant = ServerSession.start(folder, Map.of("CODEBASE_MCP_ANSWERS", "text"))) {
            for (String detail : List.of("full", "concise")) {
                Map<String, Object> arguments =
                        asking("refresh the session", Map.of("scope", "project", "detail", detail));
                String text = assistant
                        .result(assistant.send("search_code", arguments))
                        .path("content")
                        .path(0)
                        .path("text")
                        .asText();
                JsonNode shown = search("refresh the session", Map.of("limit", 50))
                        .path("assistant")
                        .path(detail);
                String page = shown.path("text").asText();
                assertThat(page.replace(STILL_CHECKING, "")).isEqualTo(text.replace(STILL_CHECKING, ""));
                assertThat(shown.path("tokens").asInt()).isEqualTo((page.length() + 3) / 4);
            }
        }
    }

    @Test
    void whatMatchesIsMarkedInTheWholePieceOfCode() {
        JsonNode best = search("parse_config", Map.of()).path("results").path(0);
        List<String> lines = best.path("chunk").asText().lines().toList();
        assertThat(best.path("hits")).isNotEmpty();
        assertThat(best.path("hits"))
                .anySatisfy(hit -> assertThat(
                                lines.get(hit.asInt() - best.path("chunk_line").asInt()))
                        .contains("def parse_config"));
    }

    @Test
    void allProjectsAnswerInOneRankingAsTheToolsDo() {
        Map<String, Object> question = Map.of("query", "parse_config", "limit", 50);
        Map<String, Object> asked = new HashMap<>(question);
        asked.put("all_projects", true);
        Map<String, Object> arguments = new HashMap<>(question);
        arguments.put("projects", List.of("all"));
        arguments.put("max_tokens", 20_000);
        JsonNode found = page.post(SEARCH, asked);
        assertThat(places(found)).isNotEmpty().isEqualTo(places(server.ask("search_code", arguments)));
        assertThat(found.path("results").findValuesAsText("project")).contains(PROJECT);
        assertThat(found.path("projects").findValuesAsText("name")).contains(PROJECT);
        asked.put("project_id", PROJECT);
        assertThat(refusal(asked)).contains("either all projects, or one");
        asked.put("all_projects", false);
        assertThat(places(page.post(SEARCH, asked))).isEqualTo(places(search("parse_config", Map.of("limit", 50))));
        asked.put("all_projects", "true");
        assertThat(refusal(asked)).contains("all_projects: must be true or false");
    }

    @Test
    void copiesAreNamedWithTheirRepositories() {
        JsonNode results = search("totalPrice", Map.of()).path("results");
        List<String> all =
                new ArrayList<>(List.of(results.path(0).path("file_path").asText()));
        results.path(0).path("copies").forEach(copy -> all.add(copy.asText()));
        assertThat(all)
                .hasSize(3)
                .contains("copy/cart.ts")
                .anySatisfy(copy -> assertThat(copy).contains(" of "));
        assertThat(results.path(0).path("more_copies").asInt()).isZero();
    }

    @Test
    void namesAndCodeArriveAsTheyAre() {
        JsonNode result = search("hostile_session", Map.of()).path("results").path(0);
        assertThat(result.path("file_path").asText()).isEqualTo(HOSTILE);
        assertThat(result.path("content").asText())
                .contains("</script><script>alert('session')</script>\u202e\u001b ```");
        assertThat(result.path("symbol").asText()).isEqualTo("hostile_session");
    }

    @Test
    void nothingFoundSaysWhy() {
        JsonNode answer = search("session", Map.of("language", "rust"));
        assertThat(answer.path("results")).isEmpty();
        assertThat(answer.path("notes").path(0).asText()).contains("rust", "python");
        assertThat(answer.path(FACETS).path("language").findValuesAsText("value"))
                .contains("python");
    }

    @Test
    void aNoteNamesTheCommandThatIndexes() throws Exception {
        Path empty = Files.createDirectory(folder.resolve("nothing"));
        Map<String, Object> question = asking("session", Map.of());
        question.put("project_id", PageOfJobs.project("page-nothing", empty));
        assertThat(page.post(SEARCH, question).path("notes").path(0).asText())
                .contains("'codebase-mcp index' indexes a directory")
                .doesNotContain("index_repository");
    }

    @Test
    void searchesAreAmongTheCallsOfTheProcess() {
        search("parse_config", Map.of());
        assertThat(page.get("/api/health").path("calls").findValuesAsText("tool"))
                .contains("search_code");
    }

    @Test
    void withoutFacetsTheResultsAreTheSame() {
        JsonNode all = search("parse_config", Map.of());
        JsonNode without = search("parse_config", Map.of(FACETS, false));
        assertThat(places(without)).isNotEmpty().isEqualTo(places(all));
        assertThat(all.has(FACETS)).isTrue();
        assertThat(without.has(FACETS)).isFalse();
        assertThat(search("parse_config", Map.of(FACETS, false, "language", "python"))
                        .has(FACETS))
                .isFalse();
        assertThat(refusal(asking("x", Map.of(FACETS, "no")))).contains("facets", "true or false");
    }

    @Test
    void kindsAreThoseOfTheFirstDefinitions() {
        List<Map<String, String>> symbols = List.of(
                Map.of("file_path", "tests/test_config.py", "symbol", "test_parse_config_refuses_old_versions"),
                Map.of("file_path", "session.go", "symbol", "RefreshSession"),
                Map.of("file_path", HOSTILE, "symbol", "hostile_session"),
                Map.of("file_path", "session.go", "symbol", "hostile_session"),
                Map.of("file_path", "none.go", "symbol", "RefreshSession"));
        JsonNode kinds = page.post("/api/symbols/kinds", Map.of("project_id", PROJECT, "symbols", symbols))
                .path("symbols");
        assertThat(kinds.findValuesAsText("symbol"))
                .isEqualTo(symbols.stream().map(symbol -> symbol.get("symbol")).toList());
        assertThat(kinds)
                .extracting(symbol -> symbol.path("kind").asText() + symbol.path("line"))
                .containsExactly("function1", "function4", "function1", "", "");
    }

    @Test
    void badRequestsAreRefusedWithASentence() {
        assertThat(refusal(Map.of("project_id", "no-such-project", "query", "x")))
                .contains("no-such-project");
        assertThat(refusal(Map.of("query", "x"))).contains("project_id", "choose a project");
        assertThat(refusal(asking("  ", Map.of()))).contains("Type a question");
        assertThat(refusal(asking("x".repeat(2_001), Map.of()))).contains("2,001", "at most 2,000");
        assertThat(refusal(asking("x", Map.of("language", "klingon")))).contains("language", "klingon");
        assertThat(refusal(asking("x", Map.of("limit", 51)))).contains("limit", "51");
        assertThat(refusal(asking("x", Map.of("directory", "../..")))).contains("not inside");
        assertThat(refusal(asking("x", Map.of("repository_id", "/etc")))).contains("/etc");
        assertThat(refusal(asking("x", Map.of("projects", List.of("all"))))).contains("no such field: projects");
        assertThat(search("x".repeat(2_000), Map.of()).has("results")).isTrue();
    }

    private static String refusal(Map<String, ?> body) {
        return page.post(SEARCH, body, 400).path("error").asText();
    }

    @Test
    void aProjectHasTheSettingsOfItsConfigs() throws Exception {
        JsonNode shown = page.get("/api/projects/" + PROJECT).path("settings");
        String config = folder.resolve(".codebase-mcp/config.json").toString();
        assertThat(shown)
                .extracting(one -> one.path("name").asText() + " "
                        + one.path("value").asText() + " " + one.path("source").asText())
                .containsExactly(
                        "project " + PROJECT + " " + config,
                        "auto_switch true default",
                        "strict_mode false default",
                        "dry_run false default",
                        "submodules false default");
    }

    @Test
    void lookingAtAProjectMigratesNothing() throws Exception {
        Path root = SampleRepository.in(folder.resolve("old")).named("page-old").root();
        server.workIn(root);
        server.index(root);
        JsonNode listed = server.listed("page-old");
        String database = listed.path("database_name").asText();
        SharedDatabase.execute(database, "DELETE FROM flyway_schema_history WHERE version = '6'");
        assertThat(page.get("/api/projects/page-old", 503).path("error").asText())
                .contains("of an earlier version", "'codebase-mcp search --project' migrates it");
    }

    @Test
    void aSearchNeitherMakesAProjectNorCompletesOne() throws Exception {
        Path root =
                SampleRepository.in(folder.resolve("gone")).named("page-gone").root();
        server.workIn(root);
        server.index(root);
        String database = server.listed("page-gone").path("database_name").asText();
        assertThat(page.get("/api/search/projects").path("projects").findValuesAsText("name"))
                .contains(PROJECT, "page-gone");
        SharedDatabase.execute("postgres", "DROP DATABASE " + database + " WITH (FORCE)");
        String sentence = page.post(SEARCH, Map.of("project_id", "page-gone", "query", "x"), 503)
                .path("error")
                .asText();
        assertThat(sentence).contains("database is missing");
        assertThat(page.get("/api/search/projects").path("projects").findValuesAsText("name"))
                .contains(PROJECT)
                .doesNotContain("page-gone");
        assertThat(server.listed("page-gone").path("state").asText()).isEqualTo("missing");
    }
}
