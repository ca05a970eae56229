package dev.codebasemcp.jobs;

import dev.codebasemcp.model.FileFailure;
import dev.codebasemcp.model.JobProgress;
import dev.codebasemcp.model.JobStatus;
import java.util.List;

/**
 * The result of a run that returned normally. Only failures decide between {@link JobStatus#COMPLETED} and {@link
 * JobStatus#COMPLETED_WITH_ERRORS}.
 *
 * @param progress the final counts
 * @param failures the first files that failed (at most 100)
 * @param stopped whether the run ended early because of {@link JobControl#stopRequested}
 * @param message one sentence for the user
 */
public record JobOutcome(JobProgress progress, List<FileFailure> failures, boolean stopped, String message) {
    public JobOutcome {
        failures = List.copyOf(failures);
    }
}
