package dev.codebasemcp.project;

import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.ProjectId;
import java.util.List;
import java.util.Optional;

/**
 * The project of one request, found once and passed on. It may still have to be provisioned.
 *
 * @param tier the way that found it
 * @param evidence one sentence: why this project
 * @param config the config file that decided, for {@link ResolutionTier#SESSION_CONFIG}
 * @param warnings what the user should know: unknown keys of the config, a workflow-mcp that cannot be reached
 */
public record ResolvedProject(
        ProjectId id,
        String name,
        DatabaseName database,
        ResolutionTier tier,
        String evidence,
        Optional<ProjectConfig> config,
        List<String> warnings) {
    public ResolvedProject {
        warnings = List.copyOf(warnings);
    }
}
