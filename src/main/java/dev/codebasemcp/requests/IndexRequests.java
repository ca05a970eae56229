package dev.codebasemcp.requests;

import dev.codebasemcp.database.index.IndexStore;
import dev.codebasemcp.jobs.JobQueue;
import dev.codebasemcp.model.JobReport;
import dev.codebasemcp.model.MachineId;
import dev.codebasemcp.model.Term;
import dev.codebasemcp.project.ProjectResolver;
import dev.codebasemcp.project.ResolvedProject;
import dev.codebasemcp.project.SessionContext;
import dev.codebasemcp.project.StrictMode;
import dev.codebasemcp.provisioning.ProjectProvisioner;
import dev.codebasemcp.provisioning.ReadyProject;
import dev.codebasemcp.repositories.DirectoryRule;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

/** Turns an indexing request into a job: it resolves the project once, validates, provisions, and then queues. */
public final class IndexRequests {
    private final ProjectResolver resolver;
    private final ProjectProvisioner provisioner;
    private final JobQueue queue;
    private final DirectoryRule rule;
    private final BiPredicate<Path, Path> isPart;
    private final Supplier<MachineId> machine;

    /**
     * Creates requests for jobs of {@code machine}, in directories that {@code rule} allows.
     *
     * @param isPart whether the first directory is a part of the repository at the second one
     */
    public IndexRequests(
            ProjectResolver resolver,
            ProjectProvisioner provisioner,
            JobQueue queue,
            DirectoryRule rule,
            BiPredicate<Path, Path> isPart,
            Supplier<MachineId> machine) {
        this.resolver = resolver;
        this.provisioner = provisioner;
        this.queue = queue;
        this.rule = rule;
        this.isPart = isPart;
        this.machine = machine;
    }

    /**
     * The result of a request.
     *
     * @param job the new or running job; empty for a dry run
     */
    public record Accepted(ProjectFacts project, Optional<JobReport> job) {}

    /**
     * Requests the indexing of a repository. For a part of an indexed repository, the job covers the whole and reads
     * only changes.
     *
     * @param explicitProject the caller's project, if given
     * @param repository a real path
     */
    public Accepted submit(Optional<String> explicitProject, SessionContext session, Path repository, boolean force) {
        ResolvedProject resolved = resolver.resolve(explicitProject, session);
        StrictMode.check(resolved, repository);
        if (resolved.dryRun()) {
            return new Accepted(ProjectFacts.of(resolved), Optional.empty());
        }
        ReadyProject ready = provisioner.ensureReady(resolved);
        Optional<Path> whole = whole(ready, repository);
        JobReport job = submit(resolved, ready, whole.orElse(repository), force);
        ProjectFacts facts = ProjectFacts.of(ready);
        return new Accepted(
                whole.map(root -> facts.withWarning(repository + " is a part of the repository " + root
                                + ", which is indexed as a whole; limit a search to it with " + Term.of("directory")))
                        .orElse(facts),
                Optional.of(job));
    }

    private JobReport submit(ResolvedProject resolved, ReadyProject ready, Path root, boolean force) {
        StrictMode.check(resolved, root);
        return queue.submit(ready.id(), ready.databaseName(), root, force);
    }

    /** Requests the first indexing of {@code root}, a repository that is in no indexed one. */
    JobReport submitFirst(ResolvedProject resolved, ReadyProject ready, Path root) {
        return submit(resolved, ready, root, false);
    }

    /** Returns the outermost indexed repository of this machine that contains {@code repository}. */
    private Optional<Path> whole(ReadyProject project, Path repository) {
        return new IndexStore(project.database())
                .repositoryRows().stream()
                        .filter(row -> row.isOf(machine.get()) || row.machine().isEmpty())
                        .map(row -> row.root())
                        .filter(root -> rule.allows(root) && isPart.test(repository, root))
                        .min(Comparator.comparing(Path::getNameCount));
    }
}
