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

    /**
     * Where the session is: what was set, else the client's roots, else where the process was started. Roots that are not
     * below {@code configured}, the directory of the config that decided, do not count.
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

    /** A session without warnings. */
    public SessionContext(Optional<Path> workingDirectory, List<Path> clientRoots, Path processDirectory) {
        this(workingDirectory, clientRoots, processDirectory, List.of());
    }
}
