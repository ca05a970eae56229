package dev.codebasemcp.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.model.UnavailableException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

@OneFlavour
class TransactionsTest {
    @PostgresTest
    void aReadSeesOneStateAndChangesNothing(PostgresFixture fixture) {
        Database project = withMark(fixture);

        List<Integer> seen = project.read(connection -> {
            int before = number(connection);
            fixture.anotherProcess()
                    .project(parse(project))
                    .write(other -> update(other, "UPDATE mark SET number = 8"));
            return List.of(before, number(connection));
        });

        assertThat(seen).containsExactly(7, 7);
        assertThat(project.read(TransactionsTest::number)).isEqualTo(8);
        assertThatThrownBy(() -> project.read(connection -> update(connection, "UPDATE mark SET number = 9")))
                .isInstanceOfSatisfying(
                        SqlBugException.class, bug -> assertThat(bug.sqlState()).isEqualTo("25006"));
    }

    @PostgresTest
    void workThatThrowsChangesNothingAndItsExceptionArrives(PostgresFixture fixture) {
        Database project = withMark(fixture);

        assertThatThrownBy(() -> project.write(connection -> {
                    update(connection, "UPDATE mark SET number = 8");
                    throw new RejectedException("no");
                }))
                .isInstanceOf(RejectedException.class)
                .hasMessage("no");

        assertThat(project.read(TransactionsTest::number)).isEqualTo(7);
    }

    @PostgresTest
    void onlyARelaxedWriteDoesNotWaitForTheDisk(PostgresFixture fixture) {
        Database project = fixture.newProject();

        assertThat(project.writeRelaxed(TransactionsTest::synchronousCommit)).isEqualTo("off");
        assertThat(project.write(TransactionsTest::synchronousCommit)).isEqualTo("on");
    }

    @PostgresTest
    void aConnectionThatDiedBetweenTransactionsIsReplaced(PostgresFixture fixture) {
        Database project = withMark(fixture);
        fixture.anotherProcess().project(parse(project)).read(TransactionsTest::endAllOthers);

        assertThat(project.read(TransactionsTest::number)).isEqualTo(7);
    }

    @PostgresTest
    void aQueryIsAskedAgainOnALiveConnectionButAWrongOneIsNot(PostgresFixture fixture) {
        Database project = withMark(fixture);
        fixture.anotherProcess().project(parse(project)).read(TransactionsTest::endAllOthers);
        AtomicInteger runs = new AtomicInteger();

        assertThat(project.<Integer>query(connection -> {
                    runs.incrementAndGet();
                    return number(connection);
                }))
                .isEqualTo(7);
        assertThat(runs).hasValue(2);
        assertThatThrownBy(() -> project.query(connection -> query(connection, "SELECT nothing FROM mark")))
                .isInstanceOf(SqlBugException.class);
    }

    @PostgresTest
    void aConnectionThatDiesInTheMiddleIsReportedAndNotRunAgain(PostgresFixture fixture) {
        Database project = withMark(fixture);
        AtomicInteger runs = new AtomicInteger();

        assertThatThrownBy(() -> project.write(connection -> {
                    runs.incrementAndGet();
                    fixture.anotherProcess().project(parse(project)).read(TransactionsTest::endAllOthers);
                    return update(connection, "UPDATE mark SET number = 8");
                }))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining(project.name());

        assertThat(runs).hasValue(1);
        assertThat(project.read(TransactionsTest::number)).isEqualTo(7);
    }

    @PostgresTest
    void aDeadlockIsRunAgainUntilBothSucceed(PostgresFixture fixture) throws Exception {
        Database project = fixture.newProject();
        project.write(connection ->
                update(connection, "CREATE TABLE pair AS SELECT id, 0 AS n FROM generate_series(1, 2) id"));
        CyclicBarrier bothHoldOne = new CyclicBarrier(2);
        AtomicInteger runs = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<Integer> forward = threads.submit(() -> crossing(project, bothHoldOne, runs, 1, 2));
            Future<Integer> backward = threads.submit(() -> crossing(project, bothHoldOne, runs, 2, 1));

            assertThat(forward.get(60, TimeUnit.SECONDS)).isEqualTo(1);
            assertThat(backward.get(60, TimeUnit.SECONDS)).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
        // The one that was ended may come first to the row that the other waits for, and collide with it again.
        assertThat(runs.get()).isBetween(3, 7);
        String sum = project.read(connection -> query(connection, "SELECT sum(n)::text FROM pair"));
        assertThat(sum).isEqualTo("4");
    }

    private static int crossing(Database project, CyclicBarrier barrier, AtomicInteger runs, int first, int second) {
        AtomicInteger mine = new AtomicInteger();
        return project.write(connection -> {
            runs.incrementAndGet();
            update(connection, "UPDATE pair SET n = n + 1 WHERE id = " + first);
            if (mine.incrementAndGet() == 1) {
                meet(barrier);
            }
            return update(connection, "UPDATE pair SET n = n + 1 WHERE id = " + second);
        });
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(60, TimeUnit.SECONDS);
        } catch (Exception failure) {
            throw new AssertionError("the other transaction never came", failure);
        }
    }

    private static Database withMark(PostgresFixture fixture) {
        Database project = fixture.newProject();
        project.write(connection -> update(connection, "CREATE TABLE mark AS SELECT 7 AS number"));
        return project;
    }

    private static DatabaseName parse(Database project) {
        return new DatabaseName(project.name());
    }

    private static int update(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        }
    }

    private static int number(Connection connection) throws SQLException {
        return Integer.parseInt(query(connection, "SELECT number FROM mark"));
    }

    private static String synchronousCommit(Connection connection) throws SQLException {
        return query(connection, "SHOW synchronous_commit");
    }

    private static String endAllOthers(Connection connection) throws SQLException {
        return query(
                connection,
                "SELECT count(pg_terminate_backend(pid, 10000)) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
    }

    private static String query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
