package dev.codebasemcp.freshness;

import static dev.codebasemcp.indexing.IndexFixture.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.OneFlavour;
import dev.codebasemcp.database.PostgresTest;
import dev.codebasemcp.database.index.RepositoryRow;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.io.TempDir;

/** What a command does whose process ends with its answer, and what it leaves. */
@OneFlavour
class LastAnswerTest {
    private static final int MANY = 70;

    @TempDir
    private Path folder;

    @PostgresTest
    void aCommandLeavesNoJobThatItCannotRun(Databases databases) throws Exception {
        FreshnessFixture fixture = new FreshnessFixture(folder, databases);
        write(fixture.root.resolve("a.py"), "def alpha():\n    return 1\n");
        fixture.age();
        fixture.index();
        for (int i = 0; i < MANY; i++) {
            write(fixture.root.resolve("more/m" + i + ".py"), "def more" + i + "():\n    return " + i + "\n");
        }

        ProjectFreshness seen = fixture.refresh(fixture.check(ProcessLifetime.COMMAND));

        assertThat(seen.staleFiles()).isEqualTo(MANY);
        assertThat(seen.refreshing()).isFalse();
        assertThat(seen.notes())
                .containsExactly("That is more than a search brings up to date; index " + fixture.root + " again.");
        assertThat(fixture.jobs()).isEmpty();
    }

    @PostgresTest
    void aCommandWaitsForALookThatIsSlowAndForWhatIsBehindIt(Databases databases) throws Exception {
        FreshnessFixture fixture = new FreshnessFixture(folder, databases);
        write(fixture.root.resolve("a.py"), "def alpha():\n    return 1\n");
        fixture.age();
        fixture.index();
        write(fixture.root.resolve("b.py"), "def beta():\n    return 2\n");
        // Each reading of this clock is a second later, as on a very slow machine.
        AtomicLong nanos = new AtomicLong();
        LongSupplier slow = () -> nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        ExecutorService threads = FreshnessMonitor.daemons();
        FreshnessMonitor watch = new FreshnessMonitor(fixture.check(ProcessLifetime.COMMAND), slow, threads);
        try (watch) {
            ProjectFreshness seen =
                    watch.begin(fixture.project, fixture.repositories()).await();

            assertThat(seen.notes()).isEmpty();
            assertThat(seen.changed()).isTrue();
        }
        assertThat(threads.isTerminated()).isTrue();
    }

    @PostgresTest
    void aRefreshIsWholeOrNotAtAllWheneverItsProcessEnds(Databases databases) throws Exception {
        FreshnessFixture fixture = new FreshnessFixture(folder, databases);
        write(fixture.root.resolve("a.py"), "def alpha():\n    return 1\n");
        fixture.age();
        fixture.index();
        // Whatever comes behind the writing of files is as far as the process gets.
        fixture.sql("create function fail() returns trigger language plpgsql as 'begin raise exception ''end''; end'");
        fixture.sql(
                "create trigger ends before update of indexed_at on repositories for each row execute function fail()");
        write(fixture.root.resolve("b.py"), "def beta():\n    return 2\n");

        assertThatThrownBy(fixture::refresh).hasMessageContaining("end");

        assertThat(fixture.store().repositoryRows()).allMatch(RepositoryRow::complete);
        assertThat(fixture.dump()).noneMatch(line -> line.contains("beta"));
        fixture.sql("drop trigger ends on repositories");
        assertThat(fixture.refresh().notes()).isEmpty();
        assertThat(fixture.dump()).anyMatch(line -> line.contains("beta"));
    }
}
