package dev.codebasemcp.indexing.scan;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A git working tree.
 *
 * @param top its top directory
 * @param commonDirectory the repository's own directory, which all its working trees share
 */
record GitWorktree(Path top, Path commonDirectory) {
    private static final String DOT_GIT = ".git";
    private static final String POINTER = "gitdir:";

    /** The nearest working tree that {@code directory} is in or the top of. */
    static Optional<GitWorktree> around(Path directory) {
        for (Path top = directory; top != null; top = top.getParent()) {
            Optional<GitWorktree> found = at(top);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** The working tree with exactly this top. */
    static Optional<GitWorktree> at(Path top) {
        Path dotGit = top.resolve(DOT_GIT);
        return (Files.isDirectory(dotGit) ? Optional.of(dotGit) : pointedTo(dotGit))
                .filter(directory -> Files.isRegularFile(directory.resolve("HEAD")))
                .map(directory -> new GitWorktree(top, common(directory)));
    }

    Path excludeFile() {
        return commonDirectory.resolve("info").resolve("exclude");
    }

    Path configFile() {
        return commonDirectory.resolve("config");
    }

    /** In a linked working tree and in a submodule, {@code .git} is a file that names the directory. */
    private static Optional<Path> pointedTo(Path file) {
        return SmallFile.readText(file)
                .filter(text -> text.startsWith(POINTER))
                .flatMap(text -> resolve(file.resolveSibling(""), text.substring(POINTER.length())));
    }

    private static Path common(Path directory) {
        return SmallFile.readText(directory.resolve("commondir"))
                .flatMap(text -> resolve(directory, text))
                .orElse(directory);
    }

    private static Optional<Path> resolve(Path base, String text) {
        try {
            return Optional.of(base.resolve(text.strip()).normalize());
        } catch (InvalidPathException noPath) {
            return Optional.empty();
        }
    }
}
