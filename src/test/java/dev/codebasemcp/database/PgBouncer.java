package dev.codebasemcp.database;

import dev.codebasemcp.config.DatabaseUrl;
import dev.codebasemcp.database.server.ConnectionDetails;
import dev.codebasemcp.database.server.ExternalServer;
import dev.codebasemcp.database.server.ServerStarter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real PgBouncer before a server, where it is installed. */
final class PgBouncer implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(30);
    /** It refuses to run as root. */
    private static final String USER = "nobody";

    private final Process process;
    private final int port;
    private final ConnectionDetails server;

    private PgBouncer(Process process, int port, ConnectionDetails server) {
        this.process = process;
        this.port = port;
        this.server = server;
    }

    static Optional<Path> program() {
        return Stream.of("/usr/sbin/pgbouncer", "/usr/bin/pgbouncer", "/usr/local/bin/pgbouncer")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts one with files in {@code folder}; {@code more} lines go into its configuration. */
    static PgBouncer start(Path folder, ConnectionDetails server, String mode, String... more) throws Exception {
        int port = freePort();
        List<String> lines = new ArrayList<>(List.of(
                "[databases]",
                "* = host=127.0.0.1 port=" + server.port() + " user=" + server.user() + " password="
                        + server.password(),
                "[pgbouncer]",
                "listen_addr = 127.0.0.1",
                "listen_port = " + port,
                "unix_socket_dir =",
                "auth_type = any",
                "max_client_conn = 200",
                "default_pool_size = 20",
                "ignore_startup_parameters = extra_float_digits",
                "pool_mode = " + mode));
        lines.addAll(List.of(more));
        // Others may look into no temporary folder of ours.
        Path own = Files.createTempDirectory(
                Path.of("/tmp"),
                "pgbouncer",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Path settings = Files.write(own.resolve("pgbouncer.ini"), lines);
        own.toFile().deleteOnExit();
        settings.toFile().deleteOnExit();
        List<String> command = new ArrayList<>(List.of(program().orElseThrow().toString()));
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("-u", USER));
        }
        command.add(settings.toString());
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(mode + ".log").toFile())
                .start();
        PgBouncer bouncer = new PgBouncer(process, port, server);
        bouncer.awaitStart(folder.resolve(mode + ".log"));
        return bouncer;
    }

    /** The way to the server through it. */
    ServerStarter starter() {
        DatabaseUrl url = new DatabaseUrl(
                "127.0.0.1",
                port,
                server.user(),
                server.password(),
                server.maintenanceDatabase(),
                Map.of("sslmode", "disable"));
        return () -> new ExternalServer(url);
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(START.toSeconds(), TimeUnit.SECONDS).join();
    }

    private void awaitStart(Path log) throws IOException {
        long deadline = System.nanoTime() + START.toNanos();
        while (true) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                assert socket.isConnected();
                return;
            } catch (IOException notYet) {
                if (!process.isAlive() || System.nanoTime() - deadline > 0) {
                    throw new IllegalStateException("PgBouncer does not start: " + Files.readString(log), notYet);
                }
                Thread.onSpinWait();
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
