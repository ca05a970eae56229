package dev.codebasemcp.jobs;

import java.util.Map;

/**
 * How far a job is. Counts of files, except {@code chunksCreated}; {@code filesTotal} is 0 until the walk has ended.
 *
 * @param phase what it is doing: {@code waiting}, {@code scanning}, {@code indexing}, {@code finishing}, {@code done}
 * @param filesTotal files that the walk found
 * @param filesScanned files that were compared with the index
 * @param filesIndexed files whose chunks were written
 * @param skipped files left out by reason, such as {@code binary}; ignored ones are not counted
 * @param filesDeleted files removed from the index
 * @param filesFailed files that could not be read or parsed; their old chunks stay
 * @param chunksCreated chunks written
 */
public record JobProgress(
        String phase,
        int filesTotal,
        int filesScanned,
        int filesIndexed,
        Map<String, Integer> skipped,
        int filesDeleted,
        int filesFailed,
        long chunksCreated) {
    /** A job that has not begun. */
    public static final JobProgress NONE = new JobProgress("waiting", 0, 0, 0, Map.of(), 0, 0, 0);

    public JobProgress {
        skipped = Map.copyOf(skipped);
    }

    /** Files left out for any reason. */
    public int filesSkipped() {
        return skipped.values().stream().mapToInt(Integer::intValue).sum();
    }
}
