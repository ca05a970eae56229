package dev.codebasemcp.project;

import dev.codebasemcp.database.registry.ProjectRow;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.model.Term;
import java.util.List;
import java.util.Optional;

/** Tier 3: workflow-mcp's active project. */
final class WorkflowTier implements Tier {
    private final Optional<WorkflowClient> workflow;
    private final ProjectLookup lookup;

    WorkflowTier(Optional<WorkflowClient> workflow, ProjectLookup lookup) {
        this.workflow = workflow;
        this.lookup = lookup;
    }

    @Override
    public TierAnswer answer(ResolutionRequest request) {
        if (workflow.isEmpty()) {
            return TierAnswer.DoesNotApply.SILENTLY;
        }
        WorkflowAnswer answer = workflow.get().active();
        if (answer.project().isEmpty()) {
            return new TierAnswer.DoesNotApply(Optional.of(answer.text()), List.of(answer.text()));
        }
        String named = answer.project().get();
        ProjectRow project = lookup.find(named)
                .orElseThrow(() -> new RejectedException(answer.text() + ", which is not registered here. Give "
                        + Term.of("project_id") + ", or " + Term.of("call set_working_directory with")
                        + " a directory that has a "
                        + ProjectConfigFile.LOCATION + ". " + lookup.suggestions(named)));
        return new TierAnswer.Resolved(new ResolvedProject(
                project.id(),
                project.name(),
                project.database(),
                ResolutionTier.WORKFLOW_MCP,
                answer.text(),
                Optional.empty(),
                true,
                List.of()));
    }
}
