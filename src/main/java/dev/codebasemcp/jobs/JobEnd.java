package dev.codebasemcp.jobs;

import dev.codebasemcp.model.CodebaseException;
import dev.codebasemcp.model.FileFailure;
import dev.codebasemcp.model.Job;
import dev.codebasemcp.model.JobProgress;
import dev.codebasemcp.model.JobStatus;
import dev.codebasemcp.model.TransientFailureException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a job ended. Only this class derives a final status from the outcome of a run.
 *
 * @param brokenOff whether a transient failure ended the run; the job is then resumed a limited number of times
 */
record JobEnd(JobStatus status, String message, JobProgress progress, List<FileFailure> failures, boolean brokenOff) {
    private static final Logger LOG = LoggerFactory.getLogger(JobEnd.class);

    JobEnd {
        failures = List.copyOf(failures);
    }

    private JobEnd(JobStatus status, String message, JobProgress progress) {
        this(status, message, progress, List.of(), false);
    }

    /** The end of a run that returned. */
    static JobEnd of(JobOutcome outcome, Optional<StopReason> stop) {
        boolean failures = !outcome.failures().isEmpty() || outcome.progress().filesFailed() > 0;
        JobStatus status = failures ? JobStatus.COMPLETED_WITH_ERRORS : JobStatus.COMPLETED;
        String message = outcome.message();
        if (outcome.stopped()) {
            // A run that ends early without a stop request has left work undone.
            status = stop.map(JobEnd::status).orElse(JobStatus.FAILED);
            message = stop.map(JobEnd::message).orElse(message);
        }
        return new JobEnd(status, message, outcome.progress(), outcome.failures(), false);
    }

    /** The end of a run that threw {@code failure}. */
    static JobEnd of(Throwable failure, Optional<StopReason> stop, Job job, JobProgress last) {
        if (stop.isPresent()) {
            if (!(failure instanceof InterruptedException)) {
                LOG.info("Job {} failed while it was being stopped", job.id(), failure);
            }
            return new JobEnd(status(stop.get()), message(stop.get()), last);
        }
        if (failure instanceof TransientFailureException outage) {
            LOG.warn("Job {} over {} was broken off: {}", job.id(), job.root(), outage.getMessage());
            return new JobEnd(JobStatus.INTERRUPTED, String.valueOf(outage.getMessage()), last, List.of(), true);
        }
        if (failure instanceof CodebaseException expected) {
            LOG.warn("Job {} over {} failed", job.id(), job.root(), expected);
            return new JobEnd(JobStatus.FAILED, String.valueOf(expected.getMessage()), last);
        }
        UUID logId = UUID.randomUUID();
        LOG.error("Internal error {} in job {} over {}", logId, job.id(), job.root(), failure);
        String message = "internal error; the log tells more under " + logId;
        return new JobEnd(JobStatus.FAILED, message, last);
    }

    /** The end of a run that did not react to the shutdown in time. */
    static JobEnd abandoned(JobProgress last) {
        return new JobEnd(JobStatus.INTERRUPTED, message(StopReason.SHUTDOWN), last);
    }

    private static JobStatus status(StopReason stop) {
        return stop == StopReason.CANCELLED ? JobStatus.CANCELLED : JobStatus.INTERRUPTED;
    }

    private static String message(StopReason stop) {
        return switch (stop) {
            case CANCELLED -> "cancelled; what was written before stays";
            case SHUTDOWN -> "the server stopped; the next one goes on with it";
            case LOST -> "another server took it over";
        };
    }
}
