package dev.codebasemcp.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.OneFlavour;
import dev.codebasemcp.database.PostgresTest;
import dev.codebasemcp.model.JobId;
import dev.codebasemcp.model.JobStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/** Machines that share a server: a job is run, and resumed, by the machine that it was asked for on. */
@OneFlavour
class MachineJobsTest {
    private static final Duration A_FEW_ROUNDS = Duration.ofMillis(2_500);

    @PostgresTest
    void eachMachineRunsItsOwnJobsAlsoForTheSamePath(Databases databases) throws InterruptedException {
        JobsFixture here = new JobsFixture(databases);
        JobsFixture there = here.otherMachine();
        ConcurrentLinkedQueue<JobId> ranHere = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<JobId> ranThere = new ConcurrentLinkedQueue<>();
        JobId ours = here.submit("/app").job().id();
        JobId theirs = there.submit("/app").job().id();
        assertThat(ours).isNotEqualTo(theirs);
        try (JobWorker one = here.worker(noting(ranHere));
                JobWorker two = there.worker(noting(ranThere))) {
            one.start();
            two.start();
            assertThat(here.awaitEnd(ours).status()).isEqualTo(JobStatus.COMPLETED);
            assertThat(here.awaitEnd(theirs).status()).isEqualTo(JobStatus.COMPLETED);
        }
        assertThat(ranHere).containsExactly(ours);
        assertThat(ranThere).containsExactly(theirs);
    }

    @PostgresTest
    void aJobWaitsForItsMachineAndDoesNotMakeOthersBusy(Databases databases) throws InterruptedException {
        JobsFixture here = new JobsFixture(databases);
        JobsFixture there = here.otherMachine();
        JobId theirs = there.submit("/private").job().id();
        ConcurrentLinkedQueue<JobId> ranHere = new ConcurrentLinkedQueue<>();
        try (JobWorker one = here.worker(noting(ranHere))) {
            one.start();
            assertThat(here.awaitEnd(theirs, A_FEW_ROUNDS).status()).isEqualTo(JobStatus.PENDING);
            assertThat(here.queue.unfinished(here.project)).isEmpty();
            assertThat(there.queue.unfinished(here.project)).hasSize(1);
            assertThat(here.queue.cancel(theirs).status()).isEqualTo(JobStatus.CANCELLED);
        }
        assertThat(ranHere).isEmpty();
    }

    @PostgresTest
    void whatAMachineLeftIsResumedByItAlone(Databases databases) throws InterruptedException {
        JobsFixture here = new JobsFixture(databases);
        JobsFixture there = here.otherMachine();
        JobId left = there.submit("/app").job().id();
        CountDownLatch running = new CountDownLatch(1);
        try (JobWorker dying = there.worker((job, control) -> {
            running.countDown();
            while (!control.stopRequested()) {
                Thread.onSpinWait();
            }
            return JobsFixture.stopped();
        })) {
            dying.start();
            running.await();
        }
        ConcurrentLinkedQueue<JobId> ranElsewhere = new ConcurrentLinkedQueue<>();
        JobId next = there.found(left).resumedBy().orElse(left);
        try (JobWorker foreign = here.worker(noting(ranElsewhere))) {
            foreign.start();
            assertThat(there.awaitEnd(next, A_FEW_ROUNDS).status()).isEqualTo(JobStatus.PENDING);
            try (JobWorker own = there.worker(noting(new ConcurrentLinkedQueue<>()))) {
                own.start();
                assertThat(there.awaitEnd(next).status()).isEqualTo(JobStatus.COMPLETED);
            }
        }
        assertThat(ranElsewhere).isEmpty();
    }

    @PostgresTest
    void aJobOfAVersionWithoutMachinesBelongsToTheFirstThatFindsItsDirectory(Databases databases)
            throws InterruptedException {
        JobsFixture here = new JobsFixture(databases);
        JobId known = here.submit("/known").job().id();
        JobId twice = here.submit("/twice").job().id();
        here.execute("UPDATE jobs SET machine_id = NULL WHERE id IN ('" + known + "', '" + twice + "')");
        JobId again = here.submit("/twice").job().id();
        JobsFixture there = here.otherMachine();
        ConcurrentLinkedQueue<JobId> ranThere = new ConcurrentLinkedQueue<>();
        try (JobWorker foreign = there.worker(noting(ranThere), directory -> false)) {
            foreign.start();
            assertThat(here.awaitEnd(known, A_FEW_ROUNDS).status()).isEqualTo(JobStatus.PENDING);
            try (JobWorker own = here.worker(noting(new ConcurrentLinkedQueue<>()))) {
                own.start();
                assertThat(here.awaitEnd(known).status()).isEqualTo(JobStatus.COMPLETED);
                assertThat(here.awaitEnd(again).status()).isEqualTo(JobStatus.COMPLETED);
                assertThat(here.awaitEnd(twice).status()).isIn(JobStatus.CANCELLED, JobStatus.COMPLETED);
            }
        }
        assertThat(ranThere).isEmpty();
        assertThat(here.queue.list(here.project, Optional.empty(), 10))
                .allSatisfy(report -> assertThat(report.status().isFinal()).isTrue())
                .hasSize(List.of(known, twice, again).size());
    }

    private static JobRunner noting(ConcurrentLinkedQueue<JobId> ran) {
        return (job, control) -> {
            ran.add(job.id());
            return JobsFixture.done();
        };
    }
}
