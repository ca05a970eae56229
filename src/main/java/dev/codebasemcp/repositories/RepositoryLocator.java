package dev.codebasemcp.repositories;

import dev.codebasemcp.database.index.RepositoryRow;
import dev.codebasemcp.files.FileSystemCalls;
import dev.codebasemcp.git.GitWorktree;
import dev.codebasemcp.paths.PathText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds which of this machine's repositories contains a directory. A nested repository counts as separate.
 * Thread-safe.
 */
final class RepositoryLocator {
    private static final Logger LOG = LoggerFactory.getLogger(RepositoryLocator.class);
    /**
     * Limit of a file system call, since a search waits for it. Without an answer, a directory counts as existing and
     * outside git.
     */
    private static final Duration TIMEOUT = Duration.ofMillis(200);

    private final FileSystemCalls calls;

    RepositoryLocator(FileSystemCalls calls) {
        this.calls = calls;
    }

    /** The location of a directory. */
    sealed interface Located {}

    /**
     * In an indexed repository.
     *
     * @param part the nested repository that contains the directory, relative to the indexed one with {@code /};
     * empty if there is none
     */
    record Inside(RepositoryRow row, String part) implements Located {}

    /** Above indexed repositories, and in none itself. */
    record Above(List<RepositoryRow> rows) implements Located {
        Above {
            rows = List.copyOf(rows);
        }
    }

    /** In a repository that is not indexed, with the top {@code root}. */
    record NotIndexed(Path root) implements Located {}

    /** In no repository. */
    record Nowhere() implements Located {}

    /**
     * Locates {@code directory}, a real path, among {@code rows} of this machine.
     *
     * @param configured the directory of the config that applies to it, which is the root of a repository without git
     */
    Located locate(Path directory, List<RepositoryRow> rows, Optional<Path> configured) {
        Optional<RepositoryRow> around = rows.stream()
                .filter(row -> directory.startsWith(row.root()))
                .max(Comparator.comparing(row -> row.root().getNameCount()));
        Optional<Path> top = top(directory);
        if (around.isPresent()) {
            return inside(around.get(), top);
        }
        List<RepositoryRow> below = below(directory, rows);
        if (top.isPresent()) {
            List<RepositoryRow> parts =
                    below.stream().filter(row -> top(row.root()).equals(top)).toList();
            return parts.isEmpty() ? new NotIndexed(top.get()) : new Above(parts);
        }
        if (!below.isEmpty()) {
            return new Above(below);
        }
        return configured
                .filter(directory::startsWith)
                .filter(config -> below(config, rows).isEmpty())
                .<Located>map(NotIndexed::new)
                .orElseGet(Nowhere::new);
    }

    /** Whether the directory of a repository still exists; true if its file system does not respond in time. */
    boolean isThere(RepositoryRow row) {
        return ask(row.root(), Files::isDirectory).orElse(true);
    }

    private Located inside(RepositoryRow row, Optional<Path> top) {
        Path root = row.root();
        if (top.isEmpty() || root.startsWith(top.get())) {
            return new Inside(row, "");
        }
        // Nested repositories are walked only below a folder of projects.
        return top(root).isPresent()
                ? new NotIndexed(top.get())
                : new Inside(row, PathText.textOf(root.relativize(top.get())).replace('\\', '/'));
    }

    private static List<RepositoryRow> below(Path directory, List<RepositoryRow> rows) {
        return rows.stream().filter(row -> row.root().startsWith(directory)).toList();
    }

    private Optional<Path> top(Path directory) {
        return ask(directory, GitWorktree::topAround).flatMap(found -> found);
    }

    /** Returns the result of a file system call; empty if it does not return in time. */
    private <T> Optional<T> ask(Path place, java.util.function.Function<Path, T> question) {
        try {
            return Optional.of(calls.ask(place, TIMEOUT, () -> question.apply(place)));
        } catch (IOException unanswered) {
            LOG.debug("{} cannot be accessed now: {}", place, unanswered.getMessage());
            return Optional.empty();
        }
    }
}
