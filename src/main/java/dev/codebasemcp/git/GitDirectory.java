package dev.codebasemcp.git;

import dev.codebasemcp.files.SmallFile;
import dev.codebasemcp.paths.PathText;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A directory that holds a git repository, whatever its name: a {@code .git}, a bare repository, or a moved one.
 * Nothing in it is source code.
 */
public record GitDirectory(Path place) {
    /** A file that every such directory holds. */
    public static final String HEAD = "HEAD";

    private static final Pattern HEAD_CONTENT =
            Pattern.compile("\\s*(ref:\\s*refs/\\S+|[0-9a-f]{40}|[0-9a-f]{64})\\s*");
    private static final int SHOWN = 5;

    /** Returns the git directory at exactly this place. */
    public static Optional<GitDirectory> at(Path directory) {
        boolean isGitDirectory = Files.isDirectory(directory.resolve("objects"))
                && (Files.isDirectory(directory.resolve("refs")) || Files.exists(directory.resolve("packed-refs")))
                && SmallFile.readText(directory.resolve(HEAD))
                        .filter(text -> HEAD_CONTENT.matcher(text).matches())
                        .isPresent();
        return isGitDirectory ? Optional.of(new GitDirectory(directory)) : Optional.empty();
    }

    /**
     * Returns the git directory that {@code directory}, a real path, is or lies in. The search stops at a working
     * tree.
     */
    public static Optional<GitDirectory> around(Path directory) {
        for (Path at = directory; at != null; at = at.getParent()) {
            Optional<GitDirectory> found = at(at);
            if (found.isPresent()) {
                return found;
            }
            if (Files.exists(at.resolve(".git"))) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Returns its working trees that exist now. */
    public List<Path> worktrees() {
        List<Path> found = new ArrayList<>();
        Path top = place.getParent();
        if (top != null && place.endsWith(".git") && GitWorktree.at(top).isPresent()) {
            found.add(top);
        }
        Path linked = place.resolve("worktrees");
        if (Files.isDirectory(linked)) {
            try (DirectoryStream<Path> names = Files.newDirectoryStream(linked)) {
                for (Path name : names) {
                    linked(name).ifPresent(found::add);
                }
            } catch (IOException unreadable) {
                return found;
            }
        }
        return found;
    }

    private static Optional<Path> linked(Path name) {
        try {
            return SmallFile.readText(name.resolve("gitdir"))
                    .map(text ->
                            name.resolve(PathText.of(text.strip())).normalize().getParent())
                    .filter(top -> GitWorktree.at(top).isPresent());
        } catch (InvalidPathException noPath) {
            return Optional.empty();
        }
    }

    /** Why it is not indexed, and the next step. The text continues after "is" or "lies in". */
    public String refusal() {
        List<Path> trees = worktrees();
        String next = trees.isEmpty()
                ? "make a working tree (git worktree add DIRECTORY), and index that"
                : "index " + (trees.size() == 1 ? "its working tree " : "one of its working trees: ")
                        + String.join(
                                ", ",
                                trees.stream()
                                        .limit(SHOWN)
                                        .map(PathText::textOf)
                                        .sorted()
                                        .toList());
        return "git's own directory " + PathText.textOf(place) + ", which holds no source files; " + next;
    }
}
