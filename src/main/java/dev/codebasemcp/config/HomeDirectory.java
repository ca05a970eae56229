package dev.codebasemcp.config;

import dev.codebasemcp.model.UnavailableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * Prepares the directory that holds all of this program's files: it exists, is writable, and is private to its owner.
 */
public final class HomeDirectory {
    /**
     * Execute permission is allowed: PostgreSQL may have to run as another user, who needs to traverse the directory.
     */
    private static final Set<String> OPEN = Set.of("GROUP_READ", "GROUP_WRITE", "OTHERS_READ", "OTHERS_WRITE");

    /** PostgreSQL's paths have at most 1,023 bytes; its own names take less than 100. */
    private static final int MAX_BYTES = 900;

    private HomeDirectory() {}

    /** Why a directory with this name is unusable; empty if it is usable. */
    static Optional<String> objection(Path home) {
        String text = home.toString();
        if (text.chars().anyMatch(Character::isISOControl)) {
            return Optional.of(
                    "it has a line break or another control character in its name, which PostgreSQL's files cannot"
                            + " hold; accepted is an absolute path without");
        }
        return text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES
                ? Optional.of("accepted is an absolute path of at most " + MAX_BYTES + " bytes")
                : Optional.empty();
    }

    /**
     * Creates the directory if it is missing, and removes other users' permissions.
     *
     * @return the real path
     * @throws UnavailableException with the next step, if the directory is unusable
     */
    public static Path prepare(Path home) {
        try {
            Files.createDirectories(home);
            Path real = home.toRealPath();
            if (isOpenToOthers(real)) {
                close(real);
            }
            if (!Files.isWritable(real)) {
                throw unusable(home, "it is not writable", "make it writable (chmod u+rwx), or change its owner");
            }
            return real;
        } catch (FileAlreadyExistsException file) {
            throw unusable(home, file.getFile() + " is no directory", "move it away");
        } catch (IOException failure) {
            throw unusable(home, failure.toString(), "make it writable");
        }
    }

    private static void close(Path home) throws IOException {
        try {
            Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException notOurs) {
            throw unusable(
                    home,
                    "others can read it, and it belongs to "
                            + Files.getOwner(home).getName(),
                    "have that user run chmod 700 " + home);
        }
        if (isOpenToOthers(home)) {
            throw unusable(
                    home,
                    "others can read it, and its file system keeps no permissions",
                    "use a directory on another file system");
        }
    }

    private static boolean isOpenToOthers(Path home) throws IOException {
        return home.getFileSystem().supportedFileAttributeViews().contains("posix")
                && Files.getPosixFilePermissions(home).stream()
                        .anyMatch(permission -> OPEN.contains(permission.name()));
    }

    private static UnavailableException unusable(Path home, String cause, String nextStep) {
        return new UnavailableException("Cannot use " + home + " (" + cause + "); " + nextStep
                + ", or set CODEBASE_MCP_HOME to another directory.");
    }
}
