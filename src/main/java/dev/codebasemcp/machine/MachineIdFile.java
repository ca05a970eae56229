package dev.codebasemcp.machine;

import dev.codebasemcp.model.MachineId;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.model.UnavailableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The file {@code machine-id} in the home directory, created once. Processes that create it concurrently all get the
 * first one's identity.
 */
public final class MachineIdFile {
    private MachineIdFile() {}

    /**
     * Returns the identity of the machine with this home, and creates it if it is missing.
     *
     * @throws RejectedException if the file holds something else; it is not replaced, since jobs and repositories may
     * belong to its earlier identity
     * @throws UnavailableException if the file cannot be read or created
     */
    public static MachineId of(Path home) {
        Path file = home.resolve("machine-id");
        try {
            return read(file);
        } catch (NoSuchFileException absent) {
            return make(home, file);
        } catch (IOException failure) {
            throw unusable(file, failure);
        }
    }

    private static MachineId make(Path home, Path file) {
        try {
            Files.createDirectories(home, forOwnerAlone(home));
            Path draft = Files.createTempFile(home, "machine-id", ".tmp");
            try {
                Files.writeString(draft, MachineId.random() + "\n");
                publish(draft, file);
            } catch (FileAlreadyExistsException madeMeanwhile) {
                return read(file);
            } finally {
                Files.deleteIfExists(draft);
            }
            return read(file);
        } catch (IOException failure) {
            throw unusable(file, failure);
        }
    }

    private static FileAttribute<?>[] forOwnerAlone(Path home) {
        return home.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    /** Unlike a rename, a link never replaces a file that another process created meanwhile. */
    private static void publish(Path draft, Path file) throws IOException {
        try {
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException madeMeanwhile) {
            throw madeMeanwhile;
        } catch (UnsupportedOperationException | FileSystemException noLinks) {
            Files.copy(draft, file);
        }
    }

    private static MachineId read(Path file) throws IOException {
        return MachineId.parse(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).strip())
                .orElseThrow(() -> new RejectedException(file
                        + " does not hold a UUID. Restore it from a backup, or remove it: the machine gets a new"
                        + " identity then, and 'repositories claim --machine' takes back what is indexed."));
    }

    private static UnavailableException unusable(Path file, IOException failure) {
        return new UnavailableException(
                "The identity of this machine cannot be read or made (" + failure + "); make " + file
                        + " readable, or set CODEBASE_MCP_MACHINE_ID.",
                failure);
    }
}
