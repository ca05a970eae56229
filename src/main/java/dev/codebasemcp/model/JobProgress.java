package dev.codebasemcp.model;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How far a job is. Counts of files, except {@code chunksCreated}; {@code filesTotal} is 0 until the walk has ended.
 *
 * @param filesTotal files that the walk found
 * @param filesScanned files that were compared with the index
 * @param filesIndexed files whose chunks were written
 * @param skipped files left out by reason; ignored ones are not counted
 * @param filesDeleted files removed from the index
 * @param filesFailed files that could not be read or parsed; their old chunks stay
 * @param chunksCreated chunks written
 */
public record JobProgress(
        JobPhase phase,
        int filesTotal,
        int filesScanned,
        int filesIndexed,
        Map<SkipReason, Integer> skipped,
        int filesDeleted,
        int filesFailed,
        long chunksCreated) {
    /** A job that has not begun. */
    public static final JobProgress NONE = new JobProgress(JobPhase.WAITING, 0, 0, 0, Map.of(), 0, 0, 0);

    public JobProgress {
        Map<SkipReason, Integer> copy = new EnumMap<>(SkipReason.class);
        copy.putAll(skipped);
        skipped = Collections.unmodifiableMap(copy);
    }

    /** Files left out for any reason. */
    public int filesSkipped() {
        return skipped.values().stream().mapToInt(Integer::intValue).sum();
    }
}
