package dev.codebasemcp.model;

import java.util.List;

/**
 * How far a job is and how it fares, as its worker reports it.
 *
 * @param message one sentence on the status
 * @param failures the first files that failed (at most 100)
 */
public record JobState(String message, JobProgress progress, List<FileFailure> failures) {
    public JobState {
        failures = List.copyOf(failures);
    }
}
