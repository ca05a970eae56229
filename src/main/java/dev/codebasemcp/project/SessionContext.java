package dev.codebasemcp.project;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a client's session when a request arrives; a snapshot.
 *
 * @param workingDirectory what {@code set_working_directory} set
 * @param clientRoots the client's root directories, if it told any
 * @param processDirectory the directory in which this process was started
 */
public record SessionContext(Optional<Path> workingDirectory, List<Path> clientRoots, Path processDirectory) {
    public SessionContext {
        clientRoots = List.copyOf(clientRoots);
    }
}
