package dev.codebasemcp.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.codebasemcp.OnOneJdk;
import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.RejectedException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

@OnOneJdk
class MigrationsTest {
    private static final int RACERS = 10;

    @PostgresTest
    void tenProcessesThatPrepareTheRegistryAtOnceAllSucceed(PostgresFixture fixture) throws Exception {
        List<Databases> processes = IntStream.range(0, RACERS)
                .mapToObj(i -> fixture.anotherProcess())
                .toList();

        List<Boolean> current = race(processes.stream()
                .<Callable<Boolean>>map(databases -> () -> databases.registry().isCurrent())
                .toList());

        assertThat(current).hasSize(RACERS).containsOnly(true);
    }

    @PostgresTest
    void tenThatCreateTheSameDatabaseAtOnceAllSucceed(PostgresFixture fixture, Databases databases) throws Exception {
        DatabaseName name = fixture.newName();

        List<Boolean> current = race(IntStream.range(0, RACERS)
                .<Callable<Boolean>>mapToObj(i -> () -> databases.create(name).isCurrent())
                .toList());

        assertThat(current).hasSize(RACERS).containsOnly(true);
    }

    @PostgresTest
    void tenThatMigrateTheSameDatabaseAtOnceAllSucceed(PostgresFixture fixture) throws Exception {
        Database project = fixture.newProject();
        execute(project, "DROP SCHEMA public CASCADE");
        execute(project, "CREATE SCHEMA public");
        if (fixture.flavour() == VectorFlavour.PGVECTOR) {
            execute(project, "CREATE EXTENSION IF NOT EXISTS vector");
        }
        Database fresh = fixture.anotherProcess().project(new DatabaseName(project.name()));
        assertThat(fresh.isCurrent()).isFalse();

        race(IntStream.range(0, RACERS)
                .<Callable<Boolean>>mapToObj(i -> () -> {
                    fresh.migrate();
                    return true;
                })
                .toList());

        assertThat(fresh.isCurrent()).isTrue();
        assertThat(fresh.flavour()).isEqualTo(fixture.flavour());
    }

    @PostgresTest
    void aNewerSchemaIsRefusedAndLeftAsItIs(PostgresFixture fixture) {
        Database project = fixture.newProject();
        execute(
                project,
                "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, installed_by,"
                        + " execution_time, success) VALUES (999, '9999', 'future', 'SQL', 'V9999__future.sql', 'x', 1, true)");

        assertThatThrownBy(project::isCurrent)
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining(project.name())
                .hasMessageContaining("9999")
                .hasMessageContaining("install");
        assertThatThrownBy(project::migrate).isInstanceOf(RejectedException.class);
        execute(project, "DELETE FROM flyway_schema_history WHERE version = '9999'");
        assertThat(project.isCurrent()).isTrue();
    }

    @PostgresTest
    void anOlderSchemaIsMigratedOnceWhileOthersWait(PostgresFixture fixture) throws Exception {
        Database old = fixture.newProject();
        DatabaseName name = new DatabaseName(old.name());
        List<Database> next = IntStream.range(0, RACERS)
                .mapToObj(i -> fixture.nextVersion().project(name))
                .toList();
        assertThat(next.get(0).isCurrent()).isFalse();

        List<Boolean> current = race(next.stream()
                .<Callable<Boolean>>map(database -> () -> {
                    database.migrate();
                    return database.isCurrent();
                })
                .toList());

        assertThat(current).hasSize(RACERS).containsOnly(true);
        assertThat(next.get(0).flavour()).isEqualTo(fixture.flavour());
        execute(old, "INSERT INTO next_version SELECT count(*) FROM flyway_schema_history WHERE version = '999'");
        execute(old, "ALTER TABLE next_version ADD CHECK (migrations = 1)");
        assertThatThrownBy(old::isCurrent)
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("schema version 999");
    }

    /** Its lock is gone with its idle connection, while the server goes on with what the other one was sent. */
    @PostgresTest
    void whatAKilledProcessStillCommitsIsMigratedOnce(PostgresFixture fixture) throws Exception {
        Database done = fixture.newProject();
        Database next = fixture.nextVersion().project(new DatabaseName(done.name()));
        next.migrate();
        String row = done.read(connection -> text(
                connection,
                "SELECT format('INSERT INTO flyway_schema_history SELECT (%L::flyway_schema_history).*', h)"
                        + " FROM flyway_schema_history h WHERE version = '999'"));
        Database old = fixture.newProject();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Connection killed = fixture.connection().open(old.name())) {
            killed.setAutoCommit(false);
            run(killed, "CREATE TABLE next_version (migrations bigint NOT NULL)");
            run(killed, row);

            Database later = fixture.nextVersion().project(new DatabaseName(old.name()));
            Future<?> migration = thread.submit(later::migrate);
            while (text(
                            killed,
                            "SELECT count(*)::text FROM pg_locks WHERE NOT granted AND transactionid ="
                                    + " pg_current_xact_id()::xid")
                    .equals("0")) {
                assertThat(migration.isDone()).isFalse();
            }
            killed.commit();

            migration.get(60, TimeUnit.SECONDS);
            assertThat(later.isCurrent()).isTrue();
        } finally {
            thread.shutdownNow();
        }
    }

    @PostgresTest
    void aDatabaseKeepsItsFlavourWhateverIsInstalledLater(PostgresFixture fixture, VectorFlavour flavour) {
        Database project = fixture.newProject();
        if (flavour == VectorFlavour.PORTABLE && fixture.offersPgvector()) {
            execute(project, "CREATE EXTENSION vector");
        }

        assertThat(project.flavour()).isEqualTo(flavour);
        assertThat(project.isCurrent()).isTrue();
    }

    @PostgresTest
    void whoHasUsedADatabaseBeforeANewerVersionMigratedItIsToldSo(PostgresFixture fixture) {
        Database project = fixture.newProject();
        assertThat(project.isCurrent()).isTrue();
        execute(project, "ALTER TABLE index_state RENAME COLUMN generation TO age");
        assertThatThrownBy(() -> execute(project, "SELECT generation FROM index_state"))
                .isInstanceOf(SqlBugException.class);

        execute(
                project,
                "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, installed_by,"
                        + " execution_time, success) VALUES (999, '9999', 'future', 'SQL', 'V9999__future.sql', 'x', 1, true)");

        assertThatThrownBy(() -> execute(project, "SELECT generation FROM index_state"))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("schema version 9999");
    }

    private static void execute(Database database, String sql) {
        database.write(connection -> run(connection, sql));
    }

    private static boolean run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.execute(sql);
        }
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private static <T> List<T> race(List<Callable<T>> racers) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(racers.size());
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(racers)) {
                results.add(future.get(120, TimeUnit.SECONDS));
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
