package dev.codebasemcp.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A job and its state, as the registry has it at one moment.
 *
 * @param message one sentence on the status
 * @param failures the first files that failed (at most 100)
 * @param createdAt when it was requested
 * @param startedAt when a worker took it
 * @param completedAt when it ended, in whatever state
 * @param resumedBy the job that resumes the work of this interrupted one
 */
public record JobReport(
        Job job,
        JobStatus status,
        String message,
        JobProgress progress,
        List<FileFailure> failures,
        Instant createdAt,
        Optional<Instant> startedAt,
        Optional<Instant> completedAt,
        Optional<JobId> resumedBy) {
    public JobReport {
        failures = List.copyOf(failures);
    }
}
