package dev.codebasemcp.administration;

import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.index.IndexStore;
import dev.codebasemcp.database.registry.ProjectStatsTable;
import dev.codebasemcp.jobs.JobRunner;
import dev.codebasemcp.model.CodebaseException;
import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.IndexStats;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what the projects' indexes hold after each change, and keeps it in the registry: a list of many projects then
 * opens none of their databases. Safe for threads.
 */
public final class ProjectCounts {
    private static final Logger LOG = LoggerFactory.getLogger(ProjectCounts.class);

    private final Databases databases;
    private final ProjectStatsTable figures;

    public ProjectCounts(Databases databases) {
        this.databases = databases;
        this.figures = new ProjectStatsTable(databases::registry);
    }

    /** The same runner, with a count after each job, however it ends. */
    public JobRunner after(JobRunner runner) {
        return (job, control) -> {
            try {
                return runner.run(job, control);
            } finally {
                // Who ends a job with its process is not kept waiting.
                if (!Thread.currentThread().isInterrupted()) {
                    count(job.database());
                }
            }
        };
    }

    /**
     * Counts a project's index, and stores what it holds.
     *
     * @return empty if its database or the registry cannot be reached; the figures of before stay
     */
    public Optional<IndexStats> count(DatabaseName database) {
        try {
            IndexStats counted = new IndexStore(databases.project(database)).stats();
            figures.store(database, counted);
            return Optional.of(counted);
        } catch (CodebaseException unreachable) {
            LOG.warn("Cannot count what the index in {} holds: {}", database, unreachable.getMessage());
            return Optional.empty();
        }
    }

    /** Some projects in the order of their names, as they were counted last. */
    ProjectStatsTable stored() {
        return figures;
    }
}
