package dev.codebasemcp.mcp.tools;

import dev.codebasemcp.jobs.JobQueue;
import dev.codebasemcp.mcp.Arguments;
import dev.codebasemcp.mcp.ProjectToolSpecs;
import dev.codebasemcp.mcp.Tool;
import dev.codebasemcp.mcp.ToolAnswer;
import dev.codebasemcp.mcp.ToolCall;
import dev.codebasemcp.mcp.ToolSpec;
import dev.codebasemcp.model.JobReport;
import dev.codebasemcp.model.JobStatus;
import dev.codebasemcp.model.Term;
import dev.codebasemcp.project.ProjectResolver;
import dev.codebasemcp.project.ResolvedProject;
import dev.codebasemcp.requests.ProjectFacts;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code list_indexing_jobs}. */
public final class ListJobsTool implements Tool {
    private final ProjectResolver resolver;
    private final JobQueue queue;

    public ListJobsTool(ProjectResolver resolver, JobQueue queue) {
        this.resolver = resolver;
        this.queue = queue;
    }

    @Override
    public ToolSpec spec() {
        return ProjectToolSpecs.LIST_INDEXING_JOBS;
    }

    @Override
    public ToolAnswer call(Arguments arguments, ToolCall call) {
        ResolvedProject project = resolver.resolve(arguments.optionalText("project_id"), call.session());
        List<JobReport> found = queue.list(
                project.id(), arguments.optionalText("status").map(JobStatus::ofLabel), arguments.integer("limit"));
        ProjectFacts facts = facts(project);
        String lines = found.isEmpty()
                ? "No such jobs."
                : found.stream()
                        .map(job -> JobAnswer.line(job, queue.isOfThisMachine(job.job())))
                        .collect(Collectors.joining("\n"));
        return new ToolAnswer(
                Map.of(
                        "jobs",
                        found.stream()
                                .map(job -> JobAnswer.brief(job, queue.isOfThisMachine(job.job())))
                                .toList(),
                        "project",
                        ProjectAnswer.structured(facts)),
                lines + "\n" + ProjectAnswer.text(facts));
    }

    /** Listing creates nothing, so an unused project has no jobs and no final id. */
    private static ProjectFacts facts(ResolvedProject project) {
        ProjectFacts facts = ProjectFacts.of(project);
        return project.registered()
                ? facts
                : facts.withWarning("The project '" + project.name() + "' does not exist yet; "
                        + Term.of("index_repository") + " creates it.");
    }
}
