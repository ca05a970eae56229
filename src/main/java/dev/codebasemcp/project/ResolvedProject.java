package dev.codebasemcp.project;

import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.ProjectId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The project of one request, resolved once. It may still have to be provisioned.
 *
 * @param tier the tier that found it
 * @param evidence one sentence: why this project
 * @param config the session's config file, if this is its project; for {@link ResolutionTier#SESSION_CONFIG} it
 * decided
 * @param registered whether the registry has it; if not, {@code id} is a proposal until it is provisioned
 * @param warnings for the user, such as unknown config keys or an unreachable workflow-mcp
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

    /** A copy with {@code earlier} before its own warnings. */
    ResolvedProject withWarningsBefore(List<String> earlier) {
        List<String> all = new ArrayList<>(earlier);
        all.addAll(warnings);
        return new ResolvedProject(id, name, database, tier, evidence, config, registered, all);
    }

    /** Whether this is the project that is used when nothing names one. */
    public boolean isDefault() {
        return name.equals(DefaultTier.NAME);
    }

    /**
     * The config that decided. One that merely matches an explicit project determines neither its name nor its place.
     */
    public Optional<ProjectConfig> decidingConfig() {
        return tier == ResolutionTier.SESSION_CONFIG ? config : Optional.empty();
    }

    /** Whether the config asks to describe actions instead of performing them. */
    public boolean dryRun() {
        return config.map(ProjectConfig::dryRun).orElse(false);
    }
}
