package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.codebasemcp.OnOneJdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands as a user types them. */
@OnOneJdk
@Timeout(180)
class CommandsTest {
    private static final JsonMapper JSON = new JsonMapper();

    private static final Pattern CONNECTIONS = Pattern.compile(
            "(?m)^ok    Connections +0 of (?<limit>\\d+) connections in use, 0 waiting, (?<idle>\\d+) idle,"
                    + " (?<open>\\d+) open, 0 of 8 databases open; the server: version 17\\.\\d+,"
                    + " (?<all>\\d+) of (?<most>\\d+) connections, (?<databases>\\d+) databases$");

    @TempDir
    private Path folder;

    @Test
    void indexesThenShowsTheJobAndTheProject() throws Exception {
        SampleRepository sample = SampleRepository.in(folder).named("commands");

        ProgramRun index = run("index", sample.toString());
        assertThat(index.code()).as(index.toString()).isZero();
        assertThat(index.out()).contains("completed").contains("3 indexed").contains("Project: commands");
        assertThat(index.err()).contains("%").doesNotContain(" WARN [", "Exception");

        for (String[] status : new String[][] {{"--path", sample.toString()}, {"--project", "commands"}}) {
            assertThat(run("status", status[0], status[1]).out())
                    .contains(sample.toString(), "completed 100%", "Project: commands");
        }
        assertThat(run("status").out()).contains("Project: ").doesNotContain(sample.toString());
        assertThat(run("projects").out()).contains("commands (").contains("3 files");
    }

    @Test
    void searchesARepositoryThatWasNeverIndexed() throws Exception {
        SampleRepository sample = SampleRepository.in(folder).named("searched");
        String inside = sample.root().resolve("src").toString();

        ProgramRun first = run("search", "refresh a session", "--path", inside, "--json", "--limit", "1");
        assertThat(first.code()).as(first.toString()).isZero();
        assertThat(first.err()).contains("was never indexed");
        JsonNode answer = JSON.readTree(first.out());
        assertThat(answer.path("results")).hasSize(1);
        assertThat(answer.path("results").path(0).path("file_path").asText()).isEqualTo("src/SessionStore.java");

        ProgramRun second = run("search", "refresh a session", "--path", inside);
        assertThat(second.err()).doesNotContain("never indexed");
        assertThat(second.out()).contains("/src/SessionStore.java:8  SessionStore.refreshSession (method)");
    }

    @Test
    void refusesInOneLine() throws Exception {
        ProgramRun missing = run("index", folder.resolve("missing").toString());
        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.err())
                .contains("does not exist")
                .doesNotContain("Exception")
                .hasLineCount(1);

        assertThat(run("search").code()).isEqualTo(2);
        assertThat(run("serach", "x").err()).contains("search");
    }

    @Test
    void doctorFindsNothingWrongOrSaysWhatToDo() throws Exception {
        ProgramRun good = run(Map.of("CODEBASE_MCP_MAX_CONNECTIONS", "9"), "doctor", "--all");
        assertThat(good.code()).as(good.toString()).isZero();
        assertThat(good.out())
                .contains("ok    Database")
                .contains("CODEBASE_MCP_HOME")
                .doesNotContain("FAIL");
        assertConnections(good.out(), 9);

        ProgramRun down =
                run(Map.of("CODEBASE_MCP_DATABASE_URL", "postgresql://nobody:secret@127.0.0.1:1/postgres"), "doctor");
        assertThat(down.code()).isEqualTo(1);
        assertThat(down.out())
                .contains("FAIL  Database", "1 problem found; 'doctor --all' shows all")
                .doesNotContain("secret")
                .containsOnlyOnce("Start the server, or correct host")
                .containsOnlyOnce("FAIL");

        ProgramRun invalid =
                run(Map.of("CODEBASE_MCP_MAX_CONNECTIONS", "many", "CODEBASE_MCP_INDEX_THREADS", "few"), "doctor");
        assertThat(invalid.code()).isEqualTo(1);
        assertThat(invalid.out())
                .contains("FAIL  Settings")
                .doesNotContain("\\n")
                .containsPattern("(?m)^FAIL  Settings {25}CODEBASE_MCP_MAX_CONNECTIONS is 'many'.*$")
                .containsPattern("(?m)^ {39}CODEBASE_MCP_INDEX_THREADS is 'few'.*$");
    }

    @Test
    void createsRenamesAdoptsAndDeletesProjects() throws Exception {
        Path first = Files.createDirectory(folder.resolve("first"));
        Path moved = Files.createDirectory(folder.resolve("moved"));
        ProgramRun created = run("projects", "create", "crud", "--directory", first.toString(), "--json");
        assertThat(created.code()).as(created.toString()).isZero();
        String id = JSON.readTree(created.out()).path("project").path("id").asText();
        assertThat(first.resolve(".codebase-mcp/config.json")).content().contains("\"crud\"", id);
        assertThat(run("projects", "create", "crud").err()).contains("belongs to the project " + id);

        assertThat(run("projects", "rename", "crud", "crud two").out()).contains("Renamed to 'crud two'", id);
        assertThat(run("projects", "adopt", id, moved.toString()).out()).contains("Adopted by " + moved);
        assertThat(moved.resolve(".codebase-mcp/config.json")).content().contains("\"crud two\"", id);

        ProgramRun unconfirmed = run("projects", "delete", "crud two");
        assertThat(unconfirmed.code()).isEqualTo(1);
        assertThat(unconfirmed.err()).contains("--confirm 'crud two'").hasLineCount(1);
        assertThat(run("projects").out()).contains("crud two (" + id);
        ProgramRun deleted = run("projects", "delete", id, "--confirm", "crud two");
        assertThat(deleted.code()).as(deleted.toString()).isZero();
        assertThat(deleted.out()).contains("Deleted", id, "config.json stays");
        assertThat(run("projects").out()).doesNotContain(id);
        assertThat(first.resolve(".codebase-mcp/config.json")).exists();
        assertThat(run("projects", "delete", id, "--confirm", "crud two").err()).contains("no project");
    }

    @Test
    void aProjectIsNotDeletedUnderARunningJobAndIsMadeAnewAfterwards() throws Exception {
        Path tree = GeneratedRepository.write(folder.resolve("tree"), 3_000, 9, "deleting");
        new SampleRepository(tree).named("deleted-in-use");
        try (ServerSession server = ServerSession.start(tree, ServerSession.SLOW)) {
            String job = server.startIndexing(tree);
            server.awaitJob(job, state -> state.path("status").asText().equals("running"));

            ProgramRun refused = run("projects", "delete", "deleted-in-use", "--confirm", "deleted-in-use");
            assertThat(refused.code()).isEqualTo(1);
            assertThat(refused.err()).contains("cannot be deleted now", "stop it where it runs");

            server.ask("cancel_indexing", Map.of("job_id", job));
            server.awaitEnd(job);
            ProgramRun deleted = run("projects", "delete", "deleted-in-use", "--confirm", "deleted-in-use");
            assertThat(deleted.code()).as(deleted.toString()).isZero();
            assertThat(run("projects").out()).doesNotContain("deleted-in-use");

            JsonNode search = server.search("validate the ledger");
            assertThat(search.path("project").path("name").asText()).isEqualTo("deleted-in-use");
            assertThat(search.path("results")).isEmpty();
            assertThat(search.path("message").asText()).isNotBlank();
        }
    }

    @Test
    void listsMovesAndRemovesRepositories() throws Exception {
        Path shared = Files.createDirectories(folder.resolve("shared"));
        new SampleRepository(shared).named("repositories");
        Path first = SampleRepository.in(shared.resolve("first")).root();
        Path second = SampleRepository.in(shared.resolve("second")).root();
        assertThat(run("index", first.toString()).code()).isZero();
        assertThat(run("index", second.toString()).code()).isZero();
        String path = shared.toString();
        assertThat(run("repositories", "--path", path).out())
                .contains(first + " (", second + " (", "3 files")
                .doesNotContain("gone");
        assertThat(run("repositories", "claim", "--path", path).out()).contains("Nothing to claim");

        Path moved = Files.move(first, shared.resolve("moved"));
        assertThat(run("repositories", "list", "--path", path).out()).contains("its directory is gone");
        assertThat(run("repositories", "move", "first", moved.toString(), "--path", path)
                        .out())
                .contains("Moved to " + moved);
        assertThat(run("search", "refresh a session", "--path", moved.toString())
                        .err())
                .doesNotContain("never indexed");

        assertThat(run("repositories", "remove", "nothing", "--path", path).err())
                .contains("\"nothing\" is no repository of this project", moved.toString());
        assertThat(run("repositories", "move", "second", moved.toString(), "--path", path)
                        .err())
                .contains("Another repository of this project is at " + moved);
        ProgramRun unconfirmed = run("repositories", "remove", "second", "--path", path);
        assertThat(unconfirmed.code()).isEqualTo(1);
        assertThat(unconfirmed.err()).contains(second.toString(), "add --yes").hasLineCount(1);
        ProgramRun removed = run("repositories", "remove", second + "/", "--path", path, "--yes", "--json");
        assertThat(removed.code()).as(removed.toString()).isZero();
        assertThat(JSON.readTree(removed.out()).path("repository").path("path").asText())
                .isEqualTo(second.toString());
        assertThat(run("repositories", "--path", path).out())
                .contains(moved.toString())
                .doesNotContain(second.toString());
        assertThat(second).isDirectory();
    }

    @Test
    void tellsItsVersionAndItsCommands() throws Exception {
        assertThat(run("--version").out()).startsWith("codebase-mcp ");
        assertThat(run("projects", "--help").out()).contains("create", "rename", "adopt", "init");
        assertThat(run("repositories", "claim", "--help").out()).contains("--machine");
        assertThat(run("--help").out()).contains("index", "search", "status", "projects", "repositories", "doctor");
    }

    /** Of a process that did no more than to look at the registry. */
    private static void assertConnections(String out, int limit) {
        Matcher line = CONNECTIONS.matcher(out);
        assertThat(line.find()).as(out).isTrue();
        int open = Integer.parseInt(line.group("open"));
        assertThat(line.group("limit")).isEqualTo(Integer.toString(limit));
        assertThat(open).isBetween(1, limit);
        assertThat(Integer.parseInt(line.group("idle"))).isBetween(1, open);
        int most = Integer.parseInt(line.group("most"));
        assertThat(most).isGreaterThan(limit);
        assertThat(Integer.parseInt(line.group("all"))).isBetween(open, most);
        assertThat(Integer.parseInt(line.group("databases"))).isGreaterThan(2);
    }

    private static ProgramRun run(String... arguments) throws IOException, InterruptedException {
        return ProgramRun.of(Map.of(), arguments);
    }

    private static ProgramRun run(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        return ProgramRun.of(environment, arguments);
    }
}
