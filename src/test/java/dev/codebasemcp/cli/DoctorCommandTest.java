package dev.codebasemcp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.administration.ProjectAdministration;
import dev.codebasemcp.administration.ProjectSetup;
import dev.codebasemcp.administration.RepositoryAdministration;
import dev.codebasemcp.clients.ClientSetup;
import dev.codebasemcp.config.AllowedRoots;
import dev.codebasemcp.config.Settings;
import dev.codebasemcp.database.Database;
import dev.codebasemcp.database.DatabaseOptions;
import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.OneFlavour;
import dev.codebasemcp.database.PostgresFixture;
import dev.codebasemcp.database.PostgresTest;
import dev.codebasemcp.database.registry.ProjectPlacesTable;
import dev.codebasemcp.database.registry.ProjectTagsTable;
import dev.codebasemcp.database.registry.ProjectsTable;
import dev.codebasemcp.files.FileSystemCalls;
import dev.codebasemcp.git.GitCommand;
import dev.codebasemcp.health.HealthCheck;
import dev.codebasemcp.indexing.IndexFixture;
import dev.codebasemcp.jobs.JobWorker;
import dev.codebasemcp.mcp.Tool;
import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.Machines;
import dev.codebasemcp.project.ConfigSearch;
import dev.codebasemcp.project.IdentityRules;
import dev.codebasemcp.project.NamedProjects;
import dev.codebasemcp.project.ProjectPlaces;
import dev.codebasemcp.repositories.RepositoryFinder;
import dev.codebasemcp.search.SearchService;
import dev.codebasemcp.web.WebServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The report of {@code doctor} about connections in use. */
@OneFlavour
class DoctorCommandTest {
    private static final int CONNECTIONS = 4;

    @TempDir
    private Path home;

    @PostgresTest
    void theConnectionsInUseAreCounted(PostgresFixture fixture) {
        Databases databases = limited(fixture);

        Answer answer = whileHeld(project(databases, fixture), CONNECTIONS - 1, () -> doctor(databases));

        assertThat(answer.line("Connections"))
                .startsWith("ok ")
                .contains("3 of 4 connections in use, 0 waiting, 1 idle, 4 open, 1 of 3 databases open; the server:");
        assertThat(answer.code()).as(answer.text()).isZero();
    }

    @PostgresTest
    void anExhaustedPoolIsAFailureThatNamesTheSetting(PostgresFixture fixture) {
        Databases databases = limited(fixture);

        Answer answer = whileHeld(project(databases, fixture), CONNECTIONS, () -> doctor(databases));

        assertThat(answer.line("Connections"))
                .startsWith("FAIL ")
                .contains("4 of 4 connections in use", "CODEBASE_MCP_MAX_CONNECTIONS");
        assertThat(answer.text()).doesNotContain("Health", "warn");
        assertThat(answer.code()).isEqualTo(1);
    }

    private record Answer(int code, String text) {
        /** Returns the first line about a subject. */
        String line(String what) {
            List<String> lines = text.lines()
                    .filter(line -> line.substring(4).strip().startsWith(what + " "))
                    .toList();
            assertThat(lines).as(text).isNotEmpty();
            return lines.get(0);
        }
    }

    private static Databases limited(PostgresFixture fixture) {
        DatabaseOptions usual = fixture.options();
        return fixture.open(new DatabaseOptions(
                usual.registryName(), CONNECTIONS, 3, Duration.ofMillis(300), false, usual.flavour()));
    }

    /** Opens a project's database and runs its one-time queries. */
    private static Database project(Databases databases, PostgresFixture fixture) {
        DatabaseName name = new DatabaseName(fixture.newProject().name());
        databases.flavourOfNew();
        return databases.project(name);
    }

    /** Runs {@code work} inside {@code count} nested transactions. */
    private static Answer whileHeld(Database database, int count, Supplier<Answer> work) {
        return count == 0 ? work.get() : database.read(connection -> whileHeld(database, count - 1, work));
    }

    @PostgresTest
    void namesThatAllowNoProjectAreAWarning(Databases databases) {
        assertThat(doctor(databases, "doctor-nobody, tag:doctor-none").line("Settings"))
                .startsWith("warn ")
                .contains(
                        "CODEBASE_MCP_ALLOWED_PROJECTS has 'doctor-nobody', 'tag:doctor-none', which no project has as"
                                + " its name, id or tag; 'projects' lists them");
        assertThat(doctor(databases, "none").text()).doesNotContain("which no project has");
    }

    private Answer doctor(Databases databases) {
        return doctor(databases, "all");
    }

    private Answer doctor(Databases databases, String allowed) {
        StringWriter out = new StringWriter();
        CommandLine line = new CommandLine(new DoctorCommand(() -> new Doctors(databases, home, allowed)));
        int code = line.setOut(new PrintWriter(out)).execute("--all");
        return new Answer(code, out.toString());
    }

    /** The services that {@code doctor} checks; the databases stay open. */
    private record Doctors(Databases databases, Path home, String allowed) implements Services {
        @Override
        public Settings settings() {
            return Settings.from(
                    Map.of("CODEBASE_MCP_HOME", home.toString(), "CODEBASE_MCP_ALLOWED_PROJECTS", allowed));
        }

        @Override
        public ConfigSearch configs() {
            return new ConfigSearch(AllowedRoots.ANY, new FileSystemCalls());
        }

        @Override
        public NamedProjects namedProjects() {
            ProjectsTable projects = new ProjectsTable(databases::registry, Clock.systemUTC());
            ProjectPlaces places = new ProjectPlaces(
                    new ProjectPlacesTable(databases::registry, Clock.systemUTC()),
                    () -> Machines.HERE,
                    new GitCommand("git", Duration.ofSeconds(60)),
                    new FileSystemCalls());
            return new NamedProjects(
                    projects,
                    new ProjectTagsTable(databases::registry, Clock.systemUTC()),
                    configs(),
                    new IdentityRules(projects, places),
                    settings().session().projects());
        }

        @Override
        public ClientSetup clients() {
            return ClientSetup.of(settings(), Map.of("HOME", home.toString()));
        }

        @Override
        public HealthCheck health() {
            return new HealthCheck(databases, () -> IndexFixture.EMBEDDER, home);
        }

        @Override
        public Tool tool(String name) {
            throw new AssertionError(name);
        }

        @Override
        public JobWorker worker() {
            throw new AssertionError();
        }

        @Override
        public RepositoryFinder repositories() {
            throw new AssertionError();
        }

        @Override
        public RepositoryAdministration repositoryAdministration() {
            throw new AssertionError();
        }

        @Override
        public ProjectSetup setup() {
            throw new AssertionError();
        }

        @Override
        public ProjectAdministration administration() {
            throw new AssertionError();
        }

        @Override
        public SearchService search() {
            throw new AssertionError();
        }

        @Override
        public WebServer page(int port) {
            throw new AssertionError(port);
        }

        @Override
        public void close() {}
    }
}
