package dev.codebasemcp.provisioning;

import dev.codebasemcp.ProcessEnd;
import dev.codebasemcp.config.DatabaseUrl;
import dev.codebasemcp.database.DatabaseOptions;
import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.VectorFlavour;
import dev.codebasemcp.database.server.ConnectionDetails;
import dev.codebasemcp.database.server.DatabaseServer;
import dev.codebasemcp.database.server.EmbeddedServer;
import dev.codebasemcp.database.server.ExternalServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** A database server of one test's own, for what the other tests' server must not suffer. */
final class OwnServer implements AutoCloseable {
    private static final Path BINARIES =
            Path.of("target", "test-home", "postgres").toAbsolutePath();

    final Databases databases;
    private final Path home;
    private volatile Optional<DatabaseServer> started = Optional.empty();

    private OwnServer(Path home) {
        this.home = home;
        databases = new Databases(this::start, options(DatabaseOptions.REGISTRY, Optional.of(VectorFlavour.PORTABLE)));
    }

    private static DatabaseOptions options(String registry, Optional<VectorFlavour> flavour) {
        return new DatabaseOptions(registry, 8, 4, Duration.ofSeconds(20), false, flavour);
    }

    /** A server with its data below {@code home}; it starts at its first use. */
    static OwnServer in(Path home) throws IOException {
        // Unpacking takes seconds, and mostly the shared server has done so.
        if (Files.isDirectory(BINARIES)) {
            Files.createSymbolicLink(home.resolve("postgres"), BINARIES);
        }
        return new OwnServer(home);
    }

    /** The same, with files of its own, so that a test may add an extension. */
    static OwnServer withItsOwnFiles(Path home) {
        return new OwnServer(home);
    }

    /** Offers the extension pgvector, to superusers alone; it holds nothing. */
    void offerPgvector() throws IOException {
        connection();
        try (Stream<Path> versions = Files.list(home.resolve("postgres"))) {
            Path extensions = versions.findFirst().orElseThrow().resolve("share/postgresql/extension");
            Files.writeString(extensions.resolve("vector.control"), "default_version = '0.8.4'\nrelocatable = true\n");
            Files.writeString(extensions.resolve("vector--0.8.4.sql"), "SELECT 1;\n");
        }
    }

    /** What a process has that uses the server as a new ordinary role, with a registry of its own. */
    Databases as(String role, Optional<VectorFlavour> flavour) throws SQLException {
        execute("CREATE ROLE " + role + " LOGIN CREATEDB PASSWORD 'ordinary'");
        ConnectionDetails details = connection();
        DatabaseUrl url = new DatabaseUrl(
                details.host(), details.port(), role, "ordinary", details.maintenanceDatabase(), details.parameters());
        return new Databases(() -> new ExternalServer(url), options(role, flavour));
    }

    /** A statement of its superuser, who is connected to no registry and no project. */
    void execute(String sql) throws SQLException {
        ConnectionDetails details = connection();
        try (Connection connection = details.open(details.maintenanceDatabase());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** How its superuser connects. */
    ConnectionDetails connection() {
        databases.registry();
        return started.orElseThrow().connection();
    }

    private DatabaseServer start() {
        DatabaseServer server = EmbeddedServer.start(home, Duration.ofSeconds(1));
        started = Optional.of(server);
        return server;
    }

    /** Ends the server as {@code kill -9} does. */
    void kill() throws IOException {
        ProcessHandle postmaster = postmaster();
        postmaster.destroyForcibly();
        ProcessEnd.await(postmaster);
    }

    @Override
    public void close() throws IOException {
        ProcessHandle postmaster = postmaster();
        Optional<ProcessHandle> watchdog = process("watchdog.pid");
        databases.close();
        postmaster.destroy();
        ProcessEnd.await(postmaster);
        // It writes into the home as long as it lives.
        watchdog.ifPresent(process -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            ProcessEnd.await(process);
        });
        if (Files.isSymbolicLink(home.resolve("postgres"))) {
            Files.delete(home.resolve("postgres"));
        }
    }

    private ProcessHandle postmaster() throws IOException {
        return process("data/postmaster.pid").orElseThrow();
    }

    private Optional<ProcessHandle> process(String pidFile) throws IOException {
        Path file = home.resolve(pidFile);
        return Files.exists(file)
                ? ProcessHandle.of(
                        Long.parseLong(Files.readAllLines(file).get(0).strip()))
                : Optional.empty();
    }
}
