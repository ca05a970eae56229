package dev.codebasemcp.mcp;

import dev.codebasemcp.project.SessionContext;
import dev.codebasemcp.project.SessionDirectories.Roots;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** The state of the one session that a process serves over stdio. Thread-safe. */
final class Session {
    private final String id = UUID.randomUUID().toString();
    private final BiFunction<Optional<Path>, Supplier<Roots>, SessionContext> directories;
    private final ClientRoots roots = new ClientRoots();
    private volatile Optional<Path> workingDirectory = Optional.empty();
    private volatile boolean over;

    /** Creates a session; {@code directories} choose among what was set and the client's roots. */
    Session(BiFunction<Optional<Path>, Supplier<Roots>, SessionContext> directories) {
        this.directories = directories;
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

    /** Returns the current state. Asks the client for its roots only if nothing else names a project. */
    SessionContext snapshot(CallClient client) {
        return directories.apply(workingDirectory, () -> roots.get(client));
    }
}
