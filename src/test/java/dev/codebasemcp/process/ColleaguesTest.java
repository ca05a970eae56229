package dev.codebasemcp.process;

import static dev.codebasemcp.git.GitDirectories.git;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.codebasemcp.git.GitDirectories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two people with a home each work on clones of one repository, whose config is committed without an id. */
@Timeout(240)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ColleaguesTest {
    private static final String CONFIG = ".codebase-mcp/config.json";

    @TempDir
    private static Path temporary;

    private static Path folder;
    private static Path hers;
    private static Path his;
    private static Path herHome;
    private static ServerSession she;
    private static ServerSession he;

    @BeforeAll
    static void start() throws Exception {
        folder = temporary.toRealPath();
        hers = SampleRepository.in(folder.resolve("hers")).named("together").root();
        GitDirectories.repository(hers);
        Path origin = folder.resolve("origin.git");
        git(folder, "clone", "-q", "--bare", hers.toString(), origin.toString());
        git(hers, "remote", "add", "origin", origin.toString());
        git(hers, "fetch", "-q", "origin");
        git(hers, "branch", "-q", "--set-upstream-to", "origin/main");
        his = folder.resolve("his");
        git(folder, "clone", "-q", origin.toString(), his.toString());
        herHome = Files.createTempDirectory(ServerProgram.sharedHome(), "hers-");
        Path hisHome = Files.createTempDirectory(ServerProgram.sharedHome(), "his-");
        she = ServerSession.launch(hers, home(herHome));
        he = ServerSession.launch(his, home(hisHome));
        she.initialize();
        he.initialize();
    }

    @AfterAll
    static void stop() {
        try (ServerSession first = she;
                ServerSession second = he) {
            assertThat(first).isNotSameAs(second);
        }
    }

    @Test
    @Order(1)
    void usingACommittedConfigChangesNoFile() throws Exception {
        assertThat(she.index(hers).path("status").asText()).isEqualTo("completed");
        assertThat(he.index(his).path("status").asText()).isEqualTo("completed");

        JsonNode project = he.searchedProject(Map.of());
        assertThat(project.path("name").asText()).isEqualTo("together");
        assertThat(project.path("id"))
                .isNotEqualTo(she.searchedProject(Map.of()).path("id"));
        assertThat(project.has("warnings")).as(project.toString()).isFalse();
        assertClean(hers, his);
        JsonNode directory = he.ask("set_working_directory", Map.of("directory", his.toString()));
        assertThat(directory.path("project_info").path("id")).isEqualTo(project.path("id"));
    }

    @Test
    @Order(2)
    void theIdThatOneCommitsIsTheOthersToo() throws Exception {
        String before = he.searchedProject(Map.of()).path("id").asText();
        String said = run(herHome, "projects", "init", hers.toString());
        String id = she.searchedProject(Map.of()).path("id").asText();
        assertThat(said).contains(id, "id was added to " + hers.resolve(CONFIG), "commit it");
        git(hers, "commit", "-q", "-a", "-m", "id");
        git(hers, "push", "-q", "origin", "main");

        git(his, "pull", "-q");

        JsonNode directory = he.ask("set_working_directory", Map.of("directory", his.toString()));
        assertThat(directory.has("config_error")).as(directory.toString()).isFalse();
        assertThat(directory.path("project_info").path("id").asText()).isEqualTo(id);
        JsonNode first = he.search("refresh a session");
        assertThat(first.path("project").path("id").asText()).isEqualTo(id);
        assertThat(first.path("project").path("warnings").toString()).contains(before, "keeps its index");
        assertThat(first.path("results").path(0).path("file_path").asText()).isEqualTo("src/SessionStore.java");
        JsonNode next = he.search("refresh a session");
        assertThat(next.path("project").has("warnings")).as(next.toString()).isFalse();
        assertThat(he.ask("list_indexing_jobs", Map.of()).path("jobs")).isNotEmpty();
        assertThat(he.ask("list_projects", Map.of()).path("projects")).hasSize(1);
        assertClean(hers, his);
    }

    @Test
    @Order(3)
    void aConflictIsToldWhenTheDirectoryIsSet() throws IOException {
        Path other =
                SampleRepository.in(folder.resolve("other")).named("together").root();

        JsonNode directory = he.ask("set_working_directory", Map.of("directory", other.toString()));

        assertThat(directory.path("working_directory").asText()).isEqualTo(other.toString());
        assertThat(directory.path("config_path").asText())
                .isEqualTo(other.resolve(CONFIG).toString());
        assertThat(directory.path("config_error").asText())
                .isEqualTo(he.refusal("search_code", Map.of("query", "session")))
                .contains("\"project.name\" is \"together\"", "projects adopt");
    }

    @Test
    @Order(4)
    void linkedWorkingTreesAreOneProject() throws Exception {
        Path main = SampleRepository.in(folder.resolve("trees")).named("trees").root();
        GitDirectories.repository(main);
        Path one = folder.resolve("one");
        Path two = folder.resolve("two");
        git(main, "worktree", "add", "-q", "-b", "one", one.toString());
        git(main, "worktree", "add", "-q", "-b", "two", two.toString());

        List<String> ids = List.of(project(one), project(main), project(two));

        assertThat(ids).containsOnly(ids.get(0));
        assertClean(main, one, two);
    }

    @Test
    @Order(5)
    void aRepositoryThatIsMovedKeepsItsProject() throws Exception {
        Path before =
                SampleRepository.in(folder.resolve("before")).named("moving").root();
        GitDirectories.repository(before);
        String id = project(before);
        she.workIn(hers);

        Path after = Files.move(before, folder.resolve("after"));

        assertThat(project(after)).isEqualTo(id);
        assertClean(after);
    }

    @Test
    @Order(6)
    void withoutADatabaseTheDirectoryIsSetAllTheSame() {
        Map<String, String> nowhere = Map.of("CODEBASE_MCP_DATABASE_URL", "postgresql://nobody:secret@127.0.0.1:1/x");
        try (ServerSession session = ServerSession.start(hers, nowhere)) {
            JsonNode directory = session.ask("set_working_directory", Map.of("directory", hers.toString()));

            assertThat(directory.path("project_info").path("name").asText()).isEqualTo("together");
            assertThat(directory.has("config_error")).as(directory.toString()).isFalse();
        }
    }

    private static String project(Path directory) {
        she.workIn(directory);
        JsonNode project = she.searchedProject(Map.of());
        return project.path("id").asText();
    }

    private static void assertClean(Path... repositories) throws Exception {
        for (Path repository : repositories) {
            assertThat(git(repository, "status", "--porcelain")).isEmpty();
        }
    }

    private static Map<String, String> home(Path home) {
        return Map.of("CODEBASE_MCP_HOME", home.toString());
    }

    private static String run(Path home, String... arguments) throws Exception {
        Path out = Files.createTempFile(home, "out", ".txt");
        Process process = ServerProgram.process(home(home), arguments)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(out)).isZero();
        return Files.readString(out);
    }
}
