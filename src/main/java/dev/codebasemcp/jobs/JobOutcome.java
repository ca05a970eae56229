package dev.codebasemcp.jobs;

import dev.codebasemcp.model.FileFailure;
import dev.codebasemcp.model.JobProgress;
import dev.codebasemcp.model.JobStatus;
import java.util.List;

/**
 * How a run ended that was not stopped from outside and did not throw. Failures decide between {@link
 * JobStatus#COMPLETED} and {@link JobStatus#COMPLETED_WITH_ERRORS}; nothing else does.
 *
 * @param progress the final counts
 * @param failures the first files that failed (at most 100)
 * @param stopped whether the run ended early because {@link JobControl#stopRequested} said so
 * @param message one sentence for the user
 */
public record JobOutcome(JobProgress progress, List<FileFailure> failures, boolean stopped, String message) {
    public JobOutcome {
        failures = List.copyOf(failures);
    }
}
