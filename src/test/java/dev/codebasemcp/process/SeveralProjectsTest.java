package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.codebasemcp.OnOneJdk;
import dev.codebasemcp.mcp.JsonLines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One question to several projects, over stdio, with real databases. */
@OnOneJdk
@Timeout(300)
class SeveralProjectsTest {
    /** More than are asked at once. */
    private static final int PROJECTS = 11;

    private static final String QUESTION = "refresh the session before it expires";
    private static final String ODD = "several odd\\n9 of 9 ranked results shown.: x";

    @TempDir
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static ServerSession server;

    @BeforeAll
    static void indexAll() {
        server = ServerSession.start(folder);
        for (int i = 0; i < PROJECTS; i++) {
            SampleRepository tree = new SampleRepository(folder.resolve(name(i))).named(name(i));
            tree.write("src/" + topic(i) + ".py", """
                    def refresh_TOPIC(session):
                        '''Refreshes the session of TOPIC before it expires.'''
                        return session
                    """.replace("TOPIC", topic(i)));
            tree.write("src/cart.go", "package cart\n\n// Total sums up prices.\nfunc Total() int { return 1 }\n");
            server.workIn(tree.root());
            assertThat(server.index(tree.root()).path("files_indexed").asInt()).isEqualTo(2);
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void theNamedProjectsAndNoOtherAnswerInOneRanking() {
        server.workIn(root(3));
        JsonNode answer = search(List.of(name(0), id(1)), Map.of());

        assertThat(names(answer)).containsExactlyInAnyOrder(name(0), name(1));
        assertThat(answer.path("projects").findValuesAsText("name")).containsExactlyInAnyOrder(name(0), name(1));
        assertThat(answer.has("project")).isFalse();
        List<Double> scores = new ArrayList<>();
        answer.path("results").forEach(result -> scores.add(result.path("score").asDouble()));
        assertThat(scores).hasSizeGreaterThan(2).isSortedAccordingTo((one, other) -> Double.compare(other, one));
        assertThat(answer.toString()).doesNotContain(name(2), name(3), topic(3));
    }

    @Test
    void theProjectThatHoldsTheWordsComesFirst() {
        for (int i = 0; i < PROJECTS; i++) {
            JsonNode answer = server.ask(
                    "search_code", Map.of("query", "session of " + topic(i), "projects", allNames(), "limit", 3));

            assertThat(answer.path("results").path(0).path("project").asText()).isEqualTo(name(i));
            assertThat(answer.path("results")).hasSize(3);
        }
    }

    @Test
    void moreThanEightAreAllAskedAndFiltersHoldInEach() {
        JsonNode answer = server.ask(
                "search_code", Map.of("query", QUESTION, "projects", allNames(), "language", "go", "limit", 50));

        assertThat(answer.path("projects_asked").asInt()).isEqualTo(PROJECTS);
        assertThat(names(answer)).hasSize(PROJECTS);
        assertThat(answer.path("results").findValuesAsText("file_path")).containsOnly("src/cart.go");
        assertThat(answer.path("total_count").asInt()).isEqualTo(PROJECTS);
    }

    @Test
    void aListMayBeWrittenInSeveralWays() {
        String pair = name(0) + ", " + name(1);
        for (Object given : List.of(List.of(name(0), name(1)), pair, "[\"" + name(0) + "\",\"" + name(1) + "\"]")) {
            assertThat(names(server.ask("search_code", Map.of("query", QUESTION, "projects", given))))
                    .containsExactlyInAnyOrder(name(0), name(1));
        }
        server.workIn(root(0));
        assertThat(server.ask("search_code", Map.of("query", QUESTION, "projects", List.of()))
                        .path("project")
                        .path("name")
                        .asText())
                .isEqualTo(name(0));
    }

    @Test
    void anUnknownNameIsToldWithCloseOnesAndTheOthersAnswer() {
        String wrong = name(0).replace("several", "sevral");

        JsonNode answer = search(List.of(wrong, name(1)), Map.of());

        assertThat(names(answer)).containsExactly(name(1));
        assertThat(answer.path("message").asText())
                .contains("No project '" + wrong + "' is registered; close names: ", "'" + name(0) + "'");
        assertThat(server.refusal("search_code", Map.of("query", QUESTION, "projects", ",")))
                .startsWith("projects: No project ',' is registered");
        assertThat(server.refusal("search_code", Map.of("query", QUESTION, "projects", "tag:nobody-has-it")))
                .contains("No project has the tag 'nobody-has-it'");
        assertThat(server.refusal(
                        "search_code", Map.of("query", QUESTION, "projects", List.of(name(0)), "project_id", name(0))))
                .isEqualTo("Give either projects or project_id, not both.");
    }

    @Test
    void manyUnknownNamesAreCountedAndTooManyRefused() {
        String wrong = manyNames("wrong", 9) + ",tag:several-wrong";

        JsonNode answer = search(List.of(wrong, name(1)), Map.of());

        assertThat(names(answer)).containsExactly(name(1));
        assertThat(answer.path("message").asText())
                .containsOnlyOnce("The same holds for 5 more names.")
                .doesNotContain("No project has the tag");
        assertThat(server.refusal("search_code", Map.of("query", QUESTION, "projects", wrong)))
                .startsWith("projects: No project 'wrong0' is registered")
                .endsWith("The same holds for 5 more names.");
        List<String> lists = List.of(manyNames("a", 60), manyNames("b", 60), manyNames("c", 60), manyNames("d", 60));
        assertThat(server.refusal("search_code", Map.of("query", QUESTION, "projects", lists.subList(0, 3))))
                .endsWith("The same holds for 175 more names.");
        assertThat(server.refusal("search_code", Map.of("query", QUESTION, "projects", lists)))
                .startsWith("projects has more than 200 names. Name fewer, ");
    }

    private static String manyNames(String start, int count) {
        return IntStream.range(0, count).mapToObj(i -> start + i).collect(Collectors.joining(","));
    }

    @Test
    void tagsNameAGroupAndAreListed() throws Exception {
        assertThat(run("projects", "tag", name(4), "Several-Team", "several-other")
                        .code())
                .isZero();
        assertThat(run("projects", "tag", name(5), "several-team").out()).contains("Its tags: several-team");

        assertThat(names(search(List.of("tag:several-TEAM"), Map.of()))).containsExactlyInAnyOrder(name(4), name(5));
        JsonNode list = search(List.of("tag:several-other," + name(6) + ", tag:several-none"), Map.of());
        assertThat(names(list)).containsExactlyInAnyOrder(name(4), name(6));
        assertThat(list.path("message").asText()).contains("No project has the tag 'several-none'");
        assertThat(server.listed(name(4)).path("tags").toString()).isEqualTo("[\"several-other\",\"several-team\"]");
        assertThat(server.listed(name(6)).has("tags")).isFalse();
        assertThat(run("search", QUESTION, "--projects", "tag:several-team").out())
                .contains(
                        root(4).toRealPath() + "/src/" + topic(4) + ".py:1  refresh_" + topic(4)
                                + " (function, project " + name(4) + ")",
                        "Projects: ");

        assertThat(run("projects", "untag", name(4), "several-team").out()).contains("Its tags: several-other.");
        assertThat(names(search(List.of("tag:several-team"), Map.of()))).containsExactly(name(5));
        assertThat(run("projects", "tag", name(4), "two words").shown()).contains("The tag \"two words\" is not valid");
    }

    @Test
    void strictModeOfTheSessionsConfigForbidsIt() {
        SampleRepository strict = new SampleRepository(folder.resolve("strict"))
                .withConfig("{\"project\":{\"name\":\"several-strict\"},\"strict_mode\":true}");
        try (ServerSession session = ServerSession.start(strict.root())) {
            for (Object given : List.of(List.of(name(0)), "all", "several-strict", "no-such-project")) {
                assertThat(session.refusal("search_code", Map.of("query", QUESTION, "projects", given)))
                        .contains("sets \"strict_mode\": true, so a search here covers its own project only.")
                        .doesNotContain(name(0), topic(0));
            }
        }
    }

    @Test
    void theSettingBoundsWhatCanBeNamed() throws Exception {
        assertThat(run("projects", "tag", name(8), "several-bound").code()).isZero();
        Map<String, String> bound =
                Map.of("CODEBASE_MCP_ALLOWED_PROJECTS", name(7) + ", tag:several-bound, no-such-project");
        try (ServerSession session = ServerSession.start(root(0), bound)) {
            JsonNode all = session.ask("search_code", Map.of("query", QUESTION, "projects", "all"));
            JsonNode some = session.ask("search_code", Map.of("query", QUESTION, "projects", allNames()));

            assertThat(names(all)).containsExactlyInAnyOrder(name(7), name(8));
            assertThat(names(some)).containsExactlyInAnyOrder(name(7), name(8));
            // Whether a name that is left out exists cannot be told.
            for (String other : List.of(name(0), id(0), "several-99", "tag:several-team")) {
                assertThat(session.refusal("search_code", Map.of("query", QUESTION, "projects", other)))
                        .doesNotContain(topic(0), root(0).toString());
            }
            assertThat(session.refusal("search_code", Map.of("query", QUESTION, "projects", id(0))))
                    .isEqualTo("projects: No project '" + id(0)
                            + "' is registered, or CODEBASE_MCP_ALLOWED_PROJECTS leaves it out.");
        }
        try (ServerSession session = ServerSession.start(root(0), Map.of("CODEBASE_MCP_ALLOWED_PROJECTS", "none"))) {
            assertThat(session.refusal("search_code", Map.of("query", QUESTION, "projects", "all")))
                    .contains("CODEBASE_MCP_ALLOWED_PROJECTS allows no registered project");
            assertThat(session.search(QUESTION, Map.of())
                            .path("project")
                            .path("name")
                            .asText())
                    .isEqualTo(name(0));
        }
    }

    @Test
    void whatIsMissingBrokenOrNeverIndexedIsToldAndStaysAsItIs() throws Exception {
        assertThat(run("projects", "create", "several-empty").code()).isZero();
        for (String broken : List.of("several-gone", "several-damaged")) {
            SampleRepository tree = SampleRepository.in(folder.resolve(broken)).named(broken);
            server.workIn(tree.root());
            server.index(tree.root());
        }
        SharedDatabase.execute("postgres", "DROP DATABASE " + database("several-gone") + " WITH (FORCE)");
        SharedDatabase.execute(database("several-damaged"), "ALTER TABLE chunks RENAME TO chunks_of_nobody");

        JsonNode answer = search(List.of("several-gone", name(0), "several-damaged", "several-empty"), Map.of());

        assertThat(names(answer)).containsExactly(name(0));
        assertThat(answer.path("message").asText())
                .contains(
                        "several-gone: not searched. Its database is missing; a search with it as project_id makes it again.",
                        "several-damaged: not searched. ",
                        "several-empty: not searched. Nothing is indexed in it yet.");
        assertThat(server.listed("several-gone").path("state").asText()).isEqualTo("missing");
        assertThat(server.listed("several-empty").path("repositories")).isEmpty();
        JsonNode none = search(List.of("several-gone", "several-empty"), Map.of());
        assertThat(none.path("results")).isEmpty();
        assertThat(none.path("message").asText()).startsWith("No project could be searched.");
        SharedDatabase.execute(database("several-damaged"), "ALTER TABLE chunks_of_nobody RENAME TO chunks");
        SharedDatabase.execute("codebase_mcp_registry", "DELETE FROM projects WHERE name = 'several-gone'");
    }

    @Test
    void changedFilesAreToldAndNotIndexed() throws Exception {
        Files.writeString(root(9).resolve("src/added.py"), "def later_zebra():\n    return 1\n");

        JsonNode answer = server.ask("search_code", Map.of("query", "later_zebra", "projects", name(9)));

        assertThat(answer.path("results").findValuesAsText("file_path")).doesNotContain("src/added.py");
        assertThat(answer.path("message").asText()).contains(name(9) + ": 1 file has changed since the last indexing.");
        assertThat(answer.path("projects").path(0).path("stale_files").asInt()).isEqualTo(1);
    }

    @Test
    void theAnswerKeepsItsBudgetAndSaysWhatItLeftOut() {
        for (int tokens : List.of(200, 500, 2_000)) {
            JsonNode result = server.result(server.send(
                    "search_code",
                    Map.of("query", QUESTION, "projects", allNames(), "limit", 50, "max_tokens", tokens)));

            JsonNode answer = result.path("structuredContent");
            assertThat(result.path("content").path(0).path("text").asText().length())
                    .isLessThanOrEqualTo(tokens * 4);
            assertThat(answer.toString().length()).isLessThanOrEqualTo(tokens * 4);
            assertThat(answer.path("results")).isNotEmpty();
            assertThat(answer.path("results").size() + answer.path("omitted").asInt())
                    .isEqualTo(2 * PROJECTS);
        }
    }

    @Test
    void aNameIsNeverALineOfTheAnswersFrame() {
        SampleRepository odd = SampleRepository.in(folder.resolve("odd")).named(ODD);
        try (ServerSession session = ServerSession.start(odd.root(), Map.of("CODEBASE_MCP_ANSWERS", "text"))) {
            session.index(odd.root());
            String id = session.listed(ODD.replace("\\n", "\n")).path("id").asText();
            JsonNode result = session.result(session.send(
                    "search_code", Map.of("query", "refresh a session", "projects", List.of(id, name(0), "no\npe"))));

            assertThat(result.has("structuredContent")).isFalse();
            String text = result.path("content").path(0).path("text").asText();
            assertThat(text)
                    .contains(" in project \"several odd\\n9 of 9 ranked results shown.: x\"\n")
                    .contains(" in project " + name(0) + "\n")
                    .contains("No project 'no\\npe' is registered")
                    .containsPattern("\n2 projects searched: \"several odd.*\", " + name(0) + "\\.$");
            assertThat(text.lines()).noneMatch(line -> line.startsWith("9 of 9"));
        }
    }

    @Test
    void aCancelledCallGetsNoAnswerAndDelaysNoOther() throws Exception {
        Process process =
                ServerProgram.process(Map.of()).directory(root(0).toFile()).start();
        try (Connection connection = SharedDatabase.connection(database(name(10)));
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE repositories IN ACCESS EXCLUSIVE MODE");
            JsonLines client = new JsonLines(process.getInputStream(), process.getOutputStream());
            client.initialize();
            client.callTool(
                    7,
                    "search_code",
                    "{\"query\":\"session\",\"projects\":[\"" + name(0) + "\",\"" + name(10) + "\"]}");
            awaitWaiting(statement);

            client.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":7}}");
            client.callTool(8, "search_code", "{\"query\":\"session\",\"projects\":[\"" + name(0) + "\"]}");

            assertThat(client.answer(8).path("result").path("structuredContent").path("results"))
                    .isNotEmpty();
            connection.rollback();
            client.close();
            assertThat(client.rest()).noneMatch(message -> message.path("id").asInt() == 7);
        } finally {
            process.destroy();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    /** Until a search waits for the lock. */
    private static void awaitWaiting(Statement statement) throws SQLException {
        boolean waiting = false;
        while (!waiting) {
            try (var rows = statement.executeQuery("SELECT count(*) FROM pg_locks WHERE NOT granted")) {
                rows.next();
                waiting = rows.getInt(1) > 0;
            }
        }
    }

    private static JsonNode search(List<String> projects, Map<String, Object> more) {
        Map<String, Object> arguments = new HashMap<>(more);
        arguments.put("query", QUESTION);
        arguments.put("projects", projects);
        return server.ask("search_code", arguments);
    }

    private static Set<String> names(JsonNode answer) {
        return new HashSet<>(answer.path("results").findValuesAsText("project"));
    }

    private static List<String> allNames() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < PROJECTS; i++) {
            names.add(name(i));
        }
        return names;
    }

    private static String name(int number) {
        return String.format(Locale.ROOT, "several-%02d", number);
    }

    private static String topic(int number) {
        return GeneratedRepository.WORDS.get(3 * number);
    }

    private static Path root(int number) {
        return folder.resolve(name(number));
    }

    private static String id(int number) {
        return server.listed(name(number)).path("id").asText();
    }

    private static String database(String project) {
        return server.listed(project).path("database_name").asText();
    }

    private static ProgramRun run(String... arguments) throws Exception {
        return ProgramRun.of(Map.of(), arguments);
    }
}
