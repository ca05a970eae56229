package dev.codebasemcp.project;

import dev.codebasemcp.database.registry.ProjectRow;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.model.Term;
import java.util.List;
import java.util.Optional;

/** Tier 1: the project that the caller names. */
final class ExplicitTier implements Tier {
    private final ProjectLookup lookup;
    private final SessionConfigs configs;
    private final IdentityRules rules;

    ExplicitTier(ProjectLookup lookup, SessionConfigs configs, IdentityRules rules) {
        this.lookup = lookup;
        this.configs = configs;
        this.rules = rules;
    }

    @Override
    public TierAnswer answer(ResolutionRequest request) {
        if (request.explicitId().isEmpty()) {
            return TierAnswer.DoesNotApply.SILENTLY;
        }
        String given = request.explicitId().get();
        ProjectRow project = lookup.require("project_id", given);
        Optional<ProjectConfig> config = configs.config(request.session());
        Optional<ProjectConfig> own = config.filter(found -> rules.isFor(found, project));
        if (own.isEmpty() && config.isPresent() && config.get().strictMode()) {
            throw new RejectedException(Term.of("project_id") + ": '" + given + "' is not the project '"
                    + config.get().name() + "' of " + config.get().file()
                    + ", which sets \"strict_mode\": true. Leave " + Term.of("project_id")
                    + " out, or set strict_mode to false.");
        }
        return new TierAnswer.Resolved(new ResolvedProject(
                project.id(),
                project.name(),
                project.database(),
                ResolutionTier.EXPLICIT,
                Term.of("project_id") + " is '" + given + "'",
                own,
                true,
                List.of()));
    }
}
