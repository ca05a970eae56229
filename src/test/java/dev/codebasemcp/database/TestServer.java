package dev.codebasemcp.database;

import dev.codebasemcp.config.DatabaseUrl;
import dev.codebasemcp.database.server.DatabaseServer;
import dev.codebasemcp.database.server.EmbeddedServer;
import dev.codebasemcp.database.server.ExternalServer;
import dev.codebasemcp.database.server.ServerStarter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The server of all database tests of a run: the one that {@code CODEBASE_MCP_TEST_DATABASE_URL} names, else a container
 * where Docker runs, else the embedded one.
 */
final class TestServer implements AutoCloseable {
    private static final Path FIRST_HOME = Path.of("target", "test-home").toAbsolutePath();
    private static final String FIRST_FORK = "fork-1";
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final DatabaseServer server;
    private final Runnable end;
    private final List<VectorFlavour> flavours;

    private TestServer(DatabaseServer server, Runnable end) throws SQLException {
        this.server = server;
        this.end = end;
        this.flavours = flavours(server);
    }

    static TestServer start() throws SQLException, IOException {
        Optional<String> url = Optional.ofNullable(System.getenv("CODEBASE_MCP_TEST_DATABASE_URL"));
        if (url.isPresent()) {
            return new TestServer(new ExternalServer(DatabaseUrl.parse(url.get())), () -> {});
        }
        if (dockerRuns()) {
            return container();
        }
        EmbeddedServer embedded = EmbeddedServer.start(home(), GRACE);
        return new TestServer(embedded, embedded::close);
    }

    /** Tests run in two processes at once; each has a server, so that none sees the other's databases. */
    private static Path home() throws IOException {
        String fork = System.getProperty("codebasemcp.test.fork", FIRST_FORK);
        Path binaries = FIRST_HOME.resolve("postgres");
        if (fork.equals(FIRST_FORK)) {
            return FIRST_HOME;
        }
        Path home = FIRST_HOME.resolveSibling("test-home-" + fork);
        if (Files.isDirectory(binaries) && !Files.exists(home)) {
            Files.createDirectories(home);
            Files.createSymbolicLink(home.resolve("postgres"), binaries);
        }
        return home;
    }

    /** Gives out the server, which outlives every user. */
    ServerStarter starter() {
        return () -> server;
    }

    DatabaseServer server() {
        return server;
    }

    /** The portable flavour always, the other where the server has the extension. */
    List<VectorFlavour> flavours() {
        return flavours;
    }

    @Override
    public void close() {
        end.run();
    }

    private static TestServer container() throws SQLException {
        PostgreSQLContainer container = new PostgreSQLContainer(
                DockerImageName.parse("pgvector/pgvector:pg17").asCompatibleSubstituteFor("postgres"));
        container.start();
        DatabaseUrl url = new DatabaseUrl(
                container.getHost(),
                container.getFirstMappedPort(),
                container.getUsername(),
                container.getPassword(),
                "postgres",
                Map.of());
        return new TestServer(new ExternalServer(url), container::stop);
    }

    /** Testcontainers' own look is slow and noisy where there is no Docker. */
    private static boolean dockerRuns() {
        boolean likely = System.getenv("DOCKER_HOST") != null || Files.exists(Path.of("/var/run/docker.sock"));
        return likely && DockerClientFactory.instance().isDockerAvailable();
    }

    private static List<VectorFlavour> flavours(DatabaseServer server) throws SQLException {
        try (Connection connection =
                server.connection().open(server.connection().maintenanceDatabase())) {
            boolean offered = ServerCatalog.offered(connection) == VectorFlavour.PGVECTOR
                    && PgvectorTrial.refusal(connection).isEmpty();
            if (!offered && System.getenv("CODEBASE_MCP_TEST_REQUIRE_PGVECTOR") != null) {
                throw new IllegalStateException("the tests must run with pgvector, but this server has it not: "
                        + server.describe() + "; see scripts/build-pgvector");
            }
            return offered ? List.of(VectorFlavour.PORTABLE, VectorFlavour.PGVECTOR) : List.of(VectorFlavour.PORTABLE);
        }
    }
}
