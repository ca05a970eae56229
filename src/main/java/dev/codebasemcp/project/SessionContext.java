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
 * @param warnings what is wrong with the client's roots
 */
public record SessionContext(
        Optional<Path> workingDirectory, List<Path> clientRoots, Path processDirectory, List<String> warnings) {
    public SessionContext {
        clientRoots = List.copyOf(clientRoots);
        warnings = List.copyOf(warnings);
    }

    /** Where the session is: what was set, else the client's roots, else where the process was started. */
    public List<Path> directories() {
        return workingDirectory
                .map(List::of)
                .orElseGet(() -> clientRoots.isEmpty() ? List.of(processDirectory) : clientRoots);
    }

    /** A session without warnings. */
    public SessionContext(Optional<Path> workingDirectory, List<Path> clientRoots, Path processDirectory) {
        this(workingDirectory, clientRoots, processDirectory, List.of());
    }
}
