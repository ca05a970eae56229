package dev.codebasemcp.database.server;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.List;
import java.util.Optional;

/** Advice for a full disk or an unwritable directory, based on the error text of the system or PostgreSQL. */
final class FileAdvice {
    private static final List<String> DISK_FULL =
            List.of("No space left on device", "Disk quota exceeded", "not enough space");
    private static final List<String> NOT_WRITABLE =
            List.of("Permission denied", "Read-only file system", "Operation not permitted", "AccessDenied");

    private FileAdvice() {}

    /** A sentence with a leading space, or empty if there is no advice. */
    static String of(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return makeWritable();
        }
        return in(failure.toString()).orElse("");
    }

    /** The same for a program's output. */
    static Optional<String> in(String output) {
        if (DISK_FULL.stream().anyMatch(output::contains)) {
            return Optional.of(" Free space on that disk, then try again; nothing is lost.");
        }
        if (NOT_WRITABLE.stream().anyMatch(output::contains)
                || output.contains(ReadOnlyFileSystemException.class.getName())) {
            return Optional.of(makeWritable());
        }
        return Optional.empty();
    }

    private static String makeWritable() {
        return " Give this user write access to the directory and everything in it (chown -R, chmod -R u+rwX) on a"
                + " writable file system, or set CODEBASE_MCP_HOME to another directory.";
    }
}
