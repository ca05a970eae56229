package dev.codebasemcp.mcp;

import dev.codebasemcp.project.SessionContext;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** The state of the one session that a process serves over stdio. Thread-safe. */
final class Session {
    private final String id = UUID.randomUUID().toString();
    private final Path processDirectory;
    private final BooleanSupplier over;
    private final ClientRoots roots = new ClientRoots();
    private volatile Optional<Path> workingDirectory = Optional.empty();

    /** Creates a session; {@code over} reports whether it has ended. */
    Session(Path processDirectory, BooleanSupplier over) {
        this.processDirectory = processDirectory;
        this.over = over;
    }

    String id() {
        return id;
    }

    boolean isOver() {
        return over.getAsBoolean();
    }

    void setWorkingDirectory(Path directory) {
        workingDirectory = Optional.of(directory);
    }

    /** The client reports that its roots have changed; never blocks. */
    void rootsChanged() {
        roots.forget();
    }

    /** Returns the current state. Asks the client for its roots only if no working directory is set. */
    SessionContext snapshot(McpSyncServerExchange exchange) {
        Optional<Path> directory = workingDirectory;
        if (directory.isPresent()) {
            return new SessionContext(directory, List.of(), processDirectory);
        }
        ClientRoots.Answer answer = roots.get(exchange);
        return new SessionContext(directory, answer.directories(), processDirectory, answer.warnings());
    }
}
