package dev.codebasemcp.freshness;

import static dev.codebasemcp.indexing.IndexFixture.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.OneFlavour;
import dev.codebasemcp.database.PostgresFixture;
import dev.codebasemcp.database.PostgresTest;
import dev.codebasemcp.indexing.IndexDump;
import dev.codebasemcp.indexing.IndexFixture;
import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.RepositoryId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.io.TempDir;

/** Checks before a search find changed files and refresh the index. */
@OneFlavour
class FreshnessTest {
    private static final int MANY = 70;

    @TempDir
    private Path folder;

    @PostgresTest
    void anIndexThatIsUpToDateIsLeftAlone(Databases databases) throws Exception {
        FreshnessFixture fixture = new FreshnessFixture(folder, databases);
        write(fixture.root.resolve("a.py"), "def alpha():\n    return 1\n");
        fixture.age();
        fixture.index();
        long generation = fixture.generation();

        ProjectFreshness seen = fixture.refresh();

        assertThat(seen.staleFiles()).isZero();
        assertThat(seen.changed()).isFalse();
        assertThat(seen.notes()).isEmpty();
        assertThat(fixture.generation()).isEqualTo(generation);
        assertThat(fixture.jobs()).isEmpty();
    }

    @PostgresTest
    void aFewChangesAreIndexedAtOnceAndAsACleanRunWould(Databases databases) throws Exception {
        FreshnessFixture fixture = new FreshnessFixture(folder, databases);
        write(fixture.root.resolve("a.py"), "def alpha():\n    return 1\n");
        write(fixture.root.resolve("b.py"), "def beta():\n    return 2\n");
        write(fixture.root.resolve("out/c.py"), "def gamma():\n    return 3\n");
        fixture.age();
        fixture.index();
        write(fixture.root.resolve("a.py"), "def alpha_two():\n    return 10\n");
        write(fixture.root.resolve("new/d.py"), "def delta():\n    return 4\n");
        write(fixture.root.resolve(".gitignore"), "out/\n");
        Files.delete(fixture.root.resolve("b.py"));

        ProjectFreshness seen = fixture.refresh();

        assertThat(seen.changed()).isTrue();
        assertThat(seen.staleFiles()).isZero();
        assertThat(seen.refreshing()).isFalse();
        assertThat(fixture.jobs()).isEmpty();
        IndexFixture clean = new IndexFixture(databases);
        clean.index(fixture.root);
        assertThat(fixture.dump())
                .isEqualTo(IndexDump.of(clean.store()))
                .anyMatch(line -> line.contains("alpha_two"))
                .noneMatch(line -> line.contains("beta") || line.contains("gamma"));
    }

    @PostgresTest
    void manyChangesAreLeftToAJobThatIsStartedOnce(Databases databases) throws Exception {
        FreshnessFixture fixture = new FreshnessFixture(folder, databases);
        write(fixture.root.resolve("a.py"), "def alpha():\n    return 1\n");
        fixture.age();
        fixture.index();
        for (int i = 0; i < MANY; i++) {
            write(fixture.root.resolve("more/m" + i + ".py"), "def more" + i + "():\n    return " + i + "\n");
        }
        fixture.age(fixture.root.resolve("more"));

        ProjectFreshness first = fixture.refresh();
        ProjectFreshness second = fixture.refresh();

        assertThat(first.staleFiles()).isEqualTo(MANY);
        assertThat(first.refreshing()).isTrue();
        assertThat(second.staleFiles()).isEqualTo(MANY);
        assertThat(fixture.jobs())
                .singleElement()
                .satisfies(job -> assertThat(job.job().root()).isEqualTo(fixture.root));
        fixture.index();
        fixture.cancelAll();
        assertThat(fixture.refresh().staleFiles()).isZero();
    }

    @PostgresTest
    void theSearchAfterAFinishedRunSaysNothingOfChanges(Databases databases) throws Exception {
        FreshnessFixture fixture = new FreshnessFixture(folder, databases);
        write(fixture.root.resolve("a.py"), "def alpha():\n    return 1\n");
        fixture.index();
        for (int i = 0; i < MANY; i++) {
            write(fixture.root.resolve("more/m" + i + ".py"), "def more" + i + "():\n    return " + i + "\n");
        }
        // The clock stands: what was seen is recent all the time.
        try (FreshnessMonitor watch = new FreshnessMonitor(fixture.check, () -> 1L, FreshnessMonitor.daemons())) {
            ProjectFreshness before = fixture.seenBy(watch);
            ProjectFreshness again = fixture.seenBy(watch);
            fixture.index();
            ProjectFreshness after = fixture.seenBy(watch);

            assertThat(before.staleFiles()).isEqualTo(MANY);
            assertThat(again.staleFiles()).isEqualTo(MANY);
            assertThat(after.staleFiles()).isZero();
            fixture.cancelAll();
        }
    }

    @PostgresTest
    void aChangeInPlaceWithSizeAndTimeRestoredIsFound(Databases databases) throws Exception {
        FreshnessFixture fixture = new FreshnessFixture(folder, databases);
        Path file = fixture.root.resolve("a.py");
        write(file, "def one():\n    return 1\n");
        fixture.age();
        fixture.index();
        Files.createLink(folder.resolve("backup"), file);
        assertThat(fixture.refresh().staleFiles()).as("a link").isZero();
        write(file, "def two():\n    return 2\n");
        fixture.age();

        ProjectFreshness seen = fixture.refresh();

        assertThat(seen.changed()).isTrue();
        assertThat(fixture.dump())
                .anyMatch(line -> line.contains("def two"))
                .noneMatch(line -> line.contains("def one"));
    }

    @PostgresTest
    void stampsOfAVersionWithoutTimesOfChangesAreCompletedByTheNextRun(Databases databases) throws Exception {
        FreshnessFixture fixture = new FreshnessFixture(folder, databases);
        Path file = fixture.root.resolve("a.py");
        write(file, "def one():\n    return 1\n");
        fixture.age();
        fixture.index();
        long inode = (Long) Files.getAttribute(file, "unix:ino");
        fixture.sql("update files set settled = true, inode = " + inode);
        fixture.sql("update index_state set generation = generation + 1");

        ProjectFreshness before = fixture.refresh();
        fixture.index();
        write(file, "def two():\n    return 2\n");
        fixture.age();

        assertThat(before.changed()).isFalse();
        assertThat(before.staleFiles()).isZero();
        assertThat(fixture.refresh().changed()).isTrue();
    }

    @PostgresTest
    void aChangeThatHidesBehindTheGrainOfTheClockIsFound(Databases databases) throws Exception {
        FreshnessFixture fixture = new FreshnessFixture(folder, databases);
        Path file = fixture.root.resolve("a.py");
        write(file, "def one():\n    return 1\n");
        FileTime time = Files.getLastModifiedTime(file);
        fixture.index();
        long generation = fixture.generation();
        ProjectFreshness before = fixture.refresh();
        assertThat(fixture.generation()).as("a check alone").isEqualTo(generation);
        write(file, "def two():\n    return 2\n");
        Files.setLastModifiedTime(file, time);

        ProjectFreshness seen = fixture.refresh();

        assertThat(before.staleFiles()).isZero();
        assertThat(seen.changed()).isTrue();
        assertThat(fixture.dump())
                .anyMatch(line -> line.contains("def two"))
                .noneMatch(line -> line.contains("def one"));
    }

    @PostgresTest
    void aRepositoryThatWasMovedIsToldAndItsIndexStays(Databases databases) throws Exception {
        FreshnessFixture fixture = new FreshnessFixture(folder, databases);
        write(fixture.root.resolve("a.py"), "def alpha():\n    return 1\n");
        fixture.index();
        Files.move(fixture.root, folder.resolve("elsewhere"));

        ProjectFreshness seen = fixture.refresh();

        assertThat(seen.notes())
                .singleElement()
                .satisfies(note ->
                        assertThat(note).contains(fixture.root.toString(), "does not exist", "index its new place"));
        assertThat(fixture.dump()).anyMatch(line -> line.contains("alpha"));
        assertThat(fixture.jobs()).isEmpty();
    }

    @PostgresTest
    void anEmptyDirectoryDoesNotEmptyTheIndex(Databases databases) throws Exception {
        FreshnessFixture fixture = new FreshnessFixture(folder, databases);
        write(fixture.root.resolve("a.py"), "def alpha():\n    return 1\n");
        fixture.index();
        Files.delete(fixture.root.resolve("a.py"));

        ProjectFreshness seen = fixture.refresh();

        assertThat(seen.staleFiles()).isEqualTo(1);
        assertThat(seen.notes())
                .singleElement()
                .satisfies(note -> assertThat(note).contains("There are no files below"));
        assertThat(fixture.dump()).anyMatch(line -> line.contains("alpha"));
        assertThat(fixture.jobs()).isEmpty();
    }

    @PostgresTest
    void aRunThatWasStoppedIsNotGoneOnWithUnasked(Databases databases) throws Exception {
        FreshnessFixture fixture = new FreshnessFixture(folder, databases);
        for (int i = 0; i < 3; i++) {
            write(fixture.root.resolve("m" + i + ".py"), "def more" + i + "():\n    return " + i + "\n");
        }
        fixture.index(progress -> true);

        ProjectFreshness seen = fixture.refresh();

        assertThat(seen.staleFiles()).isPositive();
        assertThat(seen.refreshing()).isFalse();
        assertThat(seen.notes())
                .singleElement()
                .satisfies(note -> assertThat(note).contains("was stopped before its end"));
        assertThat(fixture.jobs()).isEmpty();
    }

    @PostgresTest
    void looksAreMadeOnceASecond(Databases databases) throws Exception {
        FreshnessFixture fixture = new FreshnessFixture(folder, databases);
        write(fixture.root.resolve("a.py"), "def alpha():\n    return 1\n");
        fixture.age();
        fixture.index();
        AtomicLong nanos = new AtomicLong();
        ExecutorService threads = FreshnessMonitor.daemons();
        try (FreshnessMonitor watch = new FreshnessMonitor(fixture.check, nanos::get, threads)) {
            assertThat(fixture.seenBy(watch).staleFiles()).isZero();
            long generation = fixture.generation();
            write(fixture.root.resolve("b.py"), "def beta():\n    return 2\n");

            nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(999));
            watch.begin(fixture.project, fixture.repositories()).await();
            assertThat(fixture.generation()).as("too soon for a check").isEqualTo(generation);
            nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
            watch.begin(fixture.project, fixture.repositories()).await();

            threads.shutdown();
            assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
            assertThat(fixture.dump()).anyMatch(line -> line.contains("beta"));
        }
    }

    @PostgresTest
    void aComparisonAloneChangesNothing(Databases databases) throws Exception {
        FreshnessFixture fixture = new FreshnessFixture(folder, databases);
        write(fixture.root.resolve("a.py"), "def alpha():\n    return 1\n");
        fixture.age();
        fixture.index();
        write(fixture.root.resolve("b.py"), "def beta():\n    return 2\n");

        List<RepositoryFreshness> seen = fixture.check.compare(fixture.project.databaseName());

        assertThat(seen)
                .singleElement()
                .satisfies(one -> assertThat(one.staleFiles()).isEqualTo(1));
        assertThat(fixture.dump()).noneMatch(line -> line.contains("beta"));
    }

    @PostgresTest
    void aProjectThatAnotherComparesIsLeftOutOnlyByWhoWaitsNoLonger(PostgresFixture fixture) throws Exception {
        FreshnessFixture tree = new FreshnessFixture(folder, fixture.databases());
        write(tree.root.resolve("a.py"), "def alpha():\n    return 1\n");
        tree.index();
        List<DatabaseName> one = List.of(tree.project.databaseName());
        AtomicLong nanos = new AtomicLong();
        ExecutorService callers = Executors.newCachedThreadPool();
        try (FreshnessMonitor watch = new FreshnessMonitor(tree.check, nanos::get, FreshnessMonitor.daemons());
                Connection other = fixture.connection().open(one.get(0).value());
                Statement sql = other.createStatement()) {
            Callable<Map<RepositoryId, RepositoryFreshness>> patient = () -> watch.compare(one, Duration.ofMinutes(1));
            other.setAutoCommit(false);
            sql.execute("LOCK TABLE repositories IN ACCESS EXCLUSIVE MODE");
            Future<Map<RepositoryId, RepositoryFreshness>> first = callers.submit(patient);
            awaitWaiting(sql, 1, first);
            nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));

            assertThat(watch.compare(one, Duration.ofMillis(500))).isEmpty();
            Future<Map<RepositoryId, RepositoryFreshness>> second = callers.submit(patient);
            awaitWaiting(sql, 2, second);
            other.rollback();

            assertThat(first.get(1, TimeUnit.MINUTES)).hasSize(1);
            assertThat(second.get(1, TimeUnit.MINUTES)).hasSize(1);
        } finally {
            callers.shutdownNow();
        }
    }

    /** Until as many statements wait for a lock, or the caller has its result. */
    private static void awaitWaiting(Statement statement, int number, Future<?> caller) throws SQLException {
        boolean waiting = false;
        while (!waiting && !caller.isDone()) {
            try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM pg_locks WHERE NOT granted")) {
                rows.next();
                waiting = rows.getInt(1) >= number;
            }
        }
    }

    @PostgresTest
    void aComparisonThatFailsIsNoCompleteOne(Databases databases) throws Exception {
        FreshnessFixture fixture = new FreshnessFixture(folder, databases);
        write(fixture.root.resolve("a.py"), "def alpha():\n    return 1\n");
        fixture.age();
        fixture.index();
        Set<RepositoryId> repositories = fixture.repositories();
        AtomicLong nanos = new AtomicLong();
        try (FreshnessMonitor watch = new FreshnessMonitor(fixture.check, nanos::get, FreshnessMonitor.daemons())) {
            fixture.sql("alter table repositories rename to nowhere");
            ProjectFreshness failed = watch.look(fixture.project, repositories).await();
            fixture.sql("alter table nowhere rename to repositories");
            nanos.addAndGet(TimeUnit.SECONDS.toNanos(2));
            ProjectFreshness good = watch.look(fixture.project, repositories).await();

            assertThat(failed.complete()).isFalse();
            assertThat(good.complete()).isTrue();
            assertThat(good.repositories()).hasSize(1);
        }
    }
}
