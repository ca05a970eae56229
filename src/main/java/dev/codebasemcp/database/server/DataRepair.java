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
 * What is mended in a data directory before its server starts: all that holds no data and is known to the last byte. The
 * rest is PostgreSQL's to find, and its owner's to decide about.
 */
final class DataRepair {
    private static final Logger LOG = LoggerFactory.getLogger(DataRepair.class);

    /** The same lines as initdb writes: everybody is asked for the password, and for a proof of it. */
    private static final String CLIENTS = """
            local all all scram-sha-256
            host all all 127.0.0.1/32 scram-sha-256
            host all all ::1/128 scram-sha-256
            """;

    /** PostgreSQL does not start without these, and leaves them empty: what copies a home may leave them out. */
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

    /** Mends what is to be mended, and refuses what cannot be used; {@code settingsFile} is to be read by the server. */
    void run(String majorVersion, String settingsFile) throws IOException {
        checkOwner();
        checkVersion(majorVersion);
        for (String directory : EMPTY_DIRECTORIES) {
            if (Files.notExists(data.resolve(directory))) {
                Path made = Files.createDirectory(data.resolve(directory));
                closeToOthers(made);
                account.own(made);
                LOG.warn("Made {} again, which was missing", made);
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

    /** The line that makes PostgreSQL read a file of its data directory. */
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
                    + " here. Start codebase-mcp as that user, or give all of it to this one (chown -R "
                    + account.user() + " " + data
                    + "), or set CODEBASE_MCP_HOME to another directory. Nothing was changed.");
        }
        Set<PosixFilePermission> found = Files.getPosixFilePermissions(data);
        if (!MODES.contains(PosixFilePermissions.toString(found))) {
            closeToOthers(data);
            LOG.warn("{} had the permissions {} and is its owner's alone again", data, found);
        }
    }

    /** Each database has such a file too, and all are of one version. */
    private void checkVersion(String majorVersion) throws IOException {
        Path file = data.resolve("PG_VERSION");
        String version = text(file).strip();
        if (version.equals(majorVersion)) {
            return;
        }
        if (version.matches("[1-9]\\d?(\\.\\d)?")) {
            throw new UnavailableException("The database in " + data + " was made by PostgreSQL " + version
                    + ", this program has " + majorVersion
                    + ". Move that directory away to index everything anew, or set"
                    + " CODEBASE_MCP_DATABASE_URL to a server of that version.");
        }
        if (!text(data.resolve("base/1/PG_VERSION")).strip().equals(majorVersion)) {
            throw new UnavailableException(file + " does not say which PostgreSQL has made this database, so " + data
                    + " is not, or not wholly, what PostgreSQL makes. Put the directory back from a backup, or move it away: then"
                    + " everything is indexed anew.");
        }
        write(file, majorVersion + "\n");
    }

    private static void closeToOthers(Path directory) throws IOException {
        if (ServerFiles.isPosix(directory)) {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        }
    }

    /** Nothing for a file that is missing; any bytes are text in this encoding, and written back as they were. */
    private static String text(Path file) throws IOException {
        return Files.isRegularFile(file) ? new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1) : "";
    }

    private void write(Path file, String text) throws IOException {
        Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
        account.own(file);
        LOG.warn("Mended {}", file);
    }
}
