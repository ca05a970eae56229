package dev.codebasemcp.administration;

import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.index.IndexStore;
import dev.codebasemcp.database.registry.IndexHistoryTable;
import dev.codebasemcp.database.registry.ProjectStatsTable;
import dev.codebasemcp.jobs.JobRunner;
import dev.codebasemcp.model.CodebaseException;
import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.IndexStats;
import dev.codebasemcp.model.Job;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the contents of a project's index after each change, and stores the counts in the registry. So a list of many
 * projects opens none of their databases. Thread-safe.
 */
public final class ProjectCounts {
    private static final Logger LOG = LoggerFactory.getLogger(ProjectCounts.class);

    private final Databases databases;
    private final ProjectStatsTable stats;
    private final IndexHistoryTable history;

    public ProjectCounts(Databases databases) {
        this.databases = databases;
        this.stats = new ProjectStatsTable(databases::registry);
        this.history = new IndexHistoryTable(databases::registry);
    }

    /** Wraps {@code runner} with a count after each job, however it ends, which becomes part of the index's history. */
    public JobRunner after(JobRunner runner) {
        return (job, control) -> {
            try {
                return runner.run(job, control);
            } finally {
                // An interrupt means that the process is ending, which must not wait for a count.
                if (!Thread.currentThread().isInterrupted()) {
                    count(job.database()).ifPresent(counted -> remember(job, counted));
                }
            }
        };
    }

    /** The growth of the index is worth no failure of a job. */
    private void remember(Job job, IndexStats counted) {
        try {
            history.add(job.database(), job.id(), counted);
        } catch (CodebaseException unreachable) {
            LOG.warn("Cannot record the size of {}: {}", job.database(), unreachable.getMessage());
        }
    }

    /**
     * Counts a project's index and stores the result.
     *
     * @return empty if its database or the registry cannot be reached; the previous counts stay
     */
    public Optional<IndexStats> count(DatabaseName database) {
        try {
            IndexStats counted = new IndexStore(databases.project(database)).stats();
            stats.store(database, counted);
            return Optional.of(counted);
        } catch (CodebaseException unreachable) {
            LOG.warn("Cannot count what the index in {} holds: {}", database, unreachable.getMessage());
            return Optional.empty();
        }
    }

    /** The table of the last counts. */
    ProjectStatsTable stored() {
        return stats;
    }
}
