package dev.codebasemcp.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.OneFlavour;
import dev.codebasemcp.database.PostgresTest;
import dev.codebasemcp.model.JobId;
import dev.codebasemcp.model.JobPhase;
import dev.codebasemcp.model.JobProgress;
import dev.codebasemcp.model.JobReport;
import dev.codebasemcp.model.JobStatus;
import dev.codebasemcp.model.ProjectId;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.model.SkipReason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

@OneFlavour
class JobQueueTest {
    @PostgresTest
    void aRepositoryHasOneUnfinishedJob(Databases databases) throws Exception {
        JobsFixture process = new JobsFixture(databases);
        JobsFixture other = process.otherProcess();
        Set<JobId> ids = ConcurrentHashMap.newKeySet();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> submitted = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                JobsFixture one = i % 2 == 0 ? process : other;
                submitted.add(
                        threads.submit(() -> ids.add(one.submit("/repo").job().id())));
            }
            for (Future<?> future : submitted) {
                future.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(ids).hasSize(1);
        assertThat(process.submit("/repo2").job().id()).isNotIn(ids);
        JobId first = ids.iterator().next();
        assertThat(process.queue.cancel(first).status()).isEqualTo(JobStatus.CANCELLED);
        assertThat(process.submit("/repo").job().id()).isNotEqualTo(first);
    }

    @PostgresTest
    void phasesAndReasonsOfANewerVersionAreRead(Databases databases) {
        JobsFixture process = new JobsFixture(databases);
        JobId job = process.submit("/repo").job().id();
        process.execute("UPDATE jobs SET phase = 'polishing', skip_reasons = '{gone_stale,binary,too_odd}',"
                + " skip_counts = '{1,2,3}' WHERE id = '" + job + "'");

        JobProgress progress = process.found(job).progress();

        assertThat(progress.phase()).isEqualTo(JobPhase.INDEXING);
        assertThat(progress.skipped()).isEqualTo(Map.of(SkipReason.BINARY, 2, SkipReason.OTHER, 4));
    }

    @PostgresTest
    void aJobIsTheRowAlone(Databases databases) {
        JobsFixture process = new JobsFixture(databases);
        Path repository = Path.of("/" + "é/".repeat(1900) + "end");
        JobReport submitted = process.queue.submit(process.project, process.database, repository, true);
        JobReport found = process.otherProcess().found(submitted.job().id());
        assertThat(found).isEqualTo(submitted);
        assertThat(found.job().root()).isEqualTo(repository);
        assertThat(found.job().force()).isTrue();
        assertThat(found.job().database()).isEqualTo(process.database);
        assertThat(found.status()).isEqualTo(JobStatus.PENDING);
        assertThat(found.progress()).isEqualTo(JobProgress.NONE);
        assertThat(found.startedAt()).isEmpty();
    }

    @PostgresTest
    void listsTheNewestFirst(Databases databases) throws InterruptedException {
        JobsFixture process = new JobsFixture(databases);
        JobId first = process.submit("/a").job().id();
        JobId second = process.submit("/b").job().id();
        JobId third = process.submit("/c").job().id();
        process.queue.cancel(second);
        assertThat(ids(process.queue.list(process.project, Optional.empty(), 10)))
                .containsExactly(third, second, first);
        assertThat(ids(process.queue.list(process.project, Optional.of(JobStatus.PENDING), 10)))
                .containsExactly(third, first);
        assertThat(ids(process.queue.list(process.project, Optional.empty(), 1)))
                .containsExactly(third);
        assertThat(process.queue.list(ProjectId.random(), Optional.empty(), 10)).isEmpty();
    }

    @PostgresTest
    void onlyAReadyProjectGetsJobs(Databases databases) {
        JobsFixture process = new JobsFixture(databases);
        assertThatThrownBy(() -> process.queue.submit(ProjectId.random(), process.database, Path.of("/repo"), false))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("not ready");
        process.projects.markCreating(process.project);
        assertThatThrownBy(() -> process.submit("/repo")).isInstanceOf(RejectedException.class);
        assertThat(process.queue.list(process.project, Optional.empty(), 10)).isEmpty();
    }

    @PostgresTest
    void anUnknownJobIsAnError(Databases databases) {
        JobsFixture process = new JobsFixture(databases);
        JobId unknown = JobId.random();
        assertThat(process.queue.find(unknown)).isEmpty();
        assertThatThrownBy(() -> process.queue.cancel(unknown))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining(unknown.toString());
        assertThatThrownBy(() -> process.queue.await(unknown, Duration.ofMillis(50), report -> {}, () -> false))
                .isInstanceOf(RejectedException.class);
    }

    @PostgresTest
    void whoStopsWaitingLeavesTheJobAlone(Databases databases) throws InterruptedException {
        JobsFixture process = new JobsFixture(databases);
        JobId id = process.submit("/repo").job().id();
        JobReport last = process.queue.await(id, Duration.ofMillis(50), report -> {}, () -> true);
        assertThat(last.status()).isEqualTo(JobStatus.PENDING);
        assertThat(process.found(id).status()).isEqualTo(JobStatus.PENDING);
    }

    private static List<JobId> ids(List<JobReport> reports) {
        return reports.stream().map(report -> report.job().id()).toList();
    }

    @PostgresTest
    void jobsThatEndedAWeekAgoAreRemoved(Databases databases) throws InterruptedException {
        JobsFixture process = new JobsFixture(databases);
        JobId old = process.submit("/old").job().id();
        JobId recent = process.submit("/recent").job().id();
        JobId waiting = process.submit("/waiting").job().id();
        process.queue.cancel(old);
        process.queue.cancel(recent);
        process.execute("UPDATE jobs SET completed_at = now() - interval '8 days' WHERE id = '" + old + "'");
        process.execute("UPDATE jobs SET created_at = now() - interval '8 days' WHERE id = '" + waiting + "'");

        int removed = process.queue.ownership().prune(Duration.ofDays(7));

        assertThat(removed).isEqualTo(1);
        assertThat(process.queue.find(old)).isEmpty();
        assertThat(process.queue.find(recent)).isPresent();
        assertThat(process.queue.find(waiting)).isPresent();
    }
}
