package dev.codebasemcp.database.server;

import dev.codebasemcp.config.HomeDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * The embedded server's files in the program's home directory.
 *
 * @param home readable by its owner alone
 */
record ServerFiles(Path home) {
    /** Written by PostgreSQL to the data directory. */
    static final String PID_FILE = "postmaster.pid";

    private static final int LOG_LINES_SHOWN = 12;
    private static final long MAX_LOG_BYTES = 4L << 20;

    /** The files below {@code home}, which is created if missing and closed to other users. */
    static ServerFiles in(Path home) {
        return new ServerFiles(HomeDirectory.prepare(home));
    }

    /** The last part of a path; "null" for a root. */
    static String nameOf(Path path) {
        return String.valueOf(path.getFileName());
    }

    static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** Attributes for a new file in {@code directory} that only its owner can read. */
    static FileAttribute<?>[] forOwnerAlone(Path directory) {
        return isPosix(directory)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    Path serverLock() {
        return home.resolve("server.lock");
    }

    Path clientsLock() {
        return home.resolve("clients.lock");
    }

    /** The named pipe of the leases. */
    Path clientsPipe() {
        return home.resolve("clients.pipe");
    }

    /** The pid of the process that stops an unused server. */
    Path watchdogPid() {
        return home.resolve("watchdog.pid");
    }

    /** The unpacked binaries, one directory per version and platform. */
    Path binaries() {
        return home.resolve("postgres");
    }

    Path data() {
        return home.resolve("data");
    }

    Path pidFile() {
        return data().resolve(PID_FILE);
    }

    Path passwordFile() {
        return home.resolve("database-password");
    }

    Path log() {
        return home.resolve("postgres.log");
    }

    /** Writes a file atomically, readable by its owner alone. */
    void writePrivately(Path file, String text) throws IOException {
        Path temporary = Files.createTempFile(home, nameOf(file), ".tmp");
        Files.writeString(temporary, text);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The last lines that the server wrote since its log had {@code offset} bytes. */
    String logSince(long offset) {
        try {
            byte[] bytes = Files.readAllBytes(log());
            int from = (int) Math.min(offset, bytes.length);
            List<String> lines = new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size()));
        } catch (IOException failure) {
            return "(no log: " + failure.getMessage() + ")";
        }
    }

    /** Prepares the log for appending, and moves a large one aside; returns its size. */
    long prepareLog(ServerAccount account) throws IOException {
        if (Files.exists(log()) && Files.size(log()) > MAX_LOG_BYTES) {
            Files.move(log(), home.resolve("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        if (Files.notExists(log())) {
            Files.createFile(log(), forOwnerAlone(home));
            account.takeOwnership(log());
        }
        return Files.size(log());
    }
}
