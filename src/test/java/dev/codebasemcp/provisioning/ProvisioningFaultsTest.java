package dev.codebasemcp.provisioning;

import static dev.codebasemcp.provisioning.ProvisioningFixture.directory;
import static dev.codebasemcp.provisioning.ProvisioningFixture.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.codebasemcp.config.DatabaseUrl;
import dev.codebasemcp.database.DatabaseOptions;
import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.OneFlavour;
import dev.codebasemcp.database.PostgresFixture;
import dev.codebasemcp.database.PostgresTest;
import dev.codebasemcp.database.registry.ProjectRow;
import dev.codebasemcp.database.server.ConnectionDetails;
import dev.codebasemcp.database.server.ExternalServer;
import dev.codebasemcp.database.server.ServerStarter;
import dev.codebasemcp.model.UnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Provisioning under every fault that a machine can have: whatever happened before, the next request ends with a project
 * that can be used, or with a clear refusal that changed nothing. {@code -Dcodebasemcp.faults=full} runs the full size.
 */
@Timeout(600)
@OneFlavour
class ProvisioningFaultsTest {
    private static final boolean FULL = "full".equals(System.getProperty("codebasemcp.faults"));
    private static final int CUTS = FULL ? Integer.MAX_VALUE : 12;

    @TempDir
    Path temporary;

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

    /** All steps send messages to the server; the connection is cut before and after each of them. */
    @PostgresTest
    void aLineThatIsCutAtAnyMessageIsHealedByTheNextRequest(PostgresFixture fixture) throws Exception {
        cutAtAny(fixture, fixture.options());
    }

    /** Also cuts between the messages that turn the spare into the project's database. */
    @PostgresTest
    void aLineThatIsCutWhileTheSpareIsTakenIsHealedByTheNextRequest(PostgresFixture fixture) throws Exception {
        cutAtAny(fixture, fixture.optionsWithSpare());
    }

    private void cutAtAny(PostgresFixture fixture, DatabaseOptions options) throws Exception {
        ProvisioningFixture next = new ProvisioningFixture(fixture.databases());
        next.ready(named(temporary.resolve("first"), "the template is there"));
        int messages = cut(fixture, next, options, Integer.MAX_VALUE, false);
        assertThat(messages).isGreaterThan(20);

        int stride = Math.max(1, messages * 2 / CUTS);
        for (int i = 0; i < messages * 2; i += stride) {
            cut(fixture, next, options, i / 2 + 1, (i / stride) % 2 == 0);
        }
    }

    /** Provisions over a connection that is cut, then over an intact one; returns the number of messages. */
    private int cut(
            PostgresFixture fixture, ProvisioningFixture next, DatabaseOptions options, int at, boolean delivered)
            throws Exception {
        if (options.keepsSpare()) {
            fixture.spare();
        }
        String name = "cut " + at + delivered;
        Path home = named(temporary.resolve("cut" + at + delivered), name);
        int sent;
        try (SeveringProxy proxy = new SeveringProxy(fixture.connection().port(), at, delivered)) {
            Databases databases = fixture.open(through(fixture.connection(), proxy.port()), options);
            Throwable failure = catchThrowable(() -> new ProvisioningFixture(databases).ready(home));
            if (proxy.isCut()) {
                assertThat(failure)
                        .as(name)
                        .satisfiesAnyOf(
                                none -> assertThat(none).isNull(),
                                cause -> assertThat(cause).isInstanceOf(UnavailableException.class));
            } else {
                assertThat(failure).as(name).isNull();
            }
            sent = proxy.sent();
        }
        ReadyProject healed = next.ready(home);
        assertUsable(next, healed, name);
        assertThat(healed.warnings()).as(name).isEmpty();
        next.databases.drop(healed.databaseName());
        return sent;
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

    static void assertUsable(ProvisioningFixture process, ReadyProject project, String what) {
        assertThat(project.database().isCurrent()).as(what).isTrue();
        ProjectRow row = process.projects.byId(project.id()).orElseThrow();
        assertThat(row.ready()).as(what).isTrue();
        assertThat(row.name()).as(what).isEqualTo(project.name());
        assertThat(row.database()).as(what).isEqualTo(project.databaseName());
        assertThat(process.projects.byName(project.name())).as(what).contains(row);
    }

    /** Without the socket factory, which would refuse a port that is not the server's own. */
    private static ServerStarter through(ConnectionDetails server, int port) {
        Map<String, String> parameters = new HashMap<>(server.parameters());
        parameters.keySet().removeIf(name -> name.startsWith("socketFactory"));
        DatabaseUrl url = new DatabaseUrl(
                server.host(), port, server.user(), server.password(), server.maintenanceDatabase(), parameters);
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
                usual.timeout(),
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
