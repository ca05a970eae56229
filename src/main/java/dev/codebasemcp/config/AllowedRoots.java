package dev.codebasemcp.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The directories outside of which nothing is looked at. Immutable; symbolic links in them are resolved at each question.
 *
 * @param paths the directories; anything is allowed if there are none
 */
public record AllowedRoots(List<Path> paths) {
    /** No directory is out of bounds. */
    public static final AllowedRoots ANY = new AllowedRoots(List.of());

    public AllowedRoots {
        paths = List.copyOf(paths);
    }

    /**
     * Whether a path lies in one of them.
     *
     * @param real a path without symbolic links
     */
    public boolean hold(Path real) {
        return paths.isEmpty() || paths.stream().anyMatch(root -> real.startsWith(real(root)));
    }

    private static Path real(Path root) {
        try {
            return Files.exists(root) ? root.toRealPath() : root;
        } catch (IOException failure) {
            throw new UncheckedIOException("the allowed root " + root + " cannot be resolved", failure);
        }
    }
}
