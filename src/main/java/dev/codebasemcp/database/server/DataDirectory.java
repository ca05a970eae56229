package dev.codebasemcp.database.server;

import dev.codebasemcp.model.UnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The embedded server's data: made once, with a password of its own, and given its settings at each start. */
final class DataDirectory {
    /** The superuser, and the only role. */
    static final String USER = "codebase_mcp";

    private static final Logger LOG = LoggerFactory.getLogger(DataDirectory.class);
    private static final String UNFINISHED = "data-new";
    private static final Duration INIT_TIMEOUT = Duration.ofMinutes(2);
    private static final String SETTINGS_FILE = "codebase-mcp.conf";
    private static final String MAJOR_VERSION =
            ServerBinaries.VERSION.substring(0, ServerBinaries.VERSION.indexOf('.'));
    private static final int PASSWORD_BYTES = 24;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final ServerFiles files;
    private final ServerBinaries binaries;
    private final ServerAccount account;

    DataDirectory(ServerFiles files, ServerBinaries binaries, ServerAccount account) {
        this.files = files;
        this.binaries = binaries;
        this.account = account;
    }

    /** Makes the data directory unless there is one, and writes the settings. The caller holds the server's lock. */
    void prepare(Platform platform) {
        try {
            if (!Files.exists(files.data())) {
                create();
            }
            checkVersion();
            Path settings = files.data().resolve(SETTINGS_FILE);
            Files.writeString(settings, settings(platform));
            account.own(settings);
        } catch (IOException failure) {
            throw new UnavailableException("Cannot prepare the database in " + files.data() + ": " + failure, failure);
        }
    }

    /** The password of {@link #USER}. */
    static String password(ServerFiles files) {
        try {
            return Files.readString(files.passwordFile()).strip();
        } catch (IOException failure) {
            throw new UnavailableException(
                    "Cannot read the database's password (" + failure + "). Put the file back, or end all"
                            + " codebase-mcp processes and delete " + files.data()
                            + ": everything is then indexed anew.",
                    failure);
        }
    }

    private void create() throws IOException {
        removeLeftovers();
        if (Files.notExists(files.passwordFile())) {
            byte[] secret = new byte[PASSWORD_BYTES];
            RANDOM.nextBytes(secret);
            files.writePrivately(files.passwordFile(), HexFormat.of().formatHex(secret));
        }
        Path fresh = Files.createTempDirectory(files.home(), UNFINISHED);
        if (ServerFiles.isPosix(fresh)) {
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwx------"));
        }
        account.own(fresh);
        initialize(fresh);
        Path mainSettings = fresh.resolve("postgresql.conf");
        Files.writeString(
                mainSettings, Files.readString(mainSettings) + "\ninclude_if_exists '" + SETTINGS_FILE + "'\n");
        Files.move(fresh, files.data(), StandardCopyOption.ATOMIC_MOVE);
    }

    private void initialize(Path directory) throws IOException {
        Path passwordCopy = files.home().resolve("initial-password");
        files.writePrivately(passwordCopy, password(files));
        account.own(passwordCopy);
        try {
            OsCommand.Result result = new OsCommand(
                            account.command(List.of(
                                    binaries.program("initdb"),
                                    "--pgdata=" + directory,
                                    "--username=" + USER,
                                    "--auth=scram-sha-256",
                                    "--pwfile=" + passwordCopy,
                                    "--encoding=UTF8",
                                    // slows down who guesses a password, and nobody guesses a random one
                                    "--set=scram_iterations=1",
                                    "--locale=C",
                                    "--locale-provider=builtin",
                                    "--builtin-locale=C.UTF-8",
                                    "--no-instructions")),
                            files.home(),
                            INIT_TIMEOUT)
                    .run();
            if (!result.succeeded()) {
                throw new UnavailableException("Could not make the database in " + files.data() + ": "
                        + result.output().strip());
            }
        } finally {
            Files.deleteIfExists(passwordCopy);
        }
    }

    /** What processes left that were killed; the programs that they started may be at work on it for a moment longer. */
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
            LOG.info("Left {} for later: {}", leftover, inUse.toString());
        }
    }

    private void checkVersion() throws IOException {
        String version = Files.readString(files.data().resolve("PG_VERSION")).strip();
        if (!version.equals(MAJOR_VERSION)) {
            throw new UnavailableException("The database in " + files.data() + " was made by PostgreSQL " + version
                    + ", this program has " + MAJOR_VERSION
                    + ". Move that directory away to index everything anew, or set"
                    + " CODEBASE_MCP_DATABASE_URL to a server of that version.");
        }
    }

    /**
     * The server's settings. Durable, for few clients on one machine; docs/decisions says why the less usual ones are as
     * they are.
     */
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
                max_wal_size = 1GB
                max_parallel_workers_per_gather = 0
                jit = off
                autovacuum_vacuum_scale_factor = 0.05
                autovacuum_vacuum_insert_scale_factor = 0.05
                autovacuum_analyze_scale_factor = 0.05
                timezone = 'UTC'
                log_timezone = 'UTC'
                log_min_messages = warning
                log_line_prefix = '%m [%p] %d '
                """ + (platform.isLinux() ? "recovery_init_sync_method = syncfs\n" : "");
    }
}
