package dev.codebasemcp.administration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.OneFlavour;
import dev.codebasemcp.database.PostgresTest;
import dev.codebasemcp.database.index.IndexStore;
import dev.codebasemcp.database.registry.IndexHistoryTable;
import dev.codebasemcp.jobs.JobControl;
import dev.codebasemcp.jobs.JobOutcome;
import dev.codebasemcp.jobs.JobRunner;
import dev.codebasemcp.model.IndexStats;
import dev.codebasemcp.model.Job;
import dev.codebasemcp.model.JobId;
import dev.codebasemcp.model.JobPhase;
import dev.codebasemcp.model.JobProgress;
import dev.codebasemcp.model.Machines;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.model.RepositoryId;
import dev.codebasemcp.model.RepositorySummary;
import dev.codebasemcp.model.UnavailableException;
import dev.codebasemcp.provisioning.ProvisioningFixture;
import dev.codebasemcp.provisioning.ReadyProject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each job leaves what the index held at its end, for as long as the project lives. */
@Timeout(120)
@OneFlavour
class IndexHistoryTest {
    private static final int MOST = 500;
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path temporary;

    @PostgresTest
    void aJobAddsWhatTheIndexHoldsAtItsEndHoweverItEnds(Databases databases) throws Exception {
        ReadyProject shop = project(databases, "shop");
        Job first = job(shop);
        JobRunner fine = counts(databases).after((job, control) -> {
            new IndexStore(shop.database()).repository(Machines.HERE, Path.of("/shop"));
            return new JobOutcome(JobProgress.NONE, List.of(), false, "done");
        });
        JobRunner broken = counts(databases).after((job, control) -> {
            throw new UnavailableException("the disk is full");
        });

        fine.run(first, new Unstopped());
        fine.run(first, new Unstopped());
        assertThatThrownBy(() -> broken.run(job(shop), new Unstopped())).hasMessage("the disk is full");

        List<IndexHistoryTable.Entry> history = history(databases).of(shop.databaseName());
        assertThat(history).hasSize(2).allSatisfy(entry -> {
            assertThat(entry.files()).isZero();
            assertThat(entry.sizeBytes()).isGreaterThan(1_000_000);
        });
    }

    @PostgresTest
    void aRefusedChangeAddsNothing(Databases databases) throws Exception {
        ReadyProject shop = project(databases, "shop");
        Path here = temporary.resolve("shop").toRealPath();
        RepositoryId id = new IndexStore(shop.database())
                .repository(Machines.ELSEWHERE, here)
                .id();
        RepositoryAdministration administration = new ProvisioningFixture(databases).repositories();

        assertThatThrownBy(() -> administration.move(shop, "nowhere", here)).isInstanceOf(RejectedException.class);
        assertThatThrownBy(() -> administration.claim(shop, Optional.empty())).isInstanceOf(RejectedException.class);
        assertThatThrownBy(() -> administration.remove(shop, "nowhere", true)).isInstanceOf(RejectedException.class);
        assertThatThrownBy(() -> administration.removeUnlessBusy(shop, new RepositoryId(UUID.randomUUID())))
                .isInstanceOf(RejectedException.class);
        assertThat(history(databases).of(shop.databaseName())).isEmpty();

        administration.removeUnlessBusy(shop, id);
        assertThat(history(databases).of(shop.databaseName())).hasSize(1);
    }

    @PostgresTest
    void aJobThatHadToBeInterruptedAddsItTooUnlessTheProcessEnds(Databases databases) throws Exception {
        ReadyProject shop = project(databases, "shop");
        JobRunner interrupted = counts(databases).after((job, control) -> {
            Thread.currentThread().interrupt();
            return new JobOutcome(JobProgress.NONE, List.of(), true, "cancelled");
        });

        interrupted.run(job(shop), new Unstopped());
        assertThat(Thread.interrupted()).isTrue();
        assertThat(history(databases).of(shop.databaseName())).hasSize(1);

        interrupted.run(job(shop), new EndingProcess());
        assertThat(Thread.interrupted()).isTrue();
        assertThat(history(databases).of(shop.databaseName())).hasSize(1);
    }

    @PostgresTest
    void theNewestEntriesStayAndNoneIsLeftOfADeletedProject(Databases databases) throws Exception {
        ReadyProject shop = project(databases, "shop");
        ReadyProject other = project(databases, "other");
        IndexHistoryTable history = history(databases);
        history.add(other.databaseName(), JobId.random(), holding(0));
        for (int i = 0; i < MOST + 3; i++) {
            history.add(shop.databaseName(), JobId.random(), holding(i));
        }

        List<IndexHistoryTable.Entry> kept = history.of(shop.databaseName());

        assertThat(kept).hasSize(MOST);
        assertThat(kept.get(0)).isEqualTo(new IndexHistoryTable.Entry(BEGIN.plusSeconds(3), 3, 6, 30));
        assertThat(kept).isSortedAccordingTo((left, right) -> left.time().compareTo(right.time()));
        assertThat(history.of(other.databaseName())).hasSize(1);

        new ProvisioningFixture(databases).administration().delete("shop", Optional.of("shop"));
        assertThat(history.of(shop.databaseName())).isEmpty();
        history.add(shop.databaseName(), JobId.random(), holding(1));
        assertThat(history.of(shop.databaseName())).isEmpty();
        assertThat(history.of(other.databaseName())).hasSize(1);
    }

    /** A job that nobody stops or watches. */
    private static final class Unstopped implements JobControl {
        @Override
        public void report(JobProgress progress) {
            assertThat(progress.phase()).isNotEqualTo(JobPhase.DONE);
        }

        @Override
        public boolean stopRequested() {
            return false;
        }
    }

    /** The end of a process, for its jobs. */
    private static final class EndingProcess implements JobControl {
        @Override
        public void report(JobProgress progress) {
            throw new AssertionError(progress);
        }

        @Override
        public boolean stopRequested() {
            return true;
        }

        @Override
        public boolean beginLast() {
            return false;
        }
    }

    private static IndexStats holding(int files) {
        RepositorySummary repository = new RepositorySummary(
                new RepositoryId(UUID.randomUUID()),
                Optional.of(Machines.HERE),
                Path.of("/shop"),
                files,
                2L * files,
                Optional.of(BEGIN));
        return new IndexStats(1, files, 10L * files, BEGIN.plusSeconds(files), List.of(repository), Map.of());
    }

    private static Job job(ReadyProject project) {
        return new Job(
                JobId.random(),
                project.id(),
                project.databaseName(),
                Path.of("/shop"),
                false,
                Optional.of(Machines.HERE));
    }

    private ReadyProject project(Databases databases, String name) throws IOException {
        return new ProvisioningFixture(databases).ready(ProvisioningFixture.named(temporary.resolve(name), name));
    }

    private static ProjectCounts counts(Databases databases) {
        return new ProjectCounts(databases);
    }

    private static IndexHistoryTable history(Databases databases) {
        return new IndexHistoryTable(databases::registry);
    }
}
