package dev.codebasemcp.project;

import dev.codebasemcp.model.RejectedException;
import java.nio.file.Path;

/** The config that applies to a directory, whether it can be used or not. */
public sealed interface NearestConfig {
    /** Returns its path, which exists. */
    Path file();

    /**
     * Returns what it says.
     *
     * @throws RejectedException if it cannot be used
     */
    ProjectConfig usable();

    /** A valid config. */
    record Valid(ProjectConfig usable) implements NearestConfig {
        @Override
        public Path file() {
            return usable.file();
        }
    }

    /**
     * A config that cannot be read or is invalid.
     *
     * @param fault names the file and what to do
     */
    record Broken(Path file, RejectedException fault) implements NearestConfig {
        @Override
        public ProjectConfig usable() {
            throw fault;
        }
    }
}
