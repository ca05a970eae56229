package dev.codebasemcp.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.codebasemcp.database.AdvisoryLocks.Held;
import dev.codebasemcp.model.UnavailableException;
import dev.codebasemcp.threads.OwnThread;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@OneFlavour
class AdvisoryLocksTest {
    private final LockKey key = LockKey.of("test", UUID.randomUUID());

    @PostgresTest
    void aLockExcludesOtherProcessesAndTheSameOne(PostgresFixture fixture, Databases databases) {
        AdvisoryLocks other = fixture.anotherProcess().locks();
        try (Held held = databases.locks().tryHold(key).orElseThrow()) {
            assertThat(held.isAlive()).isTrue();
            assertThat(other.tryHold(key)).isEmpty();
            assertThat(databases.locks().tryHold(key)).isEmpty();
            assertThat(other.isHeld(key)).isTrue();
            assertThat(other.isHeld(LockKey.of("test", UUID.randomUUID()))).isFalse();
        }

        assertThat(other.isHeld(key)).isFalse();
        other.tryHold(key).orElseThrow().close();
    }

    @PostgresTest
    void manyLocksTakeNoneOfThePooledConnections(PostgresFixture fixture, Databases databases) {
        List<Held> held = new ArrayList<>();
        for (int i = 0; i < 3 * fixture.options().maxConnections(); i++) {
            held.add(databases
                    .locks()
                    .tryHold(LockKey.of("many", UUID.randomUUID()))
                    .orElseThrow());
        }

        assertThat(databases.stats().inUse()).isZero();
        assertThat(fixture.newProject().isCurrent()).isTrue();
        held.forEach(Held::close);
        assertThat(databases.locks().count()).isZero();
    }

    @PostgresTest
    void whoWaitsGetsTheLockOnceItIsFree(PostgresFixture fixture, Databases databases) throws Exception {
        AdvisoryLocks other = fixture.anotherProcess().locks();
        Held held = databases.locks().tryHold(key).orElseThrow();
        CompletableFuture<Held> waiting = OwnThread.supply(() -> other.hold(key, Duration.ofSeconds(60)));
        assertThatThrownBy(() -> other.hold(key, Duration.ofMillis(100))).isInstanceOf(UnavailableException.class);

        held.close();

        Held second = waiting.get(60, TimeUnit.SECONDS);
        assertThat(databases.locks().tryHold(key)).isEmpty();
        second.close();
    }

    @PostgresTest
    void aLockWhoseConnectionIsLostIsNotAliveAndCanBeTakenAgain(Databases databases) {
        Held lost = databases.locks().tryHold(key).orElseThrow();
        databases.registry().read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(
                            "SELECT pg_terminate_backend(pid, 10000) FROM pg_locks WHERE locktype = 'advisory'"
                                    + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())")) {
                return rows.next();
            }
        });

        assertThat(lost.isAlive()).isFalse();
        try (Held again = databases.locks().tryHold(key).orElseThrow()) {
            lost.close();
            assertThat(again.isAlive()).isTrue();
            assertThat(databases.locks().isHeld(key)).isTrue();
        }
    }

    @Test
    void keysDifferByNamespaceAndIdentity() {
        UUID id = UUID.fromString("11111111-2222-3333-4444-555555555555");

        assertThat(LockKey.of("a", id)).isEqualTo(LockKey.of("a", id));
        assertThat(LockKey.of("a", id)).isNotEqualTo(LockKey.of("b", id));
        assertThat(LockKey.of("a", id)).isNotEqualTo(LockKey.of("a", UUID.randomUUID()));
    }
}
