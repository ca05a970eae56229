package dev.codebasemcp.project;

import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.ProjectId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A valid {@code .codebase-mcp/config.json}.
 *
 * @param file its path below the real path of its directory
 * @param name the project's name, 1 to 255 characters
 * @param submodules whether to index a repository's submodules with it
 * @param warnings about unknown keys
 */
public record ProjectConfig(
        Path file,
        String name,
        Optional<ProjectId> id,
        Optional<DatabaseName> database,
        boolean autoSwitch,
        boolean strictMode,
        boolean dryRun,
        boolean submodules,
        Optional<String> description,
        List<String> warnings) {
    public ProjectConfig {
        warnings = List.copyOf(warnings);
    }

    /** The directory that the config applies to, which contains {@code .codebase-mcp}. */
    public Path directory() {
        Path folder = file.getParent();
        Path directory = folder == null ? null : folder.getParent();
        if (directory == null) {
            throw new IllegalStateException("a config file lies two levels below the root at least: " + file);
        }
        return directory;
    }
}
