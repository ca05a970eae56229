package dev.codebasemcp.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.FileFailure;
import dev.codebasemcp.model.Job;
import dev.codebasemcp.model.JobId;
import dev.codebasemcp.model.JobPhase;
import dev.codebasemcp.model.JobProgress;
import dev.codebasemcp.model.JobStatus;
import dev.codebasemcp.model.Machines;
import dev.codebasemcp.model.ProjectId;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.model.UnavailableException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobEndTest {
    private static final Job JOB = new Job(
            JobId.random(),
            ProjectId.random(),
            new DatabaseName("cb_proj_a_0123abcd"),
            Path.of("/repo"),
            false,
            Optional.of(Machines.HERE));

    @Test
    void aRunIsCompletedOnlyIfNoFileFailed() {
        FileFailure failure = new FileFailure("a.txt", "cannot be read");
        JobProgress counted = new JobProgress(JobPhase.DONE, 2, 2, 1, Map.of(), 0, 1, 5);
        assertThat(end(JobsFixture.progress(JobPhase.DONE, 3), List.of(), false))
                .isEqualTo(JobStatus.COMPLETED);
        assertThat(end(JobsFixture.progress(JobPhase.DONE, 3), List.of(failure), false))
                .isEqualTo(JobStatus.COMPLETED_WITH_ERRORS);
        assertThat(end(counted, List.of(), false)).isEqualTo(JobStatus.COMPLETED_WITH_ERRORS);
    }

    @Test
    void aStoppedRunIsNeverCompleted() {
        JobOutcome stopped = JobsFixture.stopped();
        assertThat(JobEnd.of(stopped, Optional.of(StopReason.CANCELLED)).status())
                .isEqualTo(JobStatus.CANCELLED);
        assertThat(JobEnd.of(stopped, Optional.of(StopReason.SHUTDOWN)).status())
                .isEqualTo(JobStatus.INTERRUPTED);
        assertThat(JobEnd.of(stopped, Optional.of(StopReason.LOST)).status()).isEqualTo(JobStatus.INTERRUPTED);
        assertThat(JobEnd.of(stopped, Optional.empty()).status()).isEqualTo(JobStatus.FAILED);
    }

    @Test
    void aRunThatWasDoneBeforeItSawTheStopIsCompleted() {
        assertThat(JobEnd.of(JobsFixture.done(), Optional.of(StopReason.CANCELLED))
                        .status())
                .isEqualTo(JobStatus.COMPLETED);
    }

    @Test
    void whatARunThrowsIsItsCause() {
        assertThat(thrown(new RejectedException("no such directory"), Optional.empty()))
                .satisfies(end -> {
                    assertThat(end.status()).isEqualTo(JobStatus.FAILED);
                    assertThat(end.message()).isEqualTo("no such directory");
                    assertThat(end.progress().filesIndexed()).isEqualTo(2);
                });
        assertThat(thrown(new UnavailableException("disk full"), Optional.empty())
                        .message())
                .isEqualTo("disk full");
        assertThat(thrown(new IllegalStateException("secret detail"), Optional.empty()))
                .satisfies(end -> {
                    assertThat(end.status()).isEqualTo(JobStatus.FAILED);
                    assertThat(end.message()).matches("internal error; the log tells more under [0-9a-f-]{36}");
                });
        assertThat(thrown(new StackOverflowError(), Optional.empty()).status()).isEqualTo(JobStatus.FAILED);
    }

    @Test
    void whatAStoppedRunThrowsIsItsStop() {
        assertThat(thrown(new InterruptedException(), Optional.of(StopReason.CANCELLED))
                        .status())
                .isEqualTo(JobStatus.CANCELLED);
        assertThat(thrown(new UnavailableException("closed"), Optional.of(StopReason.SHUTDOWN))
                        .status())
                .isEqualTo(JobStatus.INTERRUPTED);
    }

    private static JobStatus end(JobProgress progress, List<FileFailure> failures, boolean stopped) {
        return JobEnd.of(new JobOutcome(progress, failures, stopped, "text"), Optional.empty())
                .status();
    }

    private static JobEnd thrown(Throwable failure, Optional<StopReason> stop) {
        return JobEnd.of(failure, stop, JOB, JobsFixture.progress(JobPhase.INDEXING, 2));
    }
}
