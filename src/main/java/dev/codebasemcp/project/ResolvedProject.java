package dev.codebasemcp.project;

import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.ProjectId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The project of one request, found once and passed on. It may still have to be provisioned.
 *
 * @param tier the way that found it
 * @param evidence one sentence: why this project
 * @param config the session's config file, if this is its project; for {@link ResolutionTier#SESSION_CONFIG} it decided
 * @param registered whether the registry has it; if not, {@code id} is a proposal until it is provisioned
 * @param warnings what the user should know: unknown keys of the config, a workflow-mcp that cannot be reached
 */
public record ResolvedProject(
        ProjectId id,
        String name,
        DatabaseName database,
        ResolutionTier tier,
        String evidence,
        Optional<ProjectConfig> config,
        boolean registered,
        List<String> warnings) {
    public ResolvedProject {
        warnings = List.copyOf(warnings);
    }

    /** The same with {@code earlier} before its own warnings. */
    ResolvedProject withWarningsBefore(List<String> earlier) {
        List<String> all = new ArrayList<>(earlier);
        all.addAll(warnings);
        return new ResolvedProject(id, name, database, tier, evidence, config, registered, all);
    }

    /** Whether it is the project that is used where nothing names one. */
    public boolean isDefault() {
        return name.equals(DefaultTier.NAME);
    }

    /** The config that decided; one that an explicit project merely agrees with gives it neither name nor place. */
    public Optional<ProjectConfig> decidingConfig() {
        return tier == ResolutionTier.SESSION_CONFIG ? config : Optional.empty();
    }

    /** Whether its config asks to tell what would be done, and to do nothing. */
    public boolean dryRun() {
        return config.map(ProjectConfig::dryRun).orElse(false);
    }
}
