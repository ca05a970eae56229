package dev.codebasemcp.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

@OneFlavour
class ConnectionBudgetTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    @PostgresTest
    void aConnectionThatBecomesIdleWhileAnotherIsWaitedForMakesRoom(PostgresFixture fixture) throws Exception {
        ConnectionBudget budget = new ConnectionBudget(1, LONG);
        Connection first = open(fixture, budget);
        AtomicReference<Connection> idle = new AtomicReference<>();
        CountDownLatch asked = new CountDownLatch(1);
        budget.onShortage(() -> {
            closeIfAny(idle.getAndSet(null));
            asked.countDown();
        });
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<Connection> second = thread.submit(() -> open(fixture, budget));
            assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();

            idle.set(first);

            try (Connection opened = second.get(60, TimeUnit.SECONDS)) {
                assertThat(opened.isValid(10)).isTrue();
                assertThat(first.isClosed()).isTrue();
            }
            assertThat(budget.open()).isZero();
        } finally {
            thread.shutdownNow();
        }
    }

    private static Connection open(PostgresFixture fixture, ConnectionBudget budget) throws Exception {
        return budget.open(() -> fixture.connection().open(fixture.connection().maintenanceDatabase()));
    }

    private static void closeIfAny(@Nullable Connection connection) {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException failure) {
                throw new AssertionError(failure);
            }
        }
    }
}
