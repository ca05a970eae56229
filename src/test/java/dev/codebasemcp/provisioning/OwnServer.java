package dev.codebasemcp.provisioning;

import dev.codebasemcp.database.DatabaseOptions;
import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.VectorFlavour;
import dev.codebasemcp.database.server.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A database server of one test's own, for what the other tests' server must not suffer. */
final class OwnServer implements AutoCloseable {
    private static final Path BINARIES =
            Path.of("target", "test-home", "postgres").toAbsolutePath();

    final Databases databases;
    private final Path home;

    private OwnServer(Path home) {
        this.home = home;
        DatabaseOptions options = new DatabaseOptions(
                DatabaseOptions.REGISTRY, 8, 4, Duration.ofSeconds(20), false, Optional.of(VectorFlavour.PORTABLE));
        databases = new Databases(() -> EmbeddedServer.start(home, Duration.ofSeconds(1)), options);
    }

    /** A server with its data below {@code home}; it starts at its first use. */
    static OwnServer in(Path home) throws IOException {
        // Unpacking takes seconds, and mostly the shared server has done so.
        if (Files.isDirectory(BINARIES)) {
            Files.createSymbolicLink(home.resolve("postgres"), BINARIES);
        }
        return new OwnServer(home);
    }

    /** Ends the server as {@code kill -9} does. */
    void kill() throws IOException {
        ProcessHandle postmaster = postmaster();
        postmaster.destroyForcibly();
        postmaster.onExit().orTimeout(60, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() throws IOException {
        ProcessHandle postmaster = postmaster();
        databases.close();
        postmaster.destroy();
        postmaster.onExit().orTimeout(60, TimeUnit.SECONDS).join();
        Files.deleteIfExists(home.resolve("postgres"));
    }

    private ProcessHandle postmaster() throws IOException {
        long pid = Long.parseLong(
                Files.readAllLines(home.resolve("data/postmaster.pid")).get(0).strip());
        return ProcessHandle.of(pid).orElseThrow();
    }
}
