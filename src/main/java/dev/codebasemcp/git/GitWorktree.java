package dev.codebasemcp.git;

import dev.codebasemcp.files.SmallFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A git working tree.
 *
 * @param top its top directory
 * @param ownDirectory what {@code .git} is or points to: for a linked working tree, its part of the common directory
 * @param commonDirectory the repository's own directory, which all its working trees share
 */
public record GitWorktree(Path top, Path ownDirectory, Path commonDirectory) {
    private static final String DOT_GIT = ".git";
    private static final String POINTER = "gitdir:";

    /** The nearest working tree that {@code directory}, a real path, is in or the top of. */
    public static Optional<GitWorktree> around(Path directory) {
        for (Path top = directory; top != null; top = top.getParent()) {
            Optional<GitWorktree> found = at(top);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** The working tree with exactly this top. */
    public static Optional<GitWorktree> at(Path top) {
        Path dotGit = top.resolve(DOT_GIT);
        return (Files.isDirectory(dotGit) ? Optional.of(dotGit) : pointedTo(dotGit))
                .filter(directory -> Files.isRegularFile(directory.resolve("HEAD")))
                .map(directory -> new GitWorktree(top, directory, common(directory)));
    }

    /**
     * The directory that stands for the repository: the same for a main working tree and for the linked ones that it
     * acknowledges. A tree that merely points to a repository, as any file may, stands for itself.
     */
    public Path identity() {
        Path dotGit = top.resolve(DOT_GIT);
        return isAcknowledged(dotGit) ? real(commonDirectory) : dotGit;
    }

    /** Where the patterns of the repository's own excludes are. */
    public Path excludeFile() {
        return commonDirectory.resolve("info").resolve("exclude");
    }

    /** Where the repository's settings are. */
    public Path configFile() {
        return commonDirectory.resolve("config");
    }

    /** Git writes the place of each linked working tree into the repository's {@code worktrees/NAME/gitdir}. */
    private boolean isAcknowledged(Path dotGit) {
        return real(ownDirectory).startsWith(real(commonDirectory).resolve("worktrees"))
                && SmallFile.readText(ownDirectory.resolve("gitdir"))
                        .flatMap(text -> resolve(ownDirectory, text))
                        .filter(back -> real(back).equals(real(dotGit)))
                        .isPresent();
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

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException gone) {
            return path;
        }
    }
}
