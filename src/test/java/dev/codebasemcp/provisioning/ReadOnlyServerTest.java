package dev.codebasemcp.provisioning;

import static dev.codebasemcp.provisioning.ProvisioningFixture.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.codebasemcp.database.Database;
import dev.codebasemcp.database.Databases;
import dev.codebasemcp.health.HealthCheck;
import dev.codebasemcp.health.HealthReport;
import dev.codebasemcp.health.HealthStatus;
import dev.codebasemcp.indexing.IndexFixture;
import dev.codebasemcp.model.TransientFailureException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers, databases and roles that take no writes: fenced by an administrator, or standbys. */
@Timeout(300)
class ReadOnlyServerTest {
    private static final String ON = "default_transaction_read_only = on";

    @TempDir
    private Path temporary;

    @Test
    void aFenceIsNamedRespectedAndToldByHealthUntilItIsLifted() throws Exception {
        try (OwnServer server = OwnServer.in(temporary.toRealPath())) {
            ProvisioningFixture process = new ProvisioningFixture(server.databases);
            ReadyProject project = process.ready(named(temporary.resolve("shop"), "shop"));
            String registry = server.databases.registry().name();
            List<Fence> fences = List.of(
                    new Fence("ALTER SYSTEM SET " + ON, "ALTER SYSTEM RESET ALL", "configuration file"),
                    new Fence(
                            "ALTER ROLE codebase_mcp SET " + ON,
                            "ALTER ROLE codebase_mcp RESET ALL",
                            "ALTER ROLE … SET"),
                    new Fence(
                            "ALTER DATABASE " + registry + " SET " + ON,
                            "ALTER DATABASE " + registry + " RESET ALL",
                            "ALTER DATABASE … SET"));
            for (Fence fence : fences) {
                fence(server, fence.up());
                renewSessions(server);

                assertRefused(server.databases.registry(), fence.named());
                HealthReport fenced = health(server.databases);
                assertThat(fenced.status()).isEqualTo(HealthStatus.UNHEALTHY);
                assertThat(fenced.reasons().get(0)).contains("default_transaction_read_only", fence.named());
                assertThat(fenced.backend()).isPresent();
                assertThat(process.projects.all()).hasSize(1);
                // What is there is found as before, by a process that has seen none of it.
                assertThat(new ProvisioningFixture(server.databases)
                                .ready(temporary.resolve("shop"))
                                .id())
                        .isEqualTo(project.id());

                fence(server, fence.down());
                // Sessions that began behind the fence are still in the pool.
                assertThat(write(server.databases.registry())).isZero();
                assertThat(relaxed(server.databases.registry())).isZero();
                assertThat(health(server.databases).status()).isEqualTo(HealthStatus.HEALTHY);
            }
        }
    }

    @Test
    void aStandbyIsNamedAndServesReadersUntilItIsPromoted() throws Exception {
        Path home = temporary.toRealPath();
        try (OwnServer server = OwnServer.in(home)) {
            ProvisioningFixture process = new ProvisioningFixture(server.databases);
            process.ready(named(temporary.resolve("shop"), "shop"));
            server.execute("ALTER SYSTEM SET wal_level = 'replica'");
            server.kill();
            assertThat(write(server.databases.registry())).isZero();
            server.kill();
            Files.createFile(home.resolve("data/standby.signal"));

            assertThat(process.projects.all()).hasSize(1);
            assertRefused(server.databases.registry(), "the server is a standby");
            assertThatThrownBy(() -> process.ready(named(temporary.resolve("new"), "new")))
                    .isInstanceOf(TransientFailureException.class)
                    .hasMessageContaining("standby")
                    .hasMessageContaining("targetServerType=primary");
            HealthReport standby = health(server.databases);
            assertThat(standby.status()).isEqualTo(HealthStatus.UNHEALTHY);
            assertThat(standby.reasons().get(0)).contains("standby");

            server.execute("SELECT pg_promote(true, 60)");

            assertThat(write(server.databases.registry())).isZero();
            assertThat(health(server.databases).status()).isEqualTo(HealthStatus.HEALTHY);
        }
    }

    /** How an administrator puts a fence up, takes it down, and what tells who it was. */
    private record Fence(String up, String down, String named) {}

    private static void assertRefused(Database registry, String named) {
        List<UnaryOperator<Integer>> writes = List.of(i -> write(registry), i -> relaxed(registry));
        for (UnaryOperator<Integer> write : writes) {
            assertThatThrownBy(() -> write.apply(0))
                    .isInstanceOf(TransientFailureException.class)
                    .hasMessageContaining(named)
                    .hasMessageContaining("takes no writes")
                    .hasMessageContaining("CODEBASE_MCP_DATABASE_URL");
        }
    }

    private static int write(Database registry) {
        return registry.write(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate("DELETE FROM jobs WHERE false");
            }
        });
    }

    private static int relaxed(Database registry) {
        return registry.writeRelaxed(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate("DELETE FROM jobs WHERE false");
            }
        });
    }

    private HealthReport health(Databases databases) {
        return new HealthCheck(databases, () -> IndexFixture.EMBEDDER, temporary).check();
    }

    /** The settings of the whole server are read again by all sessions, those of roles and databases by new ones. */
    private static void fence(OwnServer server, String sql) throws Exception {
        try (Connection connection = server.connection().open("postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("SET default_transaction_read_only = off");
            statement.execute(sql);
            statement.execute("SELECT pg_reload_conf()");
        }
    }

    private static void renewSessions(OwnServer server) throws Exception {
        server.execute("SELECT count(pg_terminate_backend(pid, 10000)) FROM pg_stat_activity"
                + " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()");
    }
}
