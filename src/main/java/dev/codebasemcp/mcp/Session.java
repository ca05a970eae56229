package dev.codebasemcp.mcp;

import dev.codebasemcp.project.SessionContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The state of the one session that a process serves over stdio. Thread-safe. */
final class Session {
    private final String id = UUID.randomUUID().toString();
    private final Path processDirectory;
    private final ClientRoots roots = new ClientRoots();
    private volatile Optional<Path> workingDirectory = Optional.empty();
    private volatile boolean over;

    Session(Path processDirectory) {
        this.processDirectory = processDirectory;
    }

    String id() {
        return id;
    }

    void end() {
        over = true;
    }

    boolean isOver() {
        return over;
    }

    void setWorkingDirectory(Path directory) {
        workingDirectory = Optional.of(directory);
    }

    /** The client reports that its roots have changed; never blocks. */
    void rootsChanged() {
        roots.forget();
    }

    /** Returns the current state. Asks the client for its roots only if no working directory is set. */
    SessionContext snapshot(CallClient client) {
        Optional<Path> directory = workingDirectory;
        if (directory.isPresent()) {
            return new SessionContext(directory, List.of(), processDirectory);
        }
        ClientRoots.Answer answer = roots.get(client);
        return new SessionContext(directory, answer.directories(), processDirectory, answer.warnings());
    }
}
