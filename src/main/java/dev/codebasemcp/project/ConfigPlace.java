package dev.codebasemcp.project;

import dev.codebasemcp.git.GitWorktree;
import dev.codebasemcp.paths.PathText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The location of a config. All working trees of a git repository share one: the repository plus the directory in it.
 * Outside git, it is the directory.
 *
 * @param name unique on the machine
 * @param directory the config's directory, a real path
 * @param worktree the working tree that contains it
 */
record ConfigPlace(String name, Path directory, Optional<GitWorktree> worktree) {
    /** Separates a repository and a directory in it; no normalized path contains it. */
    private static final String IN = "//";

    private static final String DOT_GIT = ".git";

    static ConfigPlace of(Path directory) {
        return in(GitWorktree.around(directory), directory);
    }

    /** Creates a place whose working tree, or lack of one, is already known. */
    static ConfigPlace in(Optional<GitWorktree> worktree, Path directory) {
        String name = worktree.map(tree -> inRepository(tree, directory)).orElseGet(() -> PathText.textOf(directory));
        return new ConfigPlace(name, directory, worktree);
    }

    private static String inRepository(GitWorktree tree, Path directory) {
        String relative = PathText.textOf(tree.top().relativize(directory));
        return PathText.textOf(tree.identity()) + (relative.isEmpty() ? "" : IN + relative);
    }

    /**
     * Whether {@code other} names this place, now or before its directory became a working tree or stopped being one.
     */
    boolean isNamed(String other) {
        Optional<Path> before = directoryOf(other);
        return other.equals(name)
                || (before.isPresent() && (before.get().equals(directory) || before.equals(directoryOf(name))));
    }

    /** Whether {@code other} is a directory of the same repository that this working tree does not contain. */
    boolean lacks(String other) {
        return worktree.isPresent()
                && repository(other).equals(repository(name))
                && !Files.isDirectory(worktree.get().top().resolve(PathText.of(relative(other))));
    }

    /** Whether both the repository and the config of a place are gone. */
    static boolean isGone(String place) {
        return Files.notExists(PathText.of(repository(place)))
                && directoryOf(place)
                        .map(ConfigSearch::fileIn)
                        .filter(Files::exists)
                        .isEmpty();
    }

    /** Returns the directory of a place; empty for working trees of a bare repository, which may be anywhere. */
    static Optional<Path> directoryOf(String place) {
        Path repository = PathText.of(repository(place));
        Path top = repository.getParent();
        if (top != null && repository.endsWith(DOT_GIT)) {
            return Optional.of(top.resolve(PathText.of(relative(place))));
        }
        return place.contains(IN) ? Optional.empty() : Optional.of(repository);
    }

    private static String repository(String place) {
        int end = place.indexOf(IN);
        return end < 0 ? place : place.substring(0, end);
    }

    private static String relative(String place) {
        int end = place.indexOf(IN);
        return end < 0 ? "" : place.substring(end + IN.length());
    }
}
