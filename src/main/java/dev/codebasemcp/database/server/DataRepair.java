package dev.codebasemcp.database.server;

import dev.codebasemcp.model.UnavailableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repairs a data directory before its server starts. Restores only files without data whose exact content is known. PostgreSQL
 * detects other damage, and the owner decides about it.
 */
final class DataRepair {
    private static final Logger LOG = LoggerFactory.getLogger(DataRepair.class);

    /** The lines that initdb writes: every client must give the password, and prove that it knows it. */
    private static final String CLIENTS = """
            local all all scram-sha-256
            host all all 127.0.0.1/32 scram-sha-256
            host all all ::1/128 scram-sha-256
            """;

    /** PostgreSQL requires these directories but leaves them empty, so a copy of a home may lack them. */
    private static final List<String> EMPTY_DIRECTORIES = List.of(
            "pg_commit_ts",
            "pg_dynshmem",
            "pg_logical",
            "pg_logical/mappings",
            "pg_logical/snapshots",
            "pg_notify",
            "pg_replslot",
            "pg_serial",
            "pg_snapshots",
            "pg_stat",
            "pg_stat_tmp",
            "pg_subtrans",
            "pg_tblspc",
            "pg_twophase");

    private static final Set<String> MODES = Set.of("rwx------", "rwxr-x---");

    private final Path data;
    private final ServerAccount account;

    DataRepair(Path data, ServerAccount account) {
        this.data = data;
        this.account = account;
    }

    /** Repairs the directory, or refuses one that cannot be used. Makes the server read {@code settingsFile}. */
    void run(String majorVersion, String settingsFile) throws IOException {
        checkOwner();
        checkVersion(majorVersion);
        for (String directory : EMPTY_DIRECTORIES) {
            if (Files.notExists(data.resolve(directory))) {
                Path made = Files.createDirectory(data.resolve(directory));
                restrictToOwner(made);
                account.takeOwnership(made);
                LOG.warn("Recreated the missing {}", made);
            }
        }
        Path main = data.resolve("postgresql.conf");
        if (!text(main).contains(settingsFile)) {
            write(main, text(main) + include(settingsFile));
        }
        Path clients = data.resolve("pg_hba.conf");
        if (text(clients).lines().allMatch(line -> line.isBlank() || line.startsWith("#"))) {
            write(clients, CLIENTS);
        }
    }

    /** The line that makes PostgreSQL read a file in its data directory. */
    static String include(String settingsFile) {
        return "\ninclude_if_exists '" + settingsFile + "'\n";
    }

    private void checkOwner() throws IOException {
        if (!ServerFiles.isPosix(data)) {
            return;
        }
        if (!account.isOwnerOf(data)) {
            throw new UnavailableException("The database in " + data + " belongs to the user "
                    + Files.getOwner(data).getName() + ", and PostgreSQL runs as " + account.user()
                    + " here. Start codebase-mcp as that user, change the owner (chown -R "
                    + account.user() + " " + data
                    + "), or set CODEBASE_MCP_HOME to another directory. Nothing was changed.");
        }
        Set<PosixFilePermission> found = Files.getPosixFilePermissions(data);
        if (!MODES.contains(PosixFilePermissions.toString(found))) {
            restrictToOwner(data);
            LOG.warn("{} had the permissions {}; restricted it to its owner again", data, found);
        }
    }

    /** The file that each database has too; all are of one version. */
    private void checkVersion(String majorVersion) throws IOException {
        Path file = data.resolve("PG_VERSION");
        String version = text(file).strip();
        if (version.equals(majorVersion)) {
            return;
        }
        if (version.matches("[1-9]\\d?(\\.\\d)?")) {
            throw new UnavailableException("The database in " + data + " was created by PostgreSQL " + version
                    + ", but this program includes " + majorVersion
                    + ". Move that directory away to reindex everything, or set"
                    + " CODEBASE_MCP_DATABASE_URL to a server of that version.");
        }
        if (!text(data.resolve("base/1/PG_VERSION")).strip().equals(majorVersion)) {
            throw new UnavailableException(file + " does not name a PostgreSQL version, so " + data
                    + " is not a complete PostgreSQL database. Restore the directory from a backup, or move it away to"
                    + " reindex everything.");
        }
        write(file, majorVersion + "\n");
    }

    private static void restrictToOwner(Path directory) throws IOException {
        if (ServerFiles.isPosix(directory)) {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        }
    }

    /** The text of a file; empty if it is missing. This encoding preserves all bytes when the text is written back. */
    private static String text(Path file) throws IOException {
        return Files.isRegularFile(file) ? new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1) : "";
    }

    private void write(Path file, String text) throws IOException {
        Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
        account.takeOwnership(file);
        LOG.warn("Repaired {}", file);
    }
}
