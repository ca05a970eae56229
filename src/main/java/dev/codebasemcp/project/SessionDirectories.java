package dev.codebasemcp.project;

import dev.codebasemcp.config.Settings;
import dev.codebasemcp.files.FileFault;
import dev.codebasemcp.files.FileSystemCalls;
import dev.codebasemcp.git.GitWorktree;
import dev.codebasemcp.project.SessionContext.Source;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses the directory of a session. What the caller has set always counts. Otherwise it is the first of these that
 * lies in a git repository or below a config: the client's project directory, the process's directory, the client's
 * roots. If none does, it is the first that exists, with the process's directory last: a client that names a directory
 * knows more than the place where it starts its servers. Thread-safe.
 */
public final class SessionDirectories {
    private static final Logger LOG = LoggerFactory.getLogger(SessionDirectories.class);
    private static final String VARIABLE = "CLAUDE_PROJECT_DIR";

    private final ConfigSearch configs;
    private final FileSystemCalls calls;
    private final Settings settings;
    private final Path processDirectory;

    /**
     * Creates a choice.
     *
     * @param settings name the client's project directory, the allowed roots and the user's home
     */
    public SessionDirectories(ConfigSearch configs, FileSystemCalls calls, Settings settings, Path processDirectory) {
        this.configs = configs;
        this.calls = calls;
        this.settings = settings;
        this.processDirectory = processDirectory;
    }

    /**
     * The client's root directories.
     *
     * @param warnings why there may be more
     */
    public record Roots(List<Path> directories, List<String> warnings) {
        public Roots {
            directories = List.copyOf(directories);
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * Returns the session's directory.
     *
     * @param set what the caller has set
     * @param roots asks the client for its roots; used only if nothing before them lies in a project
     */
    public SessionContext choose(Optional<Path> set, Supplier<Roots> roots) {
        if (set.isPresent()) {
            return SessionContext.at(set.get());
        }
        List<String> warnings = new ArrayList<>();
        Optional<Place> client = settings.clientProject()
                .flatMap(path -> look(path, fault -> warnings.add(VARIABLE + " is not used: " + fault + ".")));
        if (client.isPresent() && client.get().inProject()) {
            return new SessionContext(List.of(client.get().real()), Source.CLIENT_PROJECT, warnings);
        }
        Optional<Place> own = look(processDirectory, SessionDirectories::ignore);
        if (own.isPresent() && own.get().inProject()) {
            return new SessionContext(List.of(own.get().real()), Source.PROCESS, warnings);
        }
        Roots told = roots.get();
        warnings.addAll(told.warnings());
        List<Place> places = told.directories().stream()
                .flatMap(root -> look(root, SessionDirectories::ignore).stream())
                .toList();
        if (client.isPresent() && places.stream().noneMatch(Place::inProject)) {
            return new SessionContext(List.of(client.get().real()), Source.CLIENT_PROJECT, warnings);
        }
        return places.isEmpty()
                ? new SessionContext(List.of(processDirectory), Source.PROCESS, warnings)
                : new SessionContext(places.stream().map(Place::real).toList(), Source.CLIENT_ROOTS, warnings);
    }

    /** A usable directory, and whether it lies in a git repository or below a config. */
    private record Place(Path real, boolean inProject) {}

    /** Returns nothing for a directory that cannot be used: another one may be. */
    private Optional<Place> look(Path path, Consumer<String> onFault) {
        try {
            return Optional.of(calls.ask(path, FileSystemCalls.CALLER_TIMEOUT, () -> place(path)));
        } catch (IOException unusable) {
            onFault.accept(FileFault.words(unusable));
            return Optional.empty();
        }
    }

    /** Nobody has named the process's directory, and roots of the client need not be on this machine. */
    private static void ignore(String fault) {
        LOG.debug("Not a directory of the session: {}", fault);
    }

    private Place place(Path path) throws IOException {
        Path real = path.toRealPath();
        if (!Files.isDirectory(real)) {
            throw new NotDirectoryException(path.toString());
        }
        if (!Files.isReadable(real) || !Files.isExecutable(real)) {
            throw new AccessDeniedException(path.toString());
        }
        if (!settings.allowedRoots().hold(real)) {
            throw new IOException(path + " lies outside the directories of CODEBASE_MCP_ALLOWED_ROOTS");
        }
        return new Place(real, isInRepository(real) || configs.isBelowOne(real));
    }

    /** A home directory with a git repository of settings is not what a session is about. */
    private boolean isInRepository(Path real) {
        return GitWorktree.topAround(real).filter(top -> !isHome(top)).isPresent();
    }

    private boolean isHome(Path top) {
        return settings.userHomes().stream().anyMatch(home -> isSame(home, top));
    }

    private static boolean isSame(Path home, Path top) {
        try {
            return Files.exists(home) && Files.isSameFile(home, top);
        } catch (IOException unknown) {
            return home.equals(top);
        }
    }
}
