package dev.codebasemcp.requests;

import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.index.IndexStore;
import dev.codebasemcp.model.CodebaseException;
import dev.codebasemcp.model.Job;
import dev.codebasemcp.model.JobReport;
import dev.codebasemcp.model.SkipReason;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lists the files that a job's last run skipped. Thread-safe. */
public final class SkippedFiles {
    private static final Logger LOG = LoggerFactory.getLogger(SkippedFiles.class);

    private final Supplier<Databases> databases;

    /** Creates a list; {@code databases} is evaluated on each use. */
    public SkippedFiles(Supplier<Databases> databases) {
        this.databases = databases;
    }

    /** Returns the sorted paths of skipped files by reason; empty while the job runs. */
    public Map<SkipReason, List<String>> of(JobReport report) {
        if (!report.status().isFinal() || report.progress().filesSkipped() == 0) {
            return Map.of();
        }
        Map<SkipReason, List<String>> byReason = new EnumMap<>(SkipReason.class);
        try {
            of(report.job())
                    .forEach((path, reason) -> byReason.computeIfAbsent(reason, unused -> new ArrayList<>())
                            .add(path));
        } catch (CodebaseException unavailable) {
            LOG.info("Cannot list what job {} skipped: {}", report.job().id(), unavailable.getMessage());
        }
        return byReason;
    }

    private Map<String, SkipReason> of(Job job) {
        IndexStore store = new IndexStore(databases.get().project(job.database()));
        return store.repositoryRows().stream()
                .filter(row -> row.machine().equals(job.machine()) && row.root().equals(job.root()))
                .findFirst()
                .map(row -> store.skipped(row.id()))
                .orElse(Map.of());
    }
}
