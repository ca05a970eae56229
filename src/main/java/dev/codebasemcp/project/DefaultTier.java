package dev.codebasemcp.project;

import dev.codebasemcp.model.ProjectId;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.model.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tier 4: the project {@code default}, or the error that nothing names a project. */
final class DefaultTier implements Tier {
    /** The name of the default project. */
    static final String NAME = "default";

    private final boolean enabled;
    private final IdentityRules rules;

    DefaultTier(boolean enabled, IdentityRules rules) {
        this.enabled = enabled;
        this.rules = rules;
    }

    @Override
    public TierAnswer answer(ResolutionRequest request) {
        List<String> reasons = new ArrayList<>(List.of("no " + Term.of("project_id") + " is given"));
        reasons.addAll(request.reasons());
        String why = String.join(", ", reasons);
        if (!enabled) {
            throw new RejectedException("No project: " + why
                    + ", and CODEBASE_MCP_DEFAULT_PROJECT is off. Give "
                    + Term.of("project_id") + ", or " + Term.of("call set_working_directory with")
                    + " a directory that has a " + ProjectConfigFile.LOCATION + ".");
        }
        ProjectIdentity identity = rules.named(NAME, ProjectId.random());
        return new TierAnswer.Resolved(new ResolvedProject(
                identity.id(),
                identity.name(),
                identity.database(),
                ResolutionTier.DEFAULT,
                why,
                Optional.empty(),
                identity.registered(),
                List.of()));
    }
}
