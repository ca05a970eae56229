package dev.codebasemcp.database.registry;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far a job is, and what is said of it.
 *
 * @param phase what it is doing
 * @param counts of files and chunks
 * @param failures the first files that failed
 */
public record JobStateRow(String message, String phase, JobCounts counts, List<FailedFile> failures) {
    public JobStateRow {
        failures = List.copyOf(failures);
    }

    /** A file that failed, with the cause in one sentence. */
    public record FailedFile(String path, String cause) {}

    /** Counts of files, of those skipped by reason, and of chunks written. */
    public record JobCounts(
            int filesTotal,
            int filesScanned,
            int filesIndexed,
            Map<String, Integer> skipped,
            int filesDeleted,
            int filesFailed,
            long chunksCreated) {
        /** Nothing yet. */
        public static final JobCounts NONE = new JobCounts(0, 0, 0, Map.of(), 0, 0, 0);

        public JobCounts {
            skipped = Collections.unmodifiableSortedMap(new TreeMap<>(skipped));
        }

        int filesSkipped() {
            return skipped.values().stream().mapToInt(Integer::intValue).sum();
        }
    }
}
