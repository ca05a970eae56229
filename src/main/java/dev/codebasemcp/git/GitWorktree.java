package dev.codebasemcp.git;

import dev.codebasemcp.files.SmallFile;
import dev.codebasemcp.paths.PathText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A git working tree.
 *
 * @param top its top directory
 * @param ownDirectory the target of {@code .git}; for a linked working tree, its part of the common directory
 * @param commonDirectory the repository's directory, shared by all its working trees
 */
public record GitWorktree(Path top, Path ownDirectory, Path commonDirectory) {
    private static final String DOT_GIT = ".git";
    private static final String POINTER = "gitdir:";
    private static final String BRANCH = "ref: refs/heads/";

    /** Returns the nearest working tree that {@code directory}, a real path, is in or the top of. */
    public static Optional<GitWorktree> around(Path directory) {
        for (Path top = directory; top != null; top = top.getParent()) {
            Optional<GitWorktree> found = linkedTo(top);
            if (found.isPresent()) {
                return found.filter(tree -> !tree.isBare());
            }
        }
        return Optional.empty();
    }

    /** Returns the top of the nearest working tree around {@code directory}, a real path. */
    public static Optional<Path> topAround(Path directory) {
        return around(directory).map(GitWorktree::top);
    }

    /** Returns the working tree with exactly this top. */
    public static Optional<GitWorktree> at(Path top) {
        return linkedTo(top).filter(tree -> !tree.isBare());
    }

    private static Optional<GitWorktree> linkedTo(Path top) {
        Path dotGit = top.resolve(DOT_GIT);
        return (Files.isDirectory(dotGit) ? Optional.of(dotGit) : pointedTo(dotGit))
                .filter(directory -> Files.isRegularFile(directory.resolve(GitDirectory.HEAD)))
                .map(directory -> new GitWorktree(top, directory, common(directory)));
    }

    /**
     * Whether {@code .git} is a bare repository. People keep linked working trees beside one; its parent is no
     * working tree.
     */
    private boolean isBare() {
        if (!ownDirectory.equals(commonDirectory)) {
            return false;
        }
        GitConfig config = GitConfig.read(List.of(), Optional.of(this), new GitConfig.Situation(top, Optional.empty()));
        return config.isSet("core", "bare") && config.text("core", "worktree").isEmpty();
    }

    /** The checked-out branch, if any. */
    Optional<String> branch() {
        return SmallFile.readText(ownDirectory.resolve(GitDirectory.HEAD))
                .map(String::strip)
                .filter(head -> head.startsWith(BRANCH))
                .map(head -> head.substring(BRANCH.length()));
    }

    /** Whether {@code nested}, a working tree inside this one, is its submodule. */
    public boolean hasSubmodule(GitWorktree nested) {
        return real(nested.ownDirectory()).startsWith(real(commonDirectory).resolve("modules"))
                || submodules().contains(nested.top());
    }

    /** The paths of the submodules in {@code .gitmodules}, whether they exist or not. */
    public Set<Path> submodules() {
        try {
            return GitConfig.ofFile(top.resolve(".gitmodules")).all("submodule", "path").values().stream()
                    .flatMap(List::stream)
                    .map(path -> PathText.below(top, path).normalize())
                    .collect(Collectors.toSet());
        } catch (InvalidPathException noPath) {
            return Set.of();
        }
    }

    /**
     * Returns the directory that identifies the repository: the same for a main working tree and the linked ones that
     * it acknowledges. A tree that merely points to a repository, as any file may, identifies itself.
     */
    public Path identity() {
        Path dotGit = top.resolve(DOT_GIT);
        return isAcknowledged(dotGit) ? real(commonDirectory) : dotGit;
    }

    /** The file with the repository's own ignore patterns. */
    public Path excludeFile() {
        return commonDirectory.resolve("info").resolve("exclude");
    }

    /** Git records each linked working tree in the repository's {@code worktrees/NAME/gitdir}. */
    private boolean isAcknowledged(Path dotGit) {
        return real(ownDirectory).startsWith(real(commonDirectory).resolve("worktrees"))
                && SmallFile.readText(ownDirectory.resolve("gitdir"))
                        .flatMap(text -> resolve(ownDirectory, text))
                        .filter(back -> real(back).equals(real(dotGit)))
                        .isPresent();
    }

    /** In a linked working tree or a submodule, {@code .git} is a file that names the directory. */
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
            return Optional.of(PathText.below(base, text.strip()).normalize());
        } catch (InvalidPathException noPath) {
            return Optional.empty();
        }
    }

    static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException gone) {
            return path;
        }
    }
}
