package dev.codebasemcp.project;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A snapshot of a client's session.
 *
 * @param workingDirectory the directory set by {@code set_working_directory}
 * @param clientRoots the client's root directories, if it reported any
 * @param processDirectory the directory in which this process was started
 * @param warnings faults of the client's roots
 */
public record SessionContext(
        Optional<Path> workingDirectory, List<Path> clientRoots, Path processDirectory, List<String> warnings) {
    public SessionContext {
        clientRoots = List.copyOf(clientRoots);
        warnings = List.copyOf(warnings);
    }

    /**
     * Returns the session's directories: the working directory, else the client's roots, else the process's
     * directory. Roots outside {@code configured}, the directory of the config that decided, are ignored.
     */
    public List<Path> directories(Optional<Path> configured) {
        if (workingDirectory.isPresent()) {
            return List.of(workingDirectory.get());
        }
        List<Path> roots = clientRoots.stream()
                .filter(root -> configured.map(root::startsWith).orElse(true))
                .toList();
        return roots.isEmpty() ? List.of(processDirectory) : roots;
    }

    /** Creates a session without warnings. */
    public SessionContext(Optional<Path> workingDirectory, List<Path> clientRoots, Path processDirectory) {
        this(workingDirectory, clientRoots, processDirectory, List.of());
    }
}
