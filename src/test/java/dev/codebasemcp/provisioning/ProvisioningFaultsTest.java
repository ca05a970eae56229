package dev.codebasemcp.provisioning;

import static dev.codebasemcp.provisioning.ProvisioningFixture.directory;
import static dev.codebasemcp.provisioning.ProvisioningFixture.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.codebasemcp.config.DatabaseUrl;
import dev.codebasemcp.database.DatabaseOptions;
import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.PostgresFixture;
import dev.codebasemcp.database.PostgresTest;
import dev.codebasemcp.database.registry.ProjectRow;
import dev.codebasemcp.database.server.ConnectionDetails;
import dev.codebasemcp.database.server.ExternalServer;
import dev.codebasemcp.database.server.ServerStarter;
import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.model.UnavailableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Provisioning under every fault that a machine can have: whatever happened before, the next request ends with a project
 * that can be used, or with a clear refusal that changed nothing. {@code -Dcodebasemcp.faults=full} runs the full size.
 */
@Timeout(600)
class ProvisioningFaultsTest {
    private static final boolean FULL = "full".equals(System.getProperty("codebasemcp.faults"));
    private static final int CUTS = FULL ? Integer.MAX_VALUE : 12;
    private static final int DIFFERENT = FULL ? 50 : 15;
    private static final int HALTED = 137;
    private static final List<ProvisioningStep> STEPS_OF_A_NEW_ONE = List.of(
            ProvisioningStep.LOCKED,
            ProvisioningStep.REGISTERED,
            ProvisioningStep.CREATED,
            ProvisioningStep.READY,
            ProvisioningStep.WRITTEN_BACK);

    @TempDir
    Path temporary;

    @PostgresTest
    void aProcessThatIsHaltedAfterAnyStepIsHealedByTheNextRequest(PostgresFixture fixture) throws Exception {
        ProvisioningFixture next = new ProvisioningFixture(fixture.databases());
        Map<ProvisioningStep, Process> halted = new HashMap<>();
        for (ProvisioningStep step : STEPS_OF_A_NEW_ONE) {
            Path home = named(temporary.resolve(step.name()), "halted " + step);
            halted.put(step, child(fixture, home, 1, step.name()));
        }
        for (Map.Entry<ProvisioningStep, Process> end : halted.entrySet()) {
            ProvisioningStep step = end.getKey();
            assertThat(end.getValue().waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(end.getValue().exitValue())
                    .as("the process halted after " + step)
                    .isEqualTo(HALTED);

            ReadyProject healed = next.ready(temporary.resolve(step.name()).toRealPath());

            assertUsable(next, healed, step.name());
            assertThat(healed.warnings()).isEmpty();
        }
        assertThat(next.projects.all()).hasSize(STEPS_OF_A_NEW_ONE.size());
    }

    @PostgresTest
    void aThreadThatDiesAfterAnyStepOfARepairIsHealedByTheNextRequest(PostgresFixture fixture) throws IOException {
        for (ProvisioningStep step :
                List.of(ProvisioningStep.FOUND_MISSING, ProvisioningStep.CREATED, ProvisioningStep.READY)) {
            ProvisioningFixture process = new ProvisioningFixture(fixture.databases(), dieAfter(step));
            ProvisioningFixture next = new ProvisioningFixture(fixture.databases());
            Path home = named(temporary.resolve("repair" + step), "repair " + step);
            next.databases.drop(next.ready(home).databaseName());

            assertThatThrownBy(() -> process.ready(home)).isInstanceOf(Death.class);

            assertUsable(next, next.ready(home), step.name());
        }
    }

    @PostgresTest
    void aThreadThatDiesAfterARenameOrAMigrationIsHealed(PostgresFixture fixture) throws IOException {
        ProvisioningFixture next = new ProvisioningFixture(fixture.databases());
        Path home = named(temporary, "before");
        ReadyProject made = next.ready(home);
        run(next, made, "DROP SCHEMA public CASCADE; CREATE SCHEMA public");
        directory(home, "\"name\": \"after\", \"id\": \"" + made.id() + "\"");

        for (ProvisioningStep step : List.of(ProvisioningStep.RENAMED, ProvisioningStep.MIGRATED)) {
            ProvisioningFixture process = new ProvisioningFixture(fixture.databases(), dieAfter(step));
            assertThatThrownBy(() -> process.ready(home)).isInstanceOf(Death.class);
        }

        ProvisioningFixture fresh = new ProvisioningFixture(fixture.databases());
        ReadyProject healed = fresh.ready(home);
        assertUsable(fresh, healed, "renamed");
        assertThat(healed.name()).isEqualTo("after");
        assertThat(healed.id()).isEqualTo(made.id());
    }

    /** Between any two steps there are messages to the server; the line is cut at each, before and behind it. */
    @PostgresTest
    void aLineThatIsCutAtAnyMessageIsHealedByTheNextRequest(PostgresFixture fixture) throws IOException {
        ProvisioningFixture next = new ProvisioningFixture(fixture.databases());
        next.ready(named(temporary.resolve("first"), "the template is there"));
        int messages = cut(fixture, next, Integer.MAX_VALUE, false);
        assertThat(messages).isGreaterThan(20);

        int stride = Math.max(1, messages * 2 / CUTS);
        for (int i = 0; i < messages * 2; i += stride) {
            cut(fixture, next, i / 2 + 1, (i / stride) % 2 == 0);
        }
    }

    /** Provisions over a line that is cut, then over one that is not; how many messages it took. */
    private int cut(PostgresFixture fixture, ProvisioningFixture next, int at, boolean delivered) throws IOException {
        String name = "cut " + at + delivered;
        Path home = named(temporary.resolve("cut" + at + delivered), name);
        int sent;
        try (CutLine line = new CutLine(fixture.connection().port(), at, delivered)) {
            Databases databases = fixture.open(through(fixture.connection(), line.port()), fixture.options());
            Throwable failure = catchThrowable(() -> new ProvisioningFixture(databases).ready(home));
            if (line.isCut()) {
                assertThat(failure)
                        .as(name)
                        .satisfiesAnyOf(
                                none -> assertThat(none).isNull(),
                                cause -> assertThat(cause).isInstanceOf(UnavailableException.class));
            } else {
                assertThat(failure).as(name).isNull();
            }
            sent = line.sent();
        }
        ReadyProject healed = next.ready(home);
        assertUsable(next, healed, name);
        assertThat(healed.warnings()).as(name).isEmpty();
        next.databases.drop(healed.databaseName());
        return sent;
    }

    @PostgresTest
    void fiftyThreadsOfFiveProcessesProvisionOneProject(PostgresFixture fixture) throws Exception {
        Path home = named(temporary, "wanted by all");
        List<Process> children = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            children.add(child(fixture, home, 10));
        }
        List<ProvisioningFixture> here = List.of(
                new ProvisioningFixture(fixture.databases()), new ProvisioningFixture(fixture.anotherProcess()));

        List<ReadyProject> made = AtOnce.run(20, i -> here.get(i % 2).ready(home));

        Set<String> ids = new HashSet<>();
        made.forEach(project -> ids.add(project.id().toString()));
        int answers = made.size();
        for (Process child : children) {
            List<String> printed = lines(child);
            assertThat(child.waitFor()).isZero();
            answers += printed.size();
            ids.addAll(printed);
        }
        assertThat(answers).isEqualTo(50);
        assertThat(ids).hasSize(1);
        assertThat(made).flatExtracting(ReadyProject::warnings).isEmpty();
        assertThat(here.get(0).projects.all()).hasSize(1);
        assertUsable(here.get(0), made.get(0), "one");
    }

    @PostgresTest
    void manyProjectsAreProvisionedAtOnceByTwoProcesses(PostgresFixture fixture) throws Exception {
        List<ProvisioningFixture> processes = List.of(
                new ProvisioningFixture(fixture.databases()), new ProvisioningFixture(fixture.anotherProcess()));
        List<Path> homes = new ArrayList<>();
        for (int i = 0; i < DIFFERENT; i++) {
            homes.add(named(temporary.resolve("p" + i), "p" + i));
        }

        List<ReadyProject> made =
                AtOnce.run(DIFFERENT, i -> processes.get(i % 2).ready(homes.get(i)));

        Set<DatabaseName> names = new HashSet<>();
        for (ReadyProject project : made) {
            names.add(project.databaseName());
            assertUsable(processes.get(0), project, project.name());
        }
        assertThat(names).hasSize(DIFFERENT);
        assertThat(made).flatExtracting(ReadyProject::warnings).isEmpty();
    }

    @PostgresTest
    void withoutTheRightToCreateDatabasesTheRefusalSaysWhatToDo(PostgresFixture fixture) throws Exception {
        String role = "plain_" + ProcessHandle.current().pid() + "_"
                + fixture.flavour().name().toLowerCase(Locale.ROOT);
        execute(fixture, "CREATE ROLE " + role + " LOGIN CREATEDB PASSWORD 'plain'");
        try {
            ConnectionDetails server = fixture.connection();
            DatabaseUrl url = new DatabaseUrl(
                    server.host(), server.port(), role, "plain", server.maintenanceDatabase(), server.parameters());
            Databases databases = fixture.open(() -> new ExternalServer(url), asOffered(fixture.options()));
            ProvisioningFixture process = new ProvisioningFixture(databases);
            process.databases.registry();
            execute(fixture, "ALTER ROLE " + role + " NOCREATEDB");
            Path home = named(temporary, "shop");

            assertThatThrownBy(() -> process.ready(home))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("permission denied to create database")
                    .hasMessageContaining("CREATEDB");
            assertThat(process.projects.all()).noneMatch(ProjectRow::ready);

            dropRegistry(fixture, process);
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> process.ready(home))
                        .isInstanceOf(UnavailableException.class)
                        .hasMessageContaining("registry")
                        .hasMessageContaining("CREATEDB");
            }

            execute(fixture, "ALTER ROLE " + role + " CREATEDB");
            ReadyProject healed = process.ready(home);
            assertUsable(process, healed, "CREATEDB");
            databases.drop(healed.databaseName());
        } finally {
            fixture.dropEverything();
            dropWithDatabases(fixture, role);
        }
    }

    @PostgresTest
    void aSchemaOfTheFutureIsRefusedAndNothingIsChanged(PostgresFixture fixture) throws IOException {
        ProvisioningFixture maker = new ProvisioningFixture(fixture.databases());
        Path home = named(temporary, "shop");
        ReadyProject made = maker.ready(home);
        run(
                maker,
                made,
                "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, installed_by,"
                        + " execution_time, success) VALUES (99, '9999', 'x', 'SQL', 'V9999__x.sql', 'x', 1, true)");
        ProjectRow before = maker.projects.byId(made.id()).orElseThrow();
        ProvisioningFixture older = new ProvisioningFixture(fixture.databases());

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> older.ready(home))
                    .isInstanceOf(RejectedException.class)
                    .hasMessageContaining("schema version 9999")
                    .hasMessageContaining("install the newest codebase-mcp");
        }

        assertThat(maker.projects.byId(made.id())).contains(before);
    }

    static void assertUsable(ProvisioningFixture process, ReadyProject project, String what) {
        assertThat(project.database().isCurrent()).as(what).isTrue();
        ProjectRow row = process.projects.byId(project.id()).orElseThrow();
        assertThat(row.ready()).as(what).isTrue();
        assertThat(row.name()).as(what).isEqualTo(project.name());
        assertThat(row.database()).as(what).isEqualTo(project.databaseName());
        assertThat(process.projects.byName(project.name())).as(what).contains(row);
    }

    private static Process child(PostgresFixture fixture, Path home, int threads, String... last) throws IOException {
        List<String> more = new ArrayList<>(List.of(String.valueOf(threads)));
        more.addAll(List.of(last));
        return ProvisioningChild.start(
                fixture.connection(), fixture.databases().registry().name(), home, more.toArray(String[]::new));
    }

    private static List<String> lines(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    private static ServerStarter through(ConnectionDetails server, int port) {
        DatabaseUrl url = new DatabaseUrl(
                server.host(),
                port,
                server.user(),
                server.password(),
                server.maintenanceDatabase(),
                server.parameters());
        return () -> new ExternalServer(url);
    }

    private static ProvisioningListener dieAfter(ProvisioningStep last) {
        return (step, project) -> {
            if (step == last) {
                throw new Death();
            }
        };
    }

    static void dropRegistry(PostgresFixture fixture, ProvisioningFixture process) throws SQLException {
        execute(fixture, "DROP DATABASE " + process.databases.registry().name() + " WITH (FORCE)");
    }

    /** An ordinary role may have no pgvector where superusers have it, and gets what it may have. */
    private static DatabaseOptions asOffered(DatabaseOptions usual) {
        return new DatabaseOptions(
                usual.registryName(),
                usual.maxConnections(),
                usual.maxOpenDatabases(),
                usual.patience(),
                false,
                Optional.empty());
    }

    static void run(ProvisioningFixture process, ReadyProject project, String sql) {
        process.databases.project(project.databaseName()).write(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }

    /** The role has a template of its own. */
    private static void dropWithDatabases(PostgresFixture fixture, String role) throws SQLException {
        List<String> owned = new ArrayList<>();
        ConnectionDetails server = fixture.connection();
        try (Connection connection = server.open(server.maintenanceDatabase());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT datname FROM pg_database WHERE pg_get_userbyid(datdba) = '" + role + "'")) {
            while (rows.next()) {
                owned.add(rows.getString(1));
            }
        }
        for (String database : owned) {
            execute(fixture, "ALTER DATABASE " + database + " IS_TEMPLATE false");
            execute(fixture, "DROP DATABASE " + database);
        }
        execute(fixture, "DROP ROLE " + role);
    }

    static void execute(PostgresFixture fixture, String sql) throws SQLException {
        ConnectionDetails server = fixture.connection();
        try (Connection connection = server.open(server.maintenanceDatabase());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The end of a thread at a place where no exception is expected. */
    private static final class Death extends Error {
        private static final long serialVersionUID = 1;
    }
}
