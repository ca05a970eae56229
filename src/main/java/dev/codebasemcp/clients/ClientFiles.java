package dev.codebasemcp.clients;

import dev.codebasemcp.git.GitWorktree;
import dev.codebasemcp.model.RejectedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the files of clients, and puts parts into them or takes these out. A file that cannot be changed is an outcome, no
 * failure.
 *
 * @param directories what was made for files
 */
record ClientFiles(Surroundings surroundings, MadeDirectories directories) {
    private static final Logger LOG = LoggerFactory.getLogger(ClientFiles.class);
    /** Each failed try means that another program succeeded, so a few are enough for any that comes to an end. */
    private static final int TRIES = 10;

    /**
     * Finds the files of a scope.
     *
     * @param project the real top of the git repository that must contain them; empty for those of the user
     */
    record Paths(Function<OsPath, Path> places, Optional<Path> project) implements Function<OsPath, Path> {
        @Override
        public Path apply(OsPath place) {
            return places.apply(place);
        }
    }

    /** Returns the paths in the scope of a request. */
    Paths paths(ClientSetup.Request request) {
        if (request.scope() == ClientSetup.Scope.USER) {
            return ofUser();
        }
        Path directory = request.directory();
        try {
            return top(directory)
                    .map(this::in)
                    .orElseThrow(() -> new RejectedException(
                            directory + ": this is no git repository, so it has no files of a project; use --user."));
        } catch (IOException missing) {
            throw new RejectedException(directory + ": the directory cannot be read.", missing);
        }
    }

    Paths ofUser() {
        return new Paths(surroundings::resolve, Optional.empty());
    }

    /** Returns the paths in the git repository around a directory, if there is one that can be read. */
    Optional<Paths> ofProject(Path directory) {
        try {
            return top(directory).map(this::in);
        } catch (IOException missing) {
            LOG.info("A directory cannot be read, so it has no files of a project", missing);
            return Optional.empty();
        }
    }

    private Paths in(Path top) {
        return new Paths(place -> top.resolve(place.on(surroundings.system())), Optional.of(top));
    }

    private static Optional<Path> top(Path directory) throws IOException {
        return GitWorktree.topAround(directory.toRealPath());
    }

    /** Adds a part to a client's file, or updates it. */
    ClientChange install(Client client, Path file, Part part, Paths paths) {
        return change(client, file, () -> {
            List<Path> missing = MadeDirectories.missingAbove(file);
            try {
                return fileChange(file, part, paths).install();
            } finally {
                directories.note(missing);
            }
        });
    }

    /** Returns why adding a part would be refused, if it would be. Changes nothing. */
    Optional<ClientChange> refusal(Client client, Path file, Part part, Paths paths) {
        ClientChange tried = change(client, file, () -> {
            fileChange(file, part, paths).check();
            return ClientChange.Kind.UNCHANGED;
        });
        return Optional.of(tried).filter(change -> change.kind() == ClientChange.Kind.REFUSED);
    }

    /** Takes a part out of a client's file. */
    ClientChange uninstall(Client client, Path file, Part part, Paths paths) {
        return change(client, file, () -> {
            ClientChange.Kind kind = fileChange(file, part, paths).uninstall();
            if (kind == ClientChange.Kind.REMOVED && !Files.exists(file)) {
                directories.removeAbove(file);
            }
            return kind;
        });
    }

    private static FileChange fileChange(Path file, Part part, Paths paths) {
        paths.project().ifPresent(top -> TextFile.checkLiesIn(top, file));
        TextFile.Access access = paths.project().isPresent() ? TextFile.Access.EVERYBODY : TextFile.Access.OWNER;
        return new FileChange(TextFile.read(file, access), part);
    }

    private static ClientChange change(Client client, Path file, Supplier<ClientChange.Kind> action) {
        try {
            return new ClientChange(
                    client.name(), client.title(), settled(action), Optional.of(file), Optional.empty());
        } catch (RejectedException | ChangedFileException refused) {
            LOG.info("A file of a client stays as it is", refused);
            return refused(client, Optional.of(file), String.valueOf(refused.getMessage()));
        }
    }

    /** Reads the file again if another run of ours, or its client, changed it in between. */
    private static ClientChange.Kind settled(Supplier<ClientChange.Kind> action) {
        for (int tried = 1; tried < TRIES; tried++) {
            try {
                return action.get();
            } catch (ChangedFileException changed) {
                LOG.debug("A file is changed by another program", changed);
            }
        }
        return action.get();
    }

    static ClientChange refused(Client client, Optional<Path> file, String problem) {
        return new ClientChange(client.name(), client.title(), ClientChange.Kind.REFUSED, file, Optional.of(problem));
    }
}
