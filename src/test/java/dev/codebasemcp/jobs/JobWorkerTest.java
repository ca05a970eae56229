package dev.codebasemcp.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.OneFlavour;
import dev.codebasemcp.database.PostgresTest;
import dev.codebasemcp.model.FileFailure;
import dev.codebasemcp.model.JobId;
import dev.codebasemcp.model.JobPhase;
import dev.codebasemcp.model.JobReport;
import dev.codebasemcp.model.JobStatus;
import dev.codebasemcp.model.RejectedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

@OneFlavour
class JobWorkerTest {
    @PostgresTest
    void aJobRunsFromPendingToItsEnd(Databases databases) throws InterruptedException {
        JobsFixture process = new JobsFixture(databases);
        CountDownLatch seen = new CountDownLatch(1);
        FileFailure failure = new FileFailure("a\0b.txt", "not text: \ud800");
        JobRunner runner = (job, control) -> {
            control.report(JobsFixture.progress(JobPhase.INDEXING, 1));
            seen.await();
            return new JobOutcome(JobsFixture.progress(JobPhase.DONE, 3), List.of(failure), false, "3 files, 1 failed");
        };
        try (JobWorker worker = process.worker(runner)) {
            worker.start();
            JobId id = process.submit("/repo").job().id();
            Set<String> states = new LinkedHashSet<>();
            JobReport end = process.queue.await(
                    id,
                    Duration.ofMillis(100),
                    report -> {
                        states.add(report.status() + " " + report.progress().phase());
                        if (report.progress().phase() == JobPhase.INDEXING) {
                            assertThat(report.progress()).isEqualTo(JobsFixture.progress(JobPhase.INDEXING, 1));
                            assertThat(report.message()).isEqualTo("indexing: 1 of 3 files");
                            seen.countDown();
                        }
                    },
                    () -> false);
            assertThat(states).contains("RUNNING INDEXING", "COMPLETED_WITH_ERRORS DONE");
            assertThat(end.status()).isEqualTo(JobStatus.COMPLETED_WITH_ERRORS);
            assertThat(end.message()).isEqualTo("3 files, 1 failed");
            assertThat(end.progress()).isEqualTo(JobsFixture.progress(JobPhase.DONE, 3));
            assertThat(end.failures()).containsExactly(new FileFailure("a\uFFFDb.txt", "not text: \uFFFD"));
            assertThat(end.startedAt().orElseThrow()).isAfterOrEqualTo(end.createdAt());
            assertThat(end.completedAt().orElseThrow())
                    .isAfterOrEqualTo(end.startedAt().orElseThrow());
            assertThat(process.queue.cancel(id)).isEqualTo(end);
        }
    }

    @PostgresTest
    void aFailureIsFailedWithItsCause(Databases databases) throws InterruptedException {
        JobsFixture process = new JobsFixture(databases);
        JobRunner runner = (job, control) -> {
            if (job.root().endsWith("rejected")) {
                throw new RejectedException("no such directory");
            }
            throw new IllegalStateException("a bug");
        };
        try (JobWorker worker = process.worker(runner)) {
            worker.start();
            JobReport rejected = process.awaitEnd(process.submit("/rejected"));
            assertThat(rejected.status()).isEqualTo(JobStatus.FAILED);
            assertThat(rejected.message()).isEqualTo("no such directory");
            JobReport bug = process.awaitEnd(process.submit("/bug"));
            assertThat(bug.status()).isEqualTo(JobStatus.FAILED);
            assertThat(bug.message()).contains("internal error").doesNotContain("a bug");
            databases.drop(process.database);
            JobReport homeless = process.awaitEnd(process.submit("/homeless"));
            assertThat(homeless.status()).isEqualTo(JobStatus.FAILED);
            assertThat(homeless.message()).contains(process.database.value(), "does not exist");
        }
    }

    @PostgresTest
    void aJobOfARemovedProjectFails(Databases databases) throws InterruptedException {
        JobsFixture process = new JobsFixture(databases);
        JobId id = process.submit("/repo").job().id();
        process.execute("DELETE FROM projects");
        try (JobWorker worker = process.worker((job, control) -> JobsFixture.done())) {
            worker.start();
            JobReport end = process.awaitEnd(id);
            assertThat(end.status()).isEqualTo(JobStatus.FAILED);
            assertThat(end.message()).contains(process.project.toString(), "not registered any more");
        }
    }

    @PostgresTest
    void aCancelledJobEndsWhoeverRunsIt(Databases databases) throws InterruptedException {
        JobsFixture process = new JobsFixture(databases);
        CountDownLatch polite = new CountDownLatch(1);
        CountDownLatch deaf = new CountDownLatch(1);
        JobRunner runner = (job, control) -> {
            if (job.root().endsWith("polite")) {
                polite.countDown();
                while (!control.stopRequested()) {
                    Thread.onSpinWait();
                }
                return JobsFixture.stopped();
            }
            deaf.countDown();
            new CountDownLatch(1).await();
            return JobsFixture.done();
        };
        try (JobWorker worker = process.worker(runner)) {
            worker.start();
            JobId first = process.submit("/polite").job().id();
            JobId second = process.submit("/deaf").job().id();
            polite.await();
            deaf.await();
            process.otherProcess().queue.cancel(first);
            process.queue.cancel(second);
            JobReport end = process.awaitEnd(first);
            assertThat(end.status()).isEqualTo(JobStatus.CANCELLED);
            assertThat(end.progress().filesIndexed()).isEqualTo(1);
            assertThat(process.awaitEnd(second).status()).isEqualTo(JobStatus.CANCELLED);
            assertThat(end.resumedBy()).isEmpty();
        }
    }

    @PostgresTest
    void workersShareTheJobsAndTakeTwoAtOnceTogether(Databases databases) throws InterruptedException {
        JobsFixture process = new JobsFixture(databases);
        JobsFixture other = process.otherProcess();
        Queue<JobId> runs = new ConcurrentLinkedQueue<>();
        AtomicInteger most = new AtomicInteger();
        List<JobId> submitted = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            submitted.add(process.submit("/repo" + i).job().id());
        }
        JobRunner runner = counting(runs, most);
        try (JobWorker one = process.worker(runner);
                JobWorker two = other.worker(runner)) {
            one.start();
            two.start();
            for (JobId id : submitted) {
                assertThat(process.awaitEnd(id).status()).isEqualTo(JobStatus.COMPLETED);
            }
        }
        assertThat(runs).containsExactlyInAnyOrderElementsOf(submitted);
        assertThat(most.get()).isBetween(1, 2);
    }

    private static JobRunner counting(Queue<JobId> runs, AtomicInteger most) {
        AtomicInteger now = new AtomicInteger();
        return (job, control) -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            runs.add(job.id());
            now.decrementAndGet();
            return JobsFixture.done();
        };
    }
}
