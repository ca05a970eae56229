package dev.codebasemcp.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The only directories that may be read. Immutable. Symbolic links in the roots are resolved on each call.
 *
 * @param paths the directories; if empty, every directory is allowed
 */
public record AllowedRoots(List<Path> paths) {
    /** Allows every directory. */
    public static final AllowedRoots ANY = new AllowedRoots(List.of());

    public AllowedRoots {
        paths = List.copyOf(paths);
    }

    /**
     * Whether a path lies in an allowed root.
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
