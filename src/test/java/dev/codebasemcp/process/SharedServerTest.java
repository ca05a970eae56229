package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** Two homes on one PostgreSQL are two machines: each has its own jobs and repositories, also at the same path. */
@Timeout(240)
class SharedServerTest {
    private static final String QUESTION = "refresh the session";

    @TempDir
    private Path temporary;

    private Path folder;
    private ServerSession keeper;
    private String url;

    @BeforeEach
    void startSharedServer() throws IOException {
        folder = temporary.toRealPath();
        keeper = ServerSession.start(folder);
        keeper.ask("list_projects", Map.of());
        String password = Files.readString(ServerProgram.sharedHome().resolve("database-password"))
                .strip();
        url = "postgresql://codebase_mcp:" + password + "@127.0.0.1:" + ServerProgram.databasePort() + "/postgres";
    }

    @AfterEach
    void stop() {
        keeper.close();
    }

    @Test
    void theSamePathOnTwoMachinesIsTwoRepositories() throws Exception {
        Assumptions.assumeTrue(mountNamespacesWork(), "this user may not make mount namespaces");
        Path app = Files.createDirectories(folder.resolve("app"));
        try (ServerSession one = machine("one", mounted("one", app), app, Map.of());
                ServerSession two = machine("two", mounted("two", app), app, Map.of())) {
            assertThat(one.index(app).path("status").asText()).isEqualTo("completed");
            assertThat(two.index(app).path("status").asText()).isEqualTo("completed");
            assertThat(one.index(app).path("files_deleted").asInt()).isZero();

            assertThat(contents(one.search(QUESTION))).isNotEmpty().allMatch(text -> text.contains("marker_one"));
            assertThat(contents(two.search(QUESTION))).isNotEmpty().allMatch(text -> text.contains("marker_two"));
            assertThat(one.search(QUESTION).path("message").asText()).doesNotContain("moved", "machine");
        }
    }

    @Test
    void aMachineNeitherRunsNorSearchesWhatBelongsToAnother() throws Exception {
        Path theirs = tree("theirs");
        Path ours = tree("ours");
        try (ServerSession one = machine("first", List.of(), ours, Map.of());
                ServerSession two =
                        machine("second", List.of(), theirs, Map.of("CODEBASE_MCP_ALLOWED_ROOTS", theirs.toString()))) {
            one.index(ours);
            two.index(theirs);
            JsonNode whole = one.search(QUESTION, Map.of("scope", "project", "limit", 50));

            assertThat(contents(whole)).isNotEmpty().allMatch(text -> text.contains("marker_ours"));
            assertThat(whole.path("message").asText()).contains("not searched", "on another machine");
            assertThat(contents(one.search(QUESTION, Map.of("repository_id", theirs.toString()))))
                    .isNotEmpty()
                    .allMatch(text -> text.contains("marker_theirs"));
            assertThat(two.refusal("index_repository", Map.of("repo_path", ours.toString())))
                    .contains("outside the allowed directories");
        }
    }

    @Test
    void aMachineIndexesNoDirectoryThatItsOwnRulesForbidWhoeverAskedForIt() throws Exception {
        Path allowed = tree("allowed");
        Path secret = tree("secret");
        try (ServerSession bound =
                machine("bound", List.of(), allowed, Map.of("CODEBASE_MCP_ALLOWED_ROOTS", allowed.toString()))) {
            bound.index(allowed);
            String job = UUID.randomUUID().toString();
            insertLike(allowed, job, secret);

            JsonNode end = bound.awaitEnd(job);

            assertThat(end.path("status").asText()).isEqualTo("failed");
            assertThat(end.path("status_message").asText()).contains("outside the allowed directories");
            assertThat(contents(bound.search(QUESTION, Map.of("scope", "project"))))
                    .isNotEmpty()
                    .noneMatch(text -> text.contains("marker_secret"));
        }
    }

    /** What any peer can do: asks this machine for another directory. */
    private void insertLike(Path indexed, String job, Path directory) throws SQLException {
        PGSimpleDataSource registry = new PGSimpleDataSource();
        registry.setUrl("jdbc:" + url.replaceFirst("//.*@", "//").replace("/postgres", "/codebase_mcp_registry"));
        registry.setUser("codebase_mcp");
        registry.setPassword(url.replaceFirst(".*codebase_mcp:(.*)@.*", "$1"));
        try (Connection connection = registry.getConnection();
                PreparedStatement insert = connection.prepareStatement("""
                        INSERT INTO jobs (id, project_id, database_name, directory, machine_id, force, status, message,
                                          phase, created_at)
                        SELECT ?::uuid, project_id, database_name, ?, machine_id, false, 'pending', 'waiting', 'waiting',
                               now()
                        FROM jobs WHERE directory = ? LIMIT 1""")) {
            insert.setString(1, job);
            insert.setString(2, directory.toString());
            insert.setString(3, indexed.toString());
            assertThat(insert.executeUpdate()).isOne();
        }
    }

    @Test
    void aHomeThatWasLostTakesItsRepositoriesBack() throws Exception {
        Path ours = tree("kept");
        try (ServerSession before = machine("lost", List.of(), ours, Map.of())) {
            before.index(ours);
        }
        Map<String, String> environment = environment("found", Map.of());
        try (ServerSession after = machine("found", List.of(), ours, Map.of())) {
            assertThat(after.search(QUESTION).path("message").asText()).contains("not indexed");
            String lost =
                    Files.readString(folder.resolve("home-lost/machine-id")).strip();
            assertThat(command(environment, ours, "repositories", "claim")).doesNotContain("Claimed");
            assertThat(command(environment, ours, "repositories", "claim", "--machine", lost))
                    .contains("Claimed", ours.toString());
            assertThat(contents(after.search(QUESTION))).isNotEmpty();
        }
    }

    private ServerSession machine(String home, List<String> prefix, Path directory, Map<String, String> more) {
        ServerSession session = ServerSession.startBehind(prefix, folder, environment(home, more));
        session.workIn(directory);
        return session;
    }

    private Map<String, String> environment(String home, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(more);
        all.put("CODEBASE_MCP_HOME", folder.resolve("home-" + home).toString());
        all.put("CODEBASE_MCP_DATABASE_URL", url);
        return all;
    }

    /** Starts a process that sees another directory in the place of {@code app}. */
    private List<String> mounted(String name, Path app) throws IOException {
        return List.of(
                "unshare",
                "--mount",
                "sh",
                "-c",
                "mount --bind \"$0\" \"$1\" && shift && exec \"$@\"",
                tree(name).toString(),
                app.toString());
    }

    private static boolean mountNamespacesWork() throws IOException, InterruptedException {
        Process unshare = new ProcessBuilder("unshare", "--mount", "mount", "--bind", "/tmp", "/mnt")
                .redirectErrorStream(true)
                .start();
        unshare.getInputStream().readAllBytes();
        return unshare.waitFor(30, TimeUnit.SECONDS) && unshare.exitValue() == 0;
    }

    private Path tree(String name) throws IOException {
        Path root = Files.createDirectories(folder.resolve(name));
        Files.createDirectories(root.resolve(".codebase-mcp"));
        Files.writeString(
                root.resolve(".codebase-mcp/config.json"),
                "{\"project\":{\"name\":\"" + folder.getFileName() + "\","
                        + "\"id\":\"5b0c1c4e-5b1d-4f0e-8e4b-000000000001\"}}");
        Files.writeString(
                root.resolve("session.py"),
                "def refresh_session(session):\n    \"\"\"Refreshes the session.\"\"\"\n    return session.marker_"
                        + name + "()\n");
        return root;
    }

    private static List<String> contents(JsonNode answer) {
        return answer.path("results").findValuesAsText("content");
    }

    private static String command(Map<String, String> environment, Path directory, String... arguments)
            throws IOException, InterruptedException {
        ProcessBuilder builder = ServerProgram.process(environment, arguments).directory(directory.toFile());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return said;
    }
}
