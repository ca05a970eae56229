package dev.codebasemcp.requests;

import dev.codebasemcp.database.registry.ProjectRow;
import dev.codebasemcp.database.registry.ProjectsTable;
import dev.codebasemcp.jobs.JobQueue;
import dev.codebasemcp.model.JobId;
import dev.codebasemcp.model.JobReport;
import dev.codebasemcp.model.ProjectId;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.model.Term;
import dev.codebasemcp.project.ProjectLookup;
import dev.codebasemcp.project.ResolutionTier;
import java.util.List;
import java.util.UUID;

/** Finds jobs and their projects. */
public final class JobLookup {
    private final JobQueue queue;
    private final ProjectsTable projects;

    public JobLookup(JobQueue queue, ProjectsTable projects) {
        this.queue = queue;
        this.projects = projects;
    }

    /** Returns the job with this id. */
    public JobReport job(UUID id) {
        return queue.find(new JobId(id))
                .orElseThrow(() -> new RejectedException(Term.of("job_id") + ": no job " + id + " is known; "
                        + Term.of("list_indexing_jobs") + " shows those of a project."));
    }

    /** Returns the project that the job names. */
    public ProjectFacts projectOf(JobReport report) {
        ProjectId id = report.job().projectId();
        String name = projects.byId(id).map(ProjectRow::name).orElse("(no longer registered)");
        return new ProjectFacts(
                id, name, report.job().database(), ResolutionTier.EXPLICIT, "the job belongs to it", List.of());
    }

    /** Returns the registered project that a caller names by id or exact name. */
    public ProjectId project(String idOrName) {
        return new ProjectLookup(projects).require("project_id", idOrName).id();
    }
}
