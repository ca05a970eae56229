package dev.codebasemcp.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.codebasemcp.model.UnavailableException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(240)
@OneFlavour
class PoolerCheckTest {
    @TempDir
    private Path folder;

    @PostgresTest
    void aPoolerThatKeepsNoSessionsIsRefusedWithWhatToDo(PostgresFixture fixture) throws Exception {
        assumeTrue(PgBouncer.program().isPresent(), "PgBouncer is not installed here");
        for (String mode : List.of("transaction", "statement")) {
            for (int roundRobin : List.of(0, 1)) {
                try (PgBouncer bouncer =
                        PgBouncer.start(folder, fixture.connection(), mode, "server_round_robin = " + roundRobin)) {
                    Databases databases = fixture.open(bouncer.starter(), fixture.options());
                    for (int request = 0; request < 2; request++) {
                        assertThatThrownBy(databases::registry)
                                .as(mode)
                                .isInstanceOf(UnavailableException.class)
                                .hasMessageContaining("pooler")
                                .hasMessageContaining("pool_mode = session")
                                .hasMessageContaining("CODEBASE_MCP_DATABASE_URL");
                    }
                    databases.closePools();
                }
            }
        }
    }

    @PostgresTest
    void aPoolerThatKeepsSessionsServesAWholeProject(PostgresFixture fixture) throws Exception {
        assumeTrue(PgBouncer.program().isPresent(), "PgBouncer is not installed here");
        try (PgBouncer bouncer = PgBouncer.start(folder, fixture.connection(), "session")) {
            Databases databases = fixture.open(bouncer.starter(), fixture.optionsWithSpare());
            for (int i = 0; i < 3; i++) {
                Database project = databases.create(fixture.newName());
                assertThat(project.isCurrent()).isTrue();
            }
            databases.check();
            try (AdvisoryLocks.Held held =
                    databases.locks().tryHold(LockKey.of("test", "pooled")).orElseThrow()) {
                assertThat(held.isAlive()).isTrue();
            }
            databases.closePools();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void sessionsThatAreGivenToWhoeverAsksAreSeenInAnyOrder(int sessions) {
        for (boolean lastFirst : List.of(true, false)) {
            Deque<Integer> idle =
                    new ArrayDeque<>(IntStream.rangeClosed(1, sessions).boxed().toList());
            IntSupplier pool = () -> {
                int session = idle.removeFirst();
                if (lastFirst) {
                    idle.addFirst(session);
                } else {
                    idle.addLast(session);
                }
                return session;
            };
            assertThatThrownBy(() -> PoolerCheck.refuse("server", connection(17, pool), connection(17, pool)))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("pool_mode = session");
        }
    }

    @Test
    void ownSessionsAreFineAndAnOldServerIsNamed() {
        assertThatCode(() -> PoolerCheck.refuse("server", connection(14, () -> 1), connection(14, () -> 2)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> PoolerCheck.refuse("server", connection(13, () -> 1), connection(13, () -> 2)))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("PostgreSQL 13")
                .hasMessageContaining("14 or newer");
    }

    private static Connection connection(int version, IntSupplier session) {
        ResultSet row = stub(ResultSet.class, name -> name.equals("getInt") ? session.getAsInt() : true);
        Statement statement = stub(Statement.class, name -> row);
        DatabaseMetaData data = stub(DatabaseMetaData.class, name -> version);
        return stub(Connection.class, name -> name.equals("getMetaData") ? data : statement);
    }

    private static <T> T stub(Class<T> type, Function<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) ->
                        method.getReturnType() == void.class ? null : answers.apply(method.getName())));
    }
}
