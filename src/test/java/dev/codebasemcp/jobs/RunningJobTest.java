package dev.codebasemcp.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.Job;
import dev.codebasemcp.model.JobId;
import dev.codebasemcp.model.Machines;
import dev.codebasemcp.model.ProjectId;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When the thread of a stopped job is interrupted. */
class RunningJobTest {
    private final RunningJob running = new RunningJob(
            new Job(
                    JobId.random(),
                    ProjectId.random(),
                    new DatabaseName("cb_proj_a_0123abcd"),
                    Path.of("/repo"),
                    false,
                    Optional.of(Machines.HERE)),
            new JobSignal());

    @Test
    void aRunThatStillWorksIsInterrupted() {
        assertThat(isInterrupted(StopReason.CANCELLED, false)).isTrue();
    }

    @Test
    void theLastWorkOfACancelledRunIsNot() {
        assertThat(isInterrupted(StopReason.CANCELLED, true)).isFalse();
    }

    @Test
    void theEndOfTheProcessInterruptsAll() {
        assertThat(isInterrupted(StopReason.SHUTDOWN, true)).isTrue();
        assertThat(running.beginLast()).isFalse();
    }

    /** Whether a run sees the interrupt of a stop, which may come when only its last work is left. */
    private boolean isInterrupted(StopReason reason, boolean last) {
        boolean[] seen = new boolean[1];
        running.run((job, control) -> {
            if (last) {
                assertThat(control.beginLast()).isTrue();
            }
            running.requestStop(reason);
            running.interrupt();
            seen[0] = Thread.interrupted();
            return JobsFixture.stopped();
        });
        return seen[0];
    }
}
