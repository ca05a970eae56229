package dev.codebasemcp.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.database.AdvisoryLocks;
import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.OneFlavour;
import dev.codebasemcp.database.PostgresFixture;
import dev.codebasemcp.database.PostgresTest;
import dev.codebasemcp.database.registry.JobOwnership;
import dev.codebasemcp.database.server.ConnectionDetails;
import dev.codebasemcp.model.JobId;
import dev.codebasemcp.model.JobPhase;
import dev.codebasemcp.model.JobReport;
import dev.codebasemcp.model.JobStatus;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** Jobs whose process ends before they do. */
@OneFlavour
class JobRecoveryTest {
    /** How long after the next start a dead worker's job may look as if it ran. */
    private static final Duration WITHIN = Duration.ofSeconds(10);

    @PostgresTest
    void aDeadWorkersJobIsInterruptedAndResumed(Databases databases) throws InterruptedException {
        JobsFixture process = new JobsFixture(databases);
        JobId orphan = orphan(process, UUID.randomUUID(), "/repo");
        try (JobWorker worker = process.worker((job, control) -> JobsFixture.done())) {
            worker.start();
            JobReport interrupted = process.awaitEnd(orphan, WITHIN);
            assertThat(interrupted.status()).isEqualTo(JobStatus.INTERRUPTED);
            assertThat(interrupted.message()).contains("process ended");
            JobReport resumed = process.awaitEnd(interrupted.resumedBy().orElseThrow());
            assertThat(resumed.status()).isEqualTo(JobStatus.COMPLETED);
            assertThat(resumed.job().root()).isEqualTo(interrupted.job().root());
            assertThat(resumed.job().database()).isEqualTo(process.database);
        }
    }

    @PostgresTest
    void whoAsksForWorkThatADeadProcessBeganGetsTheJobThatGoesOnWithIt(Databases databases) {
        JobsFixture process = new JobsFixture(databases);
        JobId orphan = orphan(process, UUID.randomUUID(), "/repo");
        JobReport submitted = process.submit("/repo");
        assertThat(submitted.status()).isEqualTo(JobStatus.PENDING);
        assertThat(process.found(orphan).status()).isEqualTo(JobStatus.INTERRUPTED);
        assertThat(process.found(orphan).resumedBy()).contains(submitted.job().id());
    }

    @PostgresTest
    void aLivingWorkersJobIsLeftAlone(Databases databases) throws InterruptedException {
        JobsFixture process = new JobsFixture(databases);
        UUID living = UUID.randomUUID();
        JobId running = orphan(process, living, "/living");
        JobId dead = orphan(process, UUID.randomUUID(), "/dead");
        try (AdvisoryLocks.Held held =
                databases.locks().tryHold(JobOwnership.lock(living)).orElseThrow()) {
            try (JobWorker worker = process.worker((job, control) -> JobsFixture.done())) {
                worker.start();
                assertThat(process.awaitEnd(dead).status()).isEqualTo(JobStatus.INTERRUPTED);
                assertThat(process.found(running).status()).isEqualTo(JobStatus.RUNNING);
                assertThat(process.submit("/living").job().id()).isEqualTo(running);
            }
            assertThat(held.isAlive()).isTrue();
        }
    }

    @PostgresTest
    void aCancelledOrphanAndAKillerAreNotResumed(Databases databases) throws InterruptedException {
        JobsFixture process = new JobsFixture(databases);
        JobId cancelled = orphan(process, UUID.randomUUID(), "/cancelled");
        process.execute("UPDATE jobs SET cancel_requested = true");
        JobId killer = orphan(process, UUID.randomUUID(), "/killer");
        process.execute("UPDATE jobs SET deaths = 3 WHERE id = '" + killer + "'");
        try (JobWorker worker = process.worker((job, control) -> JobsFixture.done())) {
            worker.start();
            JobReport first = process.awaitEnd(cancelled);
            assertThat(first.status()).isEqualTo(JobStatus.CANCELLED);
            assertThat(first.resumedBy()).isEmpty();
            JobReport second = process.awaitEnd(killer);
            assertThat(second.status()).isEqualTo(JobStatus.INTERRUPTED);
            assertThat(second.message()).contains("not resumed", "4 times");
            assertThat(second.resumedBy()).isEmpty();
        }
    }

    @PostgresTest
    void aClosedWorkersJobIsInterruptedAndTheNextGoesOn(Databases databases) throws InterruptedException {
        JobsFixture process = new JobsFixture(databases);
        CountDownLatch running = new CountDownLatch(1);
        JobRunner polite = (job, control) -> {
            control.report(JobsFixture.progress(JobPhase.INDEXING, 1));
            running.countDown();
            while (!control.stopRequested()) {
                Thread.onSpinWait();
            }
            return JobsFixture.stopped();
        };
        JobWorker first = process.worker(polite);
        first.start();
        JobId id = process.submit("/repo").job().id();
        running.await();
        first.close();
        JobReport interrupted = process.found(id);
        assertThat(interrupted.status()).isEqualTo(JobStatus.INTERRUPTED);
        assertThat(interrupted.message()).contains("server stopped");
        assertThat(interrupted.progress()).isEqualTo(JobsFixture.progress(JobPhase.INDEXING, 1));
        JobId next = interrupted.resumedBy().orElseThrow();
        assertThat(process.found(next).status()).isEqualTo(JobStatus.PENDING);
        JobsFixture nextProcess = process.otherProcess();
        try (JobWorker second = nextProcess.worker((job, control) -> JobsFixture.done())) {
            second.start();
            assertThat(nextProcess.awaitEnd(next).status()).isEqualTo(JobStatus.COMPLETED);
        }
    }

    @PostgresTest
    void aRunThatIgnoresTheStopDoesNotHoldTheClose(Databases databases) throws InterruptedException {
        JobsFixture process = new JobsFixture(databases);
        CountDownLatch running = new CountDownLatch(1);
        AtomicBoolean release = new AtomicBoolean();
        CountDownLatch ended = new CountDownLatch(1);
        JobRunner deaf = (job, control) -> {
            running.countDown();
            while (!release.get()) {
                Thread.onSpinWait();
            }
            ended.countDown();
            return JobsFixture.done();
        };
        JobWorker worker = process.worker(deaf);
        worker.start();
        JobId id = process.submit("/repo").job().id();
        running.await();
        worker.close();
        assertThat(ended.getCount()).isEqualTo(1);
        JobReport interrupted = process.awaitEnd(id);
        assertThat(interrupted.status()).isEqualTo(JobStatus.INTERRUPTED);
        assertThat(interrupted.resumedBy()).isPresent();
        release.set(true);
        ended.await();
        assertThat(process.found(id)).isEqualTo(interrupted);
    }

    @PostgresTest
    void aWorkerThatWasTakenForDeadStopsItsJob(Databases databases) throws InterruptedException {
        JobsFixture process = new JobsFixture(databases);
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch taken = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        JobRunner polite = (job, control) -> {
            running.countDown();
            taken.await();
            control.report(JobsFixture.progress(JobPhase.FINISHING, 2));
            while (!control.stopRequested()) {
                Thread.onSpinWait();
            }
            ended.countDown();
            return JobsFixture.stopped();
        };
        JobId id = process.submit("/repo").job().id();
        try (JobWorker worker = process.worker(polite)) {
            worker.start();
            running.await();
            process.execute("UPDATE jobs SET status = 'interrupted', owner = NULL, completed_at = now()");
            taken.countDown();
            ended.await();
        }
        assertThat(process.found(id).status()).isEqualTo(JobStatus.INTERRUPTED);
        assertThat(process.found(id).resumedBy()).isEqualTo(Optional.empty());
    }

    @PostgresTest
    void aWorkerWhoseRegistryWasDroppedGoesOnWithTheNextOne(PostgresFixture fixture) throws Exception {
        JobsFixture before = new JobsFixture(fixture.databases());
        try (JobWorker worker = before.worker((job, control) -> JobsFixture.done())) {
            worker.start();
            JobReport first = before.awaitEnd(before.submit("/repo"));
            assertThat(first.status()).isEqualTo(JobStatus.COMPLETED);
            ConnectionDetails server = fixture.connection();
            try (Connection outside = server.open(server.maintenanceDatabase());
                    Statement statement = outside.createStatement()) {
                statement.execute("DROP DATABASE " + before.databases.registry().name() + " WITH (FORCE)");
            }

            JobsFixture after = new JobsFixture(fixture.databases());

            assertThat(after.queue.find(first.job().id())).isEmpty();
            assertThat(after.awaitEnd(after.submit("/repo")).status()).isEqualTo(JobStatus.COMPLETED);
        }
    }

    @PostgresTest
    void aWorkerThatNeverStartedCanBeClosed(Databases databases) {
        JobsFixture process = new JobsFixture(databases);
        JobWorker worker = process.worker((job, control) -> JobsFixture.done());
        worker.close();
        worker.start();
        assertThat(process.found(process.submit("/repo").job().id()).status()).isEqualTo(JobStatus.PENDING);
    }

    /** A job that is running by its row, owned by {@code worker}. */
    private static JobId orphan(JobsFixture process, UUID worker, String repository) {
        JobId id = process.submit(repository).job().id();
        process.execute("UPDATE jobs SET status = 'running', started_at = now(), owner = '" + worker + "' WHERE id = '"
                + id + "'");
        return id;
    }
}
