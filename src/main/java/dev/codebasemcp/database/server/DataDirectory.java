package dev.codebasemcp.database.server;

import dev.codebasemcp.model.UnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.postgresql.util.PasswordUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The embedded server's data directory: created once with its own password, and configured at each start. */
final class DataDirectory {
    /** The superuser, and the only role. */
    static final String USER = "codebase_mcp";

    private static final Logger LOG = LoggerFactory.getLogger(DataDirectory.class);
    private static final String UNFINISHED = "data-new";
    private static final Duration INIT_TIMEOUT = Duration.ofMinutes(2);
    private static final String SETTINGS_FILE = "codebase-mcp.conf";
    private static final String MAJOR_VERSION =
            ServerBinaries.VERSION.substring(0, ServerBinaries.VERSION.indexOf('.'));
    private static final int SCRAM_ITERATIONS = 1;
    /** A home keeps at least two segments; by default that takes 32 MB. */
    private static final int WAL_SEGMENT_MB = 4;

    private static final int SALT_BYTES = 16;

    private final ServerFiles files;
    private final ServerBinaries binaries;
    private final ServerAccount account;

    DataDirectory(ServerFiles files, ServerBinaries binaries, ServerAccount account) {
        this.files = files;
        this.binaries = binaries;
        this.account = account;
    }

    /** Creates the data directory if needed, repairs it, and writes the settings. The caller holds the server's lock. */
    void prepare() throws StartFailure {
        try {
            if (!isPresent(files.data())) {
                create();
            }
            new DataRepair(files.data(), account).run(MAJOR_VERSION, SETTINGS_FILE);
            Path settings = files.data().resolve(SETTINGS_FILE);
            Files.writeString(settings, settings(binaries.platform()));
            account.takeOwnership(settings);
            if (DatabasePassword.read(files).isEmpty()) {
                LOG.warn("{} no longer has a password; setting a new one", files.passwordFile());
                DatabasePassword.renew(files);
                setPassword();
            }
        } catch (IOException failure) {
            throw new UnavailableException(
                    "Cannot prepare the database in " + files.data() + ": " + failure + "." + FileAdvice.of(failure),
                    failure);
        }
    }

    /**
     * Sets the role's password to the one in the file. No server may run on the data, as this starts PostgreSQL in single-user
     * mode. That needs no password, only write access to the data. PostgreSQL sees a verifier instead of the password.
     */
    void setPassword() throws IOException, StartFailure {
        String verifier = PasswordUtil.encodeScramSha256(
                DatabasePassword.get(files).toCharArray(), SCRAM_ITERATIONS, DatabasePassword.random(SALT_BYTES));
        Path input = files.home().resolve("set-password.sql");
        files.writePrivately(input, "ALTER ROLE " + USER + " PASSWORD '" + verifier + "';\n");
        try {
            OsCommand.Result result = new OsCommand(
                            account.command(List.of(
                                    binaries.program("postgres"),
                                    "--single",
                                    "-D",
                                    files.data().toString(),
                                    "-c",
                                    "exit_on_error=on",
                                    "postgres")),
                            files.home(),
                            INIT_TIMEOUT)
                    .run(input);
            if (!result.succeeded()) {
                throw new StartFailure("Could not set a new password for the database in " + files.data() + ":\n"
                        + result.output().strip());
            }
        } finally {
            Files.deleteIfExists(input);
        }
    }

    /** Whether the data directory exists; an empty one does not count. */
    private static boolean isPresent(Path data) throws IOException {
        if (!Files.isDirectory(data)) {
            return Files.exists(data, LinkOption.NOFOLLOW_LINKS);
        }
        try (Stream<Path> children = Files.list(data)) {
            return children.findAny().isPresent();
        }
    }

    private void create() throws IOException, StartFailure {
        removeLeftovers();
        if (DatabasePassword.read(files).isEmpty()) {
            DatabasePassword.renew(files);
        }
        Path fresh = Files.createTempDirectory(files.home(), UNFINISHED);
        if (ServerFiles.isPosix(fresh)) {
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwx------"));
        }
        account.takeOwnership(fresh);
        ServerBinaries programs = binaries.forShells();
        try {
            initialize(fresh, programs);
        } finally {
            if (!programs.equals(binaries)) {
                programs.deleteCopy();
            }
        }
        Path mainSettings = fresh.resolve("postgresql.conf");
        Files.writeString(mainSettings, Files.readString(mainSettings) + DataRepair.include(SETTINGS_FILE));
        Files.move(fresh, files.data(), StandardCopyOption.ATOMIC_MOVE);
    }

    private void initialize(Path directory, ServerBinaries programs) throws IOException, StartFailure {
        Path passwordCopy = files.home().resolve("initial-password");
        files.writePrivately(passwordCopy, DatabasePassword.get(files));
        account.takeOwnership(passwordCopy);
        try {
            OsCommand.Result result = new OsCommand(
                            account.command(List.of(
                                    programs.program("initdb"),
                                    "--pgdata=" + directory,
                                    "--username=" + USER,
                                    "--auth=scram-sha-256",
                                    "--pwfile=" + passwordCopy,
                                    "--encoding=UTF8",
                                    // iterations only slow down guessing, and nobody guesses a random password
                                    "--set=scram_iterations=" + SCRAM_ITERATIONS,
                                    "--wal-segsize=" + WAL_SEGMENT_MB,
                                    "--locale=C",
                                    "--locale-provider=builtin",
                                    "--builtin-locale=C.UTF-8",
                                    "--no-instructions")),
                            files.home(),
                            INIT_TIMEOUT)
                    .run();
            if (!result.succeeded()) {
                throw new StartFailure("Could not create the database in " + files.data() + ":\n"
                        + result.output().strip());
            }
        } finally {
            Files.deleteIfExists(passwordCopy);
        }
    }

    /** Removes leftovers of killed processes. Programs that they started may still be using them for a moment. */
    private void removeLeftovers() throws IOException {
        try (Stream<Path> children = Files.list(files.home())) {
            for (Path child : children.toList()) {
                if (ServerFiles.nameOf(child).startsWith(UNFINISHED)) {
                    remove(child);
                }
            }
        }
    }

    private static void remove(Path leftover) {
        try {
            ServerBinaries.deleteTree(leftover);
        } catch (IOException | UncheckedIOException inUse) {
            LOG.info("Could not remove {} yet: {}", leftover, inUse.toString());
        }
    }

    /** The server's settings: durable, for a few clients on one machine. docs/decisions explains the unusual ones. */
    private static String settings(Platform platform) {
        return """
                # Written by codebase-mcp at each start of the server; changes are lost.
                listen_addresses = '127.0.0.1'
                unix_socket_directories = ''
                max_connections = 250
                shared_buffers = 128MB
                fsync = on
                full_page_writes = on
                wal_level = minimal
                max_wal_senders = 0
                max_wal_size = 256MB
                min_wal_size = 32MB
                wal_recycle = off
                wal_init_zero = off
                wal_compression = pglz
                checkpoint_timeout = 30s
                checkpoint_completion_target = 0.5
                max_parallel_workers_per_gather = 0
                jit = off
                autovacuum_vacuum_scale_factor = 0.05
                autovacuum_vacuum_insert_scale_factor = 0.05
                autovacuum_analyze_scale_factor = 0.05
                password_encryption = 'scram-sha-256'
                timezone = 'UTC'
                log_timezone = 'UTC'
                log_min_messages = warning
                log_line_prefix = '%m [%p] %d '
                """ + (platform.isLinux() ? "recovery_init_sync_method = syncfs\n" : "");
    }
}
