package dev.codebasemcp.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.codebasemcp.database.server.ConnectionDetails;
import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.UnavailableException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;

/**
 * Many projects within few connections, as the server counts them. {@code -Dcodebasemcp.projects=300} says how many
 * projects, {@code -Dcodebasemcp.reads=…} how many reads by each of 16 threads.
 */
@Timeout(900)
@OneFlavour
class ConnectionLimitTest {
    private static final int PROJECTS = Integer.getInteger("codebasemcp.projects", 20);
    private static final int READS = Integer.getInteger("codebasemcp.reads", 25);
    private static final int THREADS = 16;
    private static final int CONNECTIONS = 10;
    private static final int OPEN = 6;

    private final String mark = "limit-" + UUID.randomUUID();

    @PostgresTest
    void theServerNeverSeesMoreConnectionsThanTheLimitAndNobodyIsRefused(PostgresFixture fixture) throws Exception {
        List<DatabaseName> names = IntStream.range(0, PROJECTS)
                .mapToObj(i -> new DatabaseName(fixture.newProject().name()))
                .toList();
        Databases databases = fixture.open(
                fixture.external(Map.of("ApplicationName", mark)), limits(fixture, Duration.ofSeconds(60)));
        ExecutorService threads = Executors.newFixedThreadPool(THREADS + 1);
        try {
            int most = databases.project(names.get(0)).read(busy -> {
                int backend = backend(busy);
                int seen = churn(fixture, databases, names, threads);
                assertThat(backend(busy))
                        .as("a project in use keeps its connection")
                        .isEqualTo(backend);
                return seen;
            });

            assertThat(most).isBetween(OPEN, CONNECTIONS);
            PoolStats figures = databases.stats();
            assertThat(figures.open()).isBetween(1, CONNECTIONS);
            assertThat(figures.openDatabases()).isEqualTo(OPEN);
            assertThat(figures.inUse()).isZero();
            assertThat(figures.waiting()).isZero();
        } finally {
            threads.shutdownNow();
        }
    }

    @PostgresTest
    void aWaitThatIsInVainEndsWithAnErrorThatNamesTheSetting(PostgresFixture fixture) {
        Databases databases = fixture.open(
                fixture.external(Map.of("ApplicationName", mark)), limits(fixture, Duration.ofMillis(300)));
        LockKey key = LockKey.of("test", "wait");
        databases.locks();

        hold(databases.project(new DatabaseName(fixture.newProject().name())), CONNECTIONS, connection -> {
            assertThat(databases.stats().open()).isEqualTo(CONNECTIONS).isEqualTo(onServer(fixture));
            assertThatThrownBy(() -> databases.locks().tryHold(key))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("CODEBASE_MCP_MAX_CONNECTIONS");
            return 0;
        });

        assertThat(databases.stats().inUse()).isZero();
        try (AdvisoryLocks.Held held = databases.locks().tryHold(key).orElseThrow()) {
            assertThat(held.isAlive()).isTrue();
        }
    }

    private int churn(PostgresFixture fixture, Databases databases, List<DatabaseName> names, ExecutorService threads)
            throws SQLException {
        List<Future<Integer>> work = IntStream.range(0, THREADS)
                .mapToObj(thread -> threads.submit(() -> reads(databases, names, new Random(thread))))
                .toList();
        int most = 0;
        ConnectionDetails server = fixture.connection();
        try (Connection observer = server.open(server.maintenanceDatabase())) {
            while (!work.stream().allMatch(Future::isDone)) {
                most = Math.max(most, lasting(observer));
            }
        }
        for (Future<Integer> reads : work) {
            assertThat(result(reads)).isEqualTo(READS);
        }
        return most;
    }

    private static int reads(Databases databases, List<DatabaseName> names, Random random) {
        int done = 0;
        for (int i = 0; i < READS; i++) {
            DatabaseName name = names.get(random.nextInt(names.size()));
            String answered = databases.project(name).read(ConnectionLimitTest::current);
            assertThat(answered).isEqualTo(name.value());
            done++;
        }
        return done;
    }

    /** Runs {@code work} in the innermost of {@code count} transactions. */
    private static int hold(Database database, int count, SqlWork<Integer> work) {
        return database.read(connection -> count == 1 ? work.run(connection) : hold(database, count - 1, work));
    }

    private static int result(Future<Integer> future) {
        try {
            return future.get(1, TimeUnit.MINUTES);
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    private static DatabaseOptions limits(PostgresFixture fixture, Duration timeout) {
        DatabaseOptions usual = fixture.options();
        return new DatabaseOptions(usual.registryName(), CONNECTIONS, OPEN, timeout, false, usual.flavour());
    }

    /** The least of a few looks: a connection that was closed here ends there a moment later. */
    private int lasting(Connection observer) throws SQLException {
        int least = onServer(observer);
        for (int i = 0; i < 10 && least > CONNECTIONS; i++) {
            least = Math.min(least, onServer(observer));
        }
        return least;
    }

    private int onServer(PostgresFixture fixture) throws SQLException {
        ConnectionDetails server = fixture.connection();
        try (Connection observer = server.open(server.maintenanceDatabase())) {
            return onServer(observer);
        }
    }

    private int onServer(Connection observer) throws SQLException {
        String sql = "SELECT count(*), pg_sleep(0.002) FROM pg_stat_activity WHERE application_name = ?";
        try (PreparedStatement statement = observer.prepareStatement(sql)) {
            statement.setString(1, mark);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private static String current(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT current_database()")) {
            row.next();
            return row.getString(1);
        }
    }

    private static int backend(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return row.getInt(1);
        }
    }
}
