package dev.codebasemcp.provisioning;

import dev.codebasemcp.jobs.JobQueue;
import dev.codebasemcp.jobs.JobReport;
import dev.codebasemcp.project.ProjectResolver;
import dev.codebasemcp.project.ResolvedProject;
import dev.codebasemcp.project.SessionContext;
import dev.codebasemcp.project.StrictMode;
import java.nio.file.Path;
import java.util.Optional;

/** Turns a request to index into a job: resolves once, checks, provisions, and only then queues. */
public final class IndexRequests {
    private final ProjectResolver resolver;
    private final ProjectProvisioner provisioner;
    private final JobQueue queue;

    public IndexRequests(ProjectResolver resolver, ProjectProvisioner provisioner, JobQueue queue) {
        this.resolver = resolver;
        this.provisioner = provisioner;
        this.queue = queue;
    }

    /**
     * What became of a request.
     *
     * @param job the new or the running job; empty if the project's config asks for a dry run
     */
    public record Accepted(ProjectFacts project, Optional<JobReport> job) {}

    /**
     * Asks for the indexing of a repository.
     *
     * @param explicitProject what the caller gave as the project, if anything
     * @param repository a real path
     */
    public Accepted submit(Optional<String> explicitProject, SessionContext session, Path repository, boolean force) {
        ResolvedProject resolved = resolver.resolve(explicitProject, session);
        StrictMode.check(resolved, repository);
        if (resolved.dryRun()) {
            return new Accepted(ProjectFacts.of(resolved), Optional.empty());
        }
        ReadyProject ready = provisioner.ensureReady(resolved);
        JobReport job = queue.submit(ready.id(), ready.databaseName(), repository, force);
        return new Accepted(ProjectFacts.of(ready), Optional.of(job));
    }
}
