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
import dev.codebasemcp.model.JobId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
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

    /** Wraps {@code runner} with a count after each job, however it ends. It becomes part of the index's history. */
    public JobRunner after(JobRunner runner) {
        return (job, control) -> {
            try {
                return runner.run(job, control);
            } finally {
                // A process that ends must not wait for a count.
                if (control.beginLast()) {
                    rememberEnded(job);
                }
            }
        };
    }

    /** A cancelled job may have been interrupted, and an interrupted thread gets no connection. */
    private void rememberEnded(Job job) {
        boolean interrupted = Thread.interrupted();
        try {
            remember(job.database(), job.id());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Counts a project's index after a change that is no job.
     *
     * @param isDone whether the count becomes part of the index's history; not after a change that was refused
     */
    void afterChange(DatabaseName database, boolean isDone) {
        if (isDone) {
            remember(database, JobId.random());
        } else {
            count(database);
        }
    }

    /** The growth of the index is worth no failure of what changed it. */
    private void remember(DatabaseName database, JobId change) {
        Optional<IndexStats> counted = count(database);
        try {
            counted.ifPresent(now -> history.add(database, change, now));
        } catch (CodebaseException unreachable) {
            LOG.warn("Cannot record the size of {}: {}", database, unreachable.getMessage());
        }
    }

    /** Returns the size of a project's database after the last change of its index; empty if never counted. */
    public OptionalLong sizeBytes(DatabaseName database) {
        return stats.sizeBytes(database);
    }

    /** Returns what a project's index held after its changes, oldest first. */
    public List<IndexHistoryTable.Entry> growth(DatabaseName database) {
        return history.of(database);
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
