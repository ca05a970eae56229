package dev.codebasemcp.requests;

import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.ProjectId;
import dev.codebasemcp.project.ResolutionTier;
import dev.codebasemcp.project.ResolvedProject;
import dev.codebasemcp.provisioning.ReadyProject;
import java.util.ArrayList;
import java.util.List;

/**
 * The facts about a project that answers include.
 *
 * @param evidence one sentence: why this project
 */
public record ProjectFacts(
        ProjectId id, String name, DatabaseName database, ResolutionTier tier, String evidence, List<String> warnings) {
    public ProjectFacts {
        warnings = List.copyOf(warnings);
    }

    /** A copy with one more warning. */
    public ProjectFacts withWarning(String warning) {
        List<String> all = new ArrayList<>(warnings);
        all.add(warning);
        return new ProjectFacts(id, name, database, tier, evidence, all);
    }

    /** The facts of a project that may still have to be provisioned. */
    public static ProjectFacts of(ResolvedProject project) {
        return new ProjectFacts(
                project.id(),
                project.name(),
                project.database(),
                project.tier(),
                project.evidence(),
                project.warnings());
    }

    /** The facts of a ready project. */
    public static ProjectFacts of(ReadyProject project) {
        return new ProjectFacts(
                project.id(),
                project.name(),
                project.databaseName(),
                project.tier(),
                project.evidence(),
                project.warnings());
    }
}
