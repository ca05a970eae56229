package dev.codebasemcp.requests;

import dev.codebasemcp.model.JobProgress;
import dev.codebasemcp.model.JobReport;
import dev.codebasemcp.model.JobStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/** Estimates a job's progress and remaining time. */
public final class JobPace {
    /** The {@link #share} of a completed job. */
    public static final double WHOLE = 100;

    private static final int ALMOST_DONE = 99;
    private static final int DONE = 100;
    /** While the total is unknown, this many files count as half a percent. */
    private static final double WALKED_HALF = 1_000;

    private JobPace() {}

    /** The percentage of files done, the one that users see everywhere; 100 only for a completed job. */
    public static int percent(JobReport report) {
        JobStatus status = report.status();
        if (status == JobStatus.COMPLETED || status == JobStatus.COMPLETED_WITH_ERRORS) {
            return DONE;
        }
        JobProgress progress = report.progress();
        if (progress.filesTotal() == 0) {
            return 0;
        }
        return (int) Math.min(ALMOST_DONE, (long) DONE * progress.filesScanned() / progress.filesTotal());
    }

    /**
     * The share that is done, 0 to {@link #WHOLE}. It grows with each file and stays below 1 while the total is
     * unknown.
     */
    public static double share(JobReport report) {
        if (report.status() == JobStatus.COMPLETED || report.status() == JobStatus.COMPLETED_WITH_ERRORS) {
            return WHOLE;
        }
        JobProgress progress = report.progress();
        double scanned = progress.filesScanned();
        double known = progress.filesTotal() == 0 ? 0 : scanned / progress.filesTotal();
        return Math.max(scanned / (scanned + WALKED_HALF), Math.min(ALMOST_DONE, WHOLE * known));
    }

    /** Seconds until a running job ends, once they can be estimated. */
    public static OptionalLong secondsLeft(JobReport report, Instant now) {
        JobProgress progress = report.progress();
        int done = progress.filesScanned();
        if (report.status() != JobStatus.RUNNING
                || done == 0
                || progress.filesTotal() == 0
                || report.startedAt().isEmpty()) {
            return OptionalLong.empty();
        }
        long spent = Duration.between(report.startedAt().get(), now).toMillis();
        double left = (double) Math.max(0, progress.filesTotal() - done) / done;
        return OptionalLong.of((long) Math.ceil(Math.max(0, spent * left / 1000)));
    }
}
