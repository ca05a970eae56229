package dev.codebasemcp.project;

import dev.codebasemcp.database.registry.ProjectsTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds a request's project by trying the tiers in order. A failing tier ends the request; later tiers are not tried.
 * Reads the registry and config files, and changes nothing. Thread-safe.
 */
public final class ProjectResolver {
    private final List<Tier> tiers;

    /**
     * Creates a resolver over the registry.
     *
     * @param rules decide which project a config stands for
     * @param workflow the client of tier 3; empty if it is not configured
     * @param defaultProject whether tier 4 applies
     */
    public ProjectResolver(
            ProjectsTable projects,
            IdentityRules rules,
            ConfigSearch search,
            Optional<WorkflowClient> workflow,
            boolean defaultProject) {
        ProjectLookup lookup = new ProjectLookup(projects);
        SessionConfigs configs = new SessionConfigs(search);
        this.tiers = List.of(
                new ExplicitTier(lookup, configs, rules),
                new SessionConfigTier(configs, rules),
                new WorkflowTier(workflow, lookup),
                new DefaultTier(defaultProject, rules));
    }

    /**
     * Returns the project of a request.
     *
     * @param explicitId the caller's {@code project_id}: a UUID or an exact name
     * @throws dev.codebasemcp.model.RejectedException if a tier fails or none applies
     */
    public ResolvedProject resolve(Optional<String> explicitId, SessionContext session) {
        List<String> reasons = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        for (Tier tier : tiers) {
            TierAnswer answer = tier.answer(new ResolutionRequest(explicitId, session, reasons));
            if (answer.project().isPresent()) {
                return answer.project().get().withWarningsBefore(warnings);
            }
            answer.reason().ifPresent(reasons::add);
            warnings.addAll(answer.warnings());
        }
        throw new IllegalStateException("the last tier answers or fails");
    }
}
