package dev.codebasemcp.jobs;

import dev.codebasemcp.database.registry.ProjectRow;
import dev.codebasemcp.database.registry.ProjectsTable;
import dev.codebasemcp.model.Job;
import dev.codebasemcp.model.RejectedException;

/** Runs a job only if its project still exists, so that the job of a deleted project fails with that cause. */
final class ProjectCheckedRunner implements JobRunner {
    private final ProjectsTable projects;
    private final JobRunner runner;

    ProjectCheckedRunner(ProjectsTable projects, JobRunner runner) {
        this.projects = projects;
        this.runner = runner;
    }

    @Override
    public JobOutcome run(Job job, JobControl control) throws InterruptedException {
        ProjectRow project = projects.byId(job.projectId())
                .filter(row -> row.database().equals(job.database()))
                .orElseThrow(() -> new RejectedException("The project " + job.projectId() + " with the database "
                        + job.database() + " is not registered any more."));
        if (project.databaseOid().isEmpty()) {
            throw new RejectedException("The database " + job.database() + " of the project '" + project.name()
                    + "' does not exist any more; index again, and it is created anew.");
        }
        return runner.run(job, control);
    }
}
