package dev.codebasemcp.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.codebasemcp.OnOneJdk;
import dev.codebasemcp.database.server.DatabaseServer;
import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.UnavailableException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@OnOneJdk
@OneFlavour
class PoolsTest {
    /** One lease in about 1,700 met the moment where a pool without turns waits in vain; more of them find it surer. */
    private static final int LEASES = Integer.getInteger("codebasemcp.leases", 100);

    /** More than a first connection and a first transaction take. */
    private static final int FIRST_MESSAGES = 16;

    private static final int RENEWALS = 5_000;
    private static final int INTERRUPTS = 300;
    private static final Duration SHORT = Duration.ofMillis(300);

    @PostgresTest
    void theDatabaseThatWasIdleLongestIsClosedForANewOne(PostgresFixture fixture) {
        List<Database> projects = projects(fixture, 3, limits(fixture, 8, 2, SHORT));
        int first = backend(projects.get(0));
        int second = backend(projects.get(1));
        assertThat(backend(projects.get(0))).isEqualTo(first);

        backend(projects.get(2));

        assertThat(backend(projects.get(0))).as("used last, so still open").isEqualTo(first);
        assertThat(backend(projects.get(1))).as("closed meanwhile").isNotEqualTo(second);
    }

    @PostgresTest
    void aDatabaseInUseIsNeverClosedAndTheWaitForAPlaceIsBounded(PostgresFixture fixture) {
        List<Database> projects = projects(fixture, 2, limits(fixture, 8, 1, SHORT));

        projects.get(0).read(connection -> {
            assertThatThrownBy(() -> backend(projects.get(1)))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("1 of 1 databases open")
                    .hasMessageContaining("CODEBASE_MCP_MAX_OPEN_DATABASES");
            return backendPid(connection);
        });

        assertThat(backend(projects.get(1))).isPositive();
    }

    @PostgresTest
    void theWaitForAConnectionIsBoundedAndTheErrorShowsThePool(PostgresFixture fixture) {
        Databases databases = fixture.open(limits(fixture, 2, 4, SHORT));
        Database project = project(fixture, databases);

        project.read(one -> project.read(two -> {
            assertThatThrownBy(() -> backend(project))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("2 of 2 connections in use")
                    .hasMessageContaining("CODEBASE_MCP_MAX_CONNECTIONS");
            return 0;
        }));

        assertThat(databases.stats().inUse()).isZero();
        assertThat(backend(project)).isPositive();
    }

    @PostgresTest
    void whoWaitsGetsTheConnectionThatIsGivenBack(PostgresFixture fixture) throws Exception {
        Databases databases = fixture.open(limits(fixture, 2, 4, Duration.ofSeconds(60)));
        Database project = project(fixture, databases);
        CountDownLatch asked = new CountDownLatch(20);
        ExecutorService threads = Executors.newFixedThreadPool(20);
        try {
            List<Future<Integer>> results = IntStream.range(0, 20)
                    .mapToObj(i -> threads.submit(() -> {
                        asked.countDown();
                        asked.await();
                        return backend(project);
                    }))
                    .toList();
            for (Future<Integer> result : results) {
                assertThat(result.get(60, TimeUnit.SECONDS)).isPositive();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /**
     * Who waits must get a connection also if the one that was made for it is closed, being idle, before it is handed
     * over. The closing ends each time: else nobody ever would get any.
     */
    @PostgresTest
    void nobodyWaitsInVainWhileIdleConnectionsAreClosed(PostgresFixture fixture) throws Exception {
        String name = fixture.newProject().name();
        DatabaseOptions options = limits(fixture, 1, 2, Duration.ofSeconds(10));
        ConnectionBudget budget = new ConnectionBudget(options.maxConnections(), options.timeout());
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (LazyServer server = new LazyServer(fixture.external(Map.of()), budget);
                Pools pools = new Pools(server, options, budget)) {
            for (int i = 0; i < LEASES; i++) {
                Future<?> closer = threads.submit(() -> closeOne(pools, budget, name));
                Future<Integer> user = threads.submit(() -> {
                    try (Pools.Lease lease = pools.lease(name)) {
                        return backendPid(lease.connection());
                    }
                });
                assertThat(user.get(60, TimeUnit.SECONDS)).isPositive();
                closer.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** A cancelled call is interrupted anywhere, also where it has to close the pool of another database for its own. */
    @PostgresTest
    void interruptedUsersLeaveNoConnectionBehind(PostgresFixture fixture) throws Exception {
        List<String> names =
                IntStream.range(0, 3).mapToObj(i -> fixture.newProject().name()).toList();
        DatabaseOptions options = limits(fixture, 2, 1, Duration.ofSeconds(10));
        ConnectionBudget budget = new ConnectionBudget(options.maxConnections(), options.timeout());
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (LazyServer server = new LazyServer(fixture.external(Map.of()), budget);
                Pools pools = new Pools(server, options, budget)) {
            for (int i = 0; i < INTERRUPTS; i++) {
                String name = names.get(i % names.size());
                Future<?> user = threads.submit(() -> {
                    pools.lease(name).close();
                    return name;
                });
                for (int spins = 0; spins < i % 7 * 100_000 && !user.isDone(); spins++) {
                    Thread.onSpinWait();
                }
                user.cancel(true);
            }
            threads.shutdown();
            assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(budget.open()).isZero();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (names.stream().anyMatch(name -> thread.getName().equals(name + ":housekeeper"))) {
                thread.join(60_000);
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
    }

    private static void closeOne(Pools pools, ConnectionBudget budget, String name) {
        while (budget.open() == 0) {
            Thread.onSpinWait();
        }
        for (int i = 0; i < RENEWALS && budget.open() > 0; i++) {
            pools.renew(name);
        }
    }

    @PostgresTest
    void idleConnectionsOfOneDatabaseDoNotExhaustTheLimitForAnother(PostgresFixture fixture) throws SQLException {
        Databases databases = fixture.open(limits(fixture, 2, 4, Duration.ofSeconds(10)));
        List<Database> projects =
                IntStream.range(0, 3).mapToObj(i -> project(fixture, databases)).toList();
        for (Database project : projects) {
            project.read(one -> project.read(PoolsTest::backendPid));
        }

        assertThat(databases.stats().idle()).isLessThanOrEqualTo(2);
    }

    @PostgresTest
    void aPoolWhoseFirstConnectionBreaksAtAnyMessageServesTheNextRequest(PostgresFixture fixture) throws Exception {
        String name = fixture.newProject().name();
        try (FlakyProxy proxy = new FlakyProxy(fixture.connection().port())) {
            for (int message = 1; message <= FIRST_MESSAGES; message++) {
                Databases databases = fixture.open(proxy.to(fixture.connection()), fixture.options());
                Database project = databases.project(new DatabaseName(name));
                proxy.breakAt(message);
                Throwable broken = catchThrowable(() -> backend(project));
                proxy.breakAt(Integer.MAX_VALUE);

                assertThat(backend(project))
                        .as("after %s at message %d", broken, message)
                        .isPositive();
                databases.closePools();
            }
        }
    }

    @PostgresTest
    void closingEndsAllConnectionsAndFurtherUse(PostgresFixture fixture) {
        Databases databases = fixture.anotherProcess();
        Database project = databases.create(fixture.newName());
        backend(project);

        databases.closePools();

        assertThat(databases.stats().idle()).isZero();
        assertThatThrownBy(() -> backend(project))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("shutting down");
    }

    @Test
    void aServerThatDoesNotStartIsReportedAndAskedAgain() {
        DatabaseOptions options = new DatabaseOptions("registry", 2, 2, SHORT, false, Optional.empty());
        int[] starts = {0};
        try (Databases databases = new Databases(() -> failingStart(starts), options)) {
            assertThat(starts[0]).as("nothing starts before it is needed").isZero();
            assertThatThrownBy(databases::registry)
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("start 1");
            assertThatThrownBy(databases::registry).hasMessageContaining("start 2");
        }
    }

    private static DatabaseServer failingStart(int[] starts) {
        starts[0]++;
        throw new UnavailableException("start " + starts[0]);
    }

    private static DatabaseOptions limits(PostgresFixture fixture, int connections, int open, Duration timeout) {
        DatabaseOptions usual = fixture.options();
        return new DatabaseOptions(usual.registryName(), connections, open, timeout, false, usual.flavour());
    }

    private static List<Database> projects(PostgresFixture fixture, int count, DatabaseOptions options) {
        Databases databases = fixture.open(options);
        return IntStream.range(0, count)
                .mapToObj(i -> project(fixture, databases))
                .toList();
    }

    /** Made by somebody else, so that the limits hold for its use alone. */
    private static Database project(PostgresFixture fixture, Databases databases) {
        return databases.project(new DatabaseName(fixture.newProject().name()));
    }

    /** Another number means another connection. */
    private static int backend(Database database) {
        return database.read(PoolsTest::backendPid);
    }

    private static int backendPid(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT pg_backend_pid()")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
