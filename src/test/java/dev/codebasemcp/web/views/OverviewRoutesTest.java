package dev.codebasemcp.web.views;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.codebasemcp.administration.ProjectCounts;
import dev.codebasemcp.administration.ProjectDirectory;
import dev.codebasemcp.config.AllowedRoots;
import dev.codebasemcp.config.DatabaseUrl;
import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.OneFlavour;
import dev.codebasemcp.database.PostgresFixture;
import dev.codebasemcp.database.PostgresTest;
import dev.codebasemcp.database.index.IndexStore;
import dev.codebasemcp.database.registry.JobOwnership;
import dev.codebasemcp.database.registry.JobsTable;
import dev.codebasemcp.database.server.ExternalServer;
import dev.codebasemcp.files.FileSystemCalls;
import dev.codebasemcp.freshness.FreshnessCheck;
import dev.codebasemcp.freshness.FreshnessMonitor;
import dev.codebasemcp.freshness.ProcessLifetime;
import dev.codebasemcp.indexing.DriftCheck;
import dev.codebasemcp.indexing.IndexFixture;
import dev.codebasemcp.indexing.IndexSettings;
import dev.codebasemcp.model.Job;
import dev.codebasemcp.model.JobId;
import dev.codebasemcp.model.JobPhase;
import dev.codebasemcp.model.JobProgress;
import dev.codebasemcp.model.JobState;
import dev.codebasemcp.model.JobStatus;
import dev.codebasemcp.model.Machines;
import dev.codebasemcp.provisioning.ProvisioningFixture;
import dev.codebasemcp.provisioning.ReadyProject;
import dev.codebasemcp.repositories.DirectoryRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The overview of all projects, as the page gets it. */
@Timeout(180)
@OneFlavour
class OverviewRoutesTest {
    private static final String OVERVIEW = "/api/overview";
    private static final String FRESHNESS = "/api/overview/freshness";
    private static final String PROJECTS = "projects";
    private static final String REPOSITORIES = "repositories";

    @TempDir
    private Path folder;

    @PostgresTest
    void withoutAProjectTheListIsEmpty(Databases databases) throws Exception {
        try (Page page = new Page(databases)) {
            assertThat(page.client.get(OVERVIEW).path(PROJECTS)).isEmpty();
            assertThat(page.client.get(FRESHNESS).path(REPOSITORIES)).isEmpty();
        }
    }

    @PostgresTest
    void anIndexedProjectHasItsLanguagesAndSaysWhatChangedSince(Databases databases) throws Exception {
        ProvisioningFixture services = new ProvisioningFixture(databases);
        Path tree = Files.createDirectories(folder.resolve("tree")).toRealPath();
        IndexFixture.write(tree.resolve("a.py"), "def zebra():\n    return 1\n");
        IndexFixture.write(tree.resolve("b.py"), "def okapi():\n    return 2\n");
        IndexFixture.write(tree.resolve("C.java"), "class C {}\n");
        index(services, services.ready(ProvisioningFixture.named(folder.resolve("shop"), "shop")), tree);

        try (Page page = new Page(databases)) {
            JsonNode project = page.client.get(OVERVIEW).path(PROJECTS).path(0);
            assertThat(project.path("name").asText()).isEqualTo("shop");
            assertThat(project.path("size_bytes").asLong()).isGreaterThan(1_000_000);
            assertThat(project.path("languages").findValuesAsText("language")).containsExactly("python", "java");
            assertThat(project.path("languages").findValuesAsText("files")).containsExactly("2", "1");
            JsonNode repository = project.path(REPOSITORIES).path(0);
            assertThat(repository.path("path").asText()).isEqualTo(tree.toString());
            assertThat(repository.path("files").asInt()).isEqualTo(3);
            assertThat(repository.has("stale_files")).isFalse();

            IndexFixture.write(tree.resolve("d.py"), "def tapir():\n    return 3\n");
            JsonNode fresh = page.checked();
            assertThat(fresh.path("repository_id")).isEqualTo(repository.path("repository_id"));
            assertThat(fresh.path("stale_files").asInt()).isEqualTo(1);
        }
    }

    @PostgresTest
    void theListOpensNoProjectsDatabase(PostgresFixture fixture) throws Exception {
        ProvisioningFixture services = new ProvisioningFixture(fixture.databases());
        ReadyProject counted = services.ready(ProvisioningFixture.named(folder.resolve("counted"), "counted"));
        new IndexStore(counted.database()).repository(Machines.ELSEWHERE, Path.of("/elsewhere"));
        new ProjectCounts(services.databases).count(counted.databaseName());
        ReadyProject never = services.ready(ProvisioningFixture.named(folder.resolve("never"), "never counted"));
        Databases another = fixture.anotherProcess();
        for (ReadyProject project : List.of(counted, never)) {
            order(fixture, "ALTER DATABASE " + project.databaseName() + " ALLOW_CONNECTIONS false");
        }

        try (Page page = new Page(another)) {
            JsonNode projects = page.client.get(OVERVIEW).path(PROJECTS);

            assertThat(projects.findValuesAsText("name")).containsExactly("counted", "never counted");
            assertThat(projects.path(0)
                            .path(REPOSITORIES)
                            .path(0)
                            .path("machine")
                            .asText())
                    .isEqualTo(Machines.ELSEWHERE.toString());
            assertThat(projects.path(1).has("size_bytes")).isFalse();
            assertThat(projects.path(1).path("languages")).isEmpty();
            // No file of another machine is looked at, and nothing of it is claimed.
            assertThat(page.client.get(FRESHNESS).path(REPOSITORIES)).isEmpty();
        }
    }

    @PostgresTest
    void unfinishedJobsAndTheLastOneThatEndedAreTold(Databases databases) throws Exception {
        ProvisioningFixture services = new ProvisioningFixture(databases);
        ReadyProject shop = services.ready(ProvisioningFixture.named(folder.resolve("shop"), "shop"));
        JobOwnership ownership = new JobsTable(databases::registry, Clock.systemUTC()).ownership();
        UUID worker = UUID.randomUUID();
        for (String end : List.of("first", "second")) {
            JobId id = submit(services, shop, "/" + end);
            ownership.claim(worker, Machines.HERE, 1);
            ownership.finish(worker, id, JobStatus.FAILED, new JobState(end, JobProgress.NONE, List.of()));
        }
        JobId running = submit(services, shop, "/running");
        ownership.claim(worker, Machines.HERE, 1);
        ownership.progress(
                worker,
                running,
                new JobState("half", new JobProgress(JobPhase.WAITING, 4, 1, 0, Map.of(), 0, 0, 0), List.of()));

        try (Page page = new Page(databases)) {
            JsonNode project = page.client.get(OVERVIEW).path(PROJECTS).path(0);

            JsonNode job = project.path("jobs").path(0);
            assertThat(project.path("jobs")).hasSize(1);
            assertThat(job.path("job_id").asText()).isEqualTo(running.toString());
            assertThat(job.path("status").asText()).isEqualTo("running");
            assertThat(job.path("percent").asInt()).isEqualTo(25);
            assertThat(job.path("project_id").asText()).isEqualTo(shop.id().toString());
            assertThat(job.has("machine")).isFalse();
            assertThat(project.path("last_job").path("status_message").asText()).isEqualTo("second");
            assertThat(project.path("last_job").path("status").asText()).isEqualTo("failed");
            assertThat(project.path("last_job").path("completed_at").asText()).isNotBlank();
        }
    }

    @PostgresTest
    void hostileNamesComeBackAsTheyAre(Databases databases) throws Exception {
        ProvisioningFixture services = new ProvisioningFixture(databases);
        String name = "</script><script>alert(1)</script>\u202egnp.exe\u0007\u001b[31m\"'&\u2028" + "x".repeat(150);
        String path = "/srv/<img src=x onerror=alert(1)>\u202e\u0001\n# heading/" + "long/".repeat(700) + "end";
        String message = "<b>failed</b>\r\n\u202e" + "y".repeat(5_000);
        ReadyProject project = services.setup().create(name, Optional.empty());
        new IndexStore(project.database()).repository(Machines.HERE, Path.of(path));
        new ProjectCounts(databases).count(project.databaseName());
        JobOwnership ownership = new JobsTable(databases::registry, Clock.systemUTC()).ownership();
        UUID worker = UUID.randomUUID();
        JobId job = submit(services, project, path);
        ownership.claim(worker, Machines.HERE, 1);
        ownership.finish(worker, job, JobStatus.FAILED, new JobState(message, JobProgress.NONE, List.of()));

        try (Page page = new Page(databases)) {
            JsonNode listed = page.client.get(OVERVIEW).path(PROJECTS).path(0);

            assertThat(listed.path("name").asText()).isEqualTo(name);
            assertThat(listed.path(REPOSITORIES).path(0).path("path").asText()).isEqualTo(path);
            assertThat(listed.path("last_job").path("repo_path").asText()).isEqualTo(path);
            assertThat(listed.path("last_job").path("status_message").asText()).isEqualTo(message);
            assertThat(page.checked().path("note").asText()).isNotBlank();
        }
    }

    @PostgresTest
    void anUnreachableDatabaseIsToldWithWhatToDo(PostgresFixture fixture) throws Exception {
        DatabaseUrl nowhere = DatabaseUrl.parse("postgresql://nobody:secret@127.0.0.1:1/x");
        Databases databases = fixture.open(() -> new ExternalServer(nowhere), fixture.options());

        try (Page page = new Page(databases)) {
            for (String path : List.of(OVERVIEW, FRESHNESS)) {
                assertThat(page.client.failure(503, path))
                        .contains("127.0.0.1:1", "CODEBASE_MCP_DATABASE_URL")
                        .doesNotContain("secret");
            }
        }
    }

    private static JobId submit(ProvisioningFixture services, ReadyProject project, String path) {
        return services.queue
                .submit(project.id(), project.databaseName(), Path.of(path), false)
                .job()
                .id();
    }

    private static void index(ProvisioningFixture services, ReadyProject project, Path tree)
            throws InterruptedException {
        Job job =
                new Job(JobId.random(), project.id(), project.databaseName(), tree, false, Optional.of(Machines.HERE));
        new ProjectCounts(services.databases)
                .after(IndexFixture.runner(services.databases, IndexSettings.BATCH_CHUNKS))
                .run(job, new IndexFixture.StoppingControl(progress -> false));
    }

    private static void order(PostgresFixture fixture, String sql) throws SQLException {
        try (Connection connection =
                        fixture.connection().open(fixture.connection().maintenanceDatabase());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** A running page whose only view is the overview. */
    private static final class Page implements AutoCloseable {
        private final FreshnessMonitor freshness;
        private final PageClient client;

        Page(Databases databases) throws IOException, InterruptedException {
            ProvisioningFixture services = new ProvisioningFixture(databases);
            ProjectCounts counts = new ProjectCounts(databases);
            FreshnessCheck check = new FreshnessCheck(
                    databases,
                    new DriftCheck(IndexFixture.SCANNER, IndexFixture.KNOWN_FILES),
                    IndexFixture.quick(databases),
                    services.queue,
                    new DirectoryRule(AllowedRoots.ANY, new FileSystemCalls()),
                    counts,
                    () -> Machines.HERE,
                    Clock.systemUTC(),
                    ProcessLifetime.SESSION);
            freshness = new FreshnessMonitor(check, System::nanoTime, FreshnessMonitor.daemons());
            ProjectDirectory directory = new ProjectDirectory(counts, () -> Machines.HERE, System::nanoTime);
            client = new PageClient(
                    new OverviewRoutes(directory, services.queue, freshness, Clock.systemUTC()).routes());
        }

        /** The freshness of the first repository. A slow machine may not have checked it in time, and is asked again. */
        JsonNode checked() throws IOException, InterruptedException {
            JsonNode repositories;
            do {
                repositories = client.get(FRESHNESS).path(REPOSITORIES);
            } while (repositories.isEmpty());
            return repositories.path(0);
        }

        @Override
        public void close() {
            client.close();
            freshness.close();
        }
    }
}
