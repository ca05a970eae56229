package dev.codebasemcp.database.server;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.List;
import java.util.Optional;

/** What to do about a disk that is full or a directory that cannot be written, by what the system or PostgreSQL says of it. */
final class FileAdvice {
    private static final List<String> FULL =
            List.of("No space left on device", "Disk quota exceeded", "not enough space");
    private static final List<String> CLOSED =
            List.of("Permission denied", "Read-only file system", "Operation not permitted", "AccessDenied");

    private FileAdvice() {}

    /** A sentence that begins with a space, or nothing where nothing is known. */
    static String of(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return closed();
        }
        return in(failure.toString()).orElse("");
    }

    /** The same for a program's words. */
    static Optional<String> in(String words) {
        if (FULL.stream().anyMatch(words::contains)) {
            return Optional.of(" Free space on that disk, then try again; nothing is lost.");
        }
        if (CLOSED.stream().anyMatch(words::contains) || words.contains(ReadOnlyFileSystemException.class.getName())) {
            return Optional.of(closed());
        }
        return Optional.empty();
    }

    private static String closed() {
        return " Make the directory and all in it belong to this user (chown -R, chmod -R u+rwX) on a file system that can be"
                + " written, or set CODEBASE_MCP_HOME to another directory.";
    }
}
