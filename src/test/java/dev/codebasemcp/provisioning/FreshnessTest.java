package dev.codebasemcp.provisioning;

import static dev.codebasemcp.indexing.IndexFixture.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.config.AllowedRoots;
import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.PostgresTest;
import dev.codebasemcp.database.index.IndexStore;
import dev.codebasemcp.database.index.RepositoryRow;
import dev.codebasemcp.files.FileSystemCalls;
import dev.codebasemcp.indexing.DriftCheck;
import dev.codebasemcp.indexing.IndexDump;
import dev.codebasemcp.indexing.IndexFixture;
import dev.codebasemcp.indexing.IndexSettings;
import dev.codebasemcp.jobs.Job;
import dev.codebasemcp.jobs.JobProgress;
import dev.codebasemcp.jobs.JobReport;
import dev.codebasemcp.model.JobId;
import dev.codebasemcp.model.Machines;
import dev.codebasemcp.model.RepositoryId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** What a look before a search finds, and what it does about it. */
class FreshnessTest {
    private static final int MANY = 70;
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    @TempDir
    private Path folder;

    @PostgresTest
    void anIndexThatIsUpToDateIsLeftAlone(Databases databases) throws Exception {
        Fixture fixture = new Fixture(databases);
        write(fixture.root.resolve("a.py"), "def alpha():\n    return 1\n");
        fixture.age();
        fixture.index();
        long generation = fixture.generation();

        ProjectFreshness seen = fixture.look();

        assertThat(seen.staleFiles()).isZero();
        assertThat(seen.changed()).isFalse();
        assertThat(seen.notes()).isEmpty();
        assertThat(fixture.generation()).isEqualTo(generation);
        assertThat(fixture.jobs()).isEmpty();
    }

    @PostgresTest
    void aFewChangesAreIndexedAtOnceAndAsACleanRunWould(Databases databases) throws Exception {
        Fixture fixture = new Fixture(databases);
        write(fixture.root.resolve("a.py"), "def alpha():\n    return 1\n");
        write(fixture.root.resolve("b.py"), "def beta():\n    return 2\n");
        write(fixture.root.resolve("out/c.py"), "def gamma():\n    return 3\n");
        fixture.age();
        fixture.index();
        write(fixture.root.resolve("a.py"), "def alpha_two():\n    return 10\n");
        write(fixture.root.resolve("new/d.py"), "def delta():\n    return 4\n");
        write(fixture.root.resolve(".gitignore"), "out/\n");
        Files.delete(fixture.root.resolve("b.py"));

        ProjectFreshness seen = fixture.look();

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
        Fixture fixture = new Fixture(databases);
        write(fixture.root.resolve("a.py"), "def alpha():\n    return 1\n");
        fixture.age();
        fixture.index();
        for (int i = 0; i < MANY; i++) {
            write(fixture.root.resolve("more/m" + i + ".py"), "def more" + i + "():\n    return " + i + "\n");
        }
        fixture.age();

        ProjectFreshness first = fixture.look();
        ProjectFreshness second = fixture.look();

        assertThat(first.staleFiles()).isEqualTo(MANY);
        assertThat(first.refreshing()).isTrue();
        assertThat(second.staleFiles()).isEqualTo(MANY);
        assertThat(fixture.jobs())
                .singleElement()
                .satisfies(job -> assertThat(job.job().repository()).isEqualTo(fixture.root));
        fixture.index();
        fixture.cancelAll();
        assertThat(fixture.look().staleFiles()).isZero();
    }

    @PostgresTest
    void theSearchAfterAFinishedRunSaysNothingOfChanges(Databases databases) throws Exception {
        Fixture fixture = new Fixture(databases);
        write(fixture.root.resolve("a.py"), "def alpha():\n    return 1\n");
        fixture.index();
        for (int i = 0; i < MANY; i++) {
            write(fixture.root.resolve("more/m" + i + ".py"), "def more" + i + "():\n    return " + i + "\n");
        }
        // The clock stands: what was seen is recent all the time.
        try (FreshnessWatch watch = new FreshnessWatch(fixture.look, () -> 1L, FreshnessWatch.daemons())) {
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
        Fixture fixture = new Fixture(databases);
        Path file = fixture.root.resolve("a.py");
        write(file, "def one():\n    return 1\n");
        fixture.age();
        fixture.index();
        Files.createLink(folder.resolve("backup"), file);
        assertThat(fixture.look().staleFiles()).as("a link").isZero();
        write(file, "def two():\n    return 2\n");
        fixture.age();

        ProjectFreshness seen = fixture.look();

        assertThat(seen.changed()).isTrue();
        assertThat(fixture.dump())
                .anyMatch(line -> line.contains("def two"))
                .noneMatch(line -> line.contains("def one"));
    }

    @PostgresTest
    void stampsOfAVersionWithoutTimesOfChangesAreCompletedByTheNextRun(Databases databases) throws Exception {
        Fixture fixture = new Fixture(databases);
        Path file = fixture.root.resolve("a.py");
        write(file, "def one():\n    return 1\n");
        fixture.age();
        fixture.index();
        long inode = (Long) Files.getAttribute(file, "unix:ino");
        fixture.sql("update files set settled = true, inode = " + inode);
        fixture.sql("update index_state set generation = generation + 1");

        ProjectFreshness before = fixture.look();
        fixture.index();
        write(file, "def two():\n    return 2\n");
        fixture.age();

        assertThat(before.changed()).isFalse();
        assertThat(before.staleFiles()).isZero();
        assertThat(fixture.look().changed()).isTrue();
    }

    @PostgresTest
    void aChangeThatHidesBehindTheGrainOfTheClockIsFound(Databases databases) throws Exception {
        Fixture fixture = new Fixture(databases);
        Path file = fixture.root.resolve("a.py");
        write(file, "def one():\n    return 1\n");
        FileTime time = Files.getLastModifiedTime(file);
        fixture.index();
        long generation = fixture.generation();
        ProjectFreshness before = fixture.look();
        assertThat(fixture.generation()).as("a look alone").isEqualTo(generation);
        write(file, "def two():\n    return 2\n");
        Files.setLastModifiedTime(file, time);

        ProjectFreshness seen = fixture.look();

        assertThat(before.staleFiles()).isZero();
        assertThat(seen.changed()).isTrue();
        assertThat(fixture.dump())
                .anyMatch(line -> line.contains("def two"))
                .noneMatch(line -> line.contains("def one"));
    }

    @PostgresTest
    void aRepositoryThatWasMovedIsToldAndItsIndexStays(Databases databases) throws Exception {
        Fixture fixture = new Fixture(databases);
        write(fixture.root.resolve("a.py"), "def alpha():\n    return 1\n");
        fixture.index();
        Files.move(fixture.root, folder.resolve("elsewhere"));

        ProjectFreshness seen = fixture.look();

        assertThat(seen.notes())
                .singleElement()
                .satisfies(note ->
                        assertThat(note).contains(fixture.root.toString(), "does not exist", "index its new place"));
        assertThat(fixture.dump()).anyMatch(line -> line.contains("alpha"));
        assertThat(fixture.jobs()).isEmpty();
    }

    @PostgresTest
    void anEmptyDirectoryDoesNotEmptyTheIndex(Databases databases) throws Exception {
        Fixture fixture = new Fixture(databases);
        write(fixture.root.resolve("a.py"), "def alpha():\n    return 1\n");
        fixture.index();
        Files.delete(fixture.root.resolve("a.py"));

        ProjectFreshness seen = fixture.look();

        assertThat(seen.staleFiles()).isEqualTo(1);
        assertThat(seen.notes())
                .singleElement()
                .satisfies(note -> assertThat(note).contains("There are no files below"));
        assertThat(fixture.dump()).anyMatch(line -> line.contains("alpha"));
        assertThat(fixture.jobs()).isEmpty();
    }

    @PostgresTest
    void aRunThatWasStoppedIsNotGoneOnWithUnasked(Databases databases) throws Exception {
        Fixture fixture = new Fixture(databases);
        for (int i = 0; i < 3; i++) {
            write(fixture.root.resolve("m" + i + ".py"), "def more" + i + "():\n    return " + i + "\n");
        }
        fixture.index(progress -> true);

        ProjectFreshness seen = fixture.look();

        assertThat(seen.staleFiles()).isPositive();
        assertThat(seen.refreshing()).isFalse();
        assertThat(seen.notes())
                .singleElement()
                .satisfies(note -> assertThat(note).contains("was stopped before its end"));
        assertThat(fixture.jobs()).isEmpty();
    }

    @PostgresTest
    void looksAreMadeOnceASecond(Databases databases) throws Exception {
        Fixture fixture = new Fixture(databases);
        write(fixture.root.resolve("a.py"), "def alpha():\n    return 1\n");
        fixture.age();
        fixture.index();
        AtomicLong nanos = new AtomicLong();
        ExecutorService threads = FreshnessWatch.daemons();
        try (FreshnessWatch watch = new FreshnessWatch(fixture.look, nanos::get, threads)) {
            assertThat(fixture.seenBy(watch).staleFiles()).isZero();
            long generation = fixture.generation();
            write(fixture.root.resolve("b.py"), "def beta():\n    return 2\n");

            nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(999));
            watch.begin(fixture.project, fixture.repositories()).await();
            assertThat(fixture.generation()).as("too soon for a look").isEqualTo(generation);
            nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
            watch.begin(fixture.project, fixture.repositories()).await();

            threads.shutdown();
            assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
            assertThat(fixture.dump()).anyMatch(line -> line.contains("beta"));
        }
    }

    @PostgresTest
    void aComparisonAloneChangesNothing(Databases databases) throws Exception {
        Fixture fixture = new Fixture(databases);
        write(fixture.root.resolve("a.py"), "def alpha():\n    return 1\n");
        fixture.age();
        fixture.index();
        write(fixture.root.resolve("b.py"), "def beta():\n    return 2\n");

        List<RepositoryFreshness> seen = fixture.look.compare(fixture.project.databaseName());

        assertThat(seen)
                .singleElement()
                .satisfies(one -> assertThat(one.staleFiles()).isEqualTo(1));
        assertThat(fixture.dump()).noneMatch(line -> line.contains("beta"));
    }

    /** A project with one repository, and the means to index it. */
    private final class Fixture {
        private final ProvisioningFixture services;
        private final Path root;
        private final ReadyProject project;
        private final FreshnessLook look;

        Fixture(Databases databases) throws IOException {
            this.services = new ProvisioningFixture(databases);
            this.root = Files.createDirectories(folder.resolve("tree")).toRealPath();
            this.project = services.ready(ProvisioningFixture.named(folder.resolve("config"), "fresh"));
            this.look = new FreshnessLook(
                    databases,
                    new DriftCheck(IndexFixture.SCANNER, IndexFixture.KNOWN_FILES),
                    IndexFixture.quick(databases),
                    services.queue,
                    new DirectoryRule(AllowedRoots.ANY, new FileSystemCalls()),
                    new ProjectCounts(databases),
                    () -> Machines.HERE,
                    Clock.systemUTC());
        }

        void index() throws InterruptedException {
            index(progress -> false);
        }

        void index(Predicate<JobProgress> stop) throws InterruptedException {
            IndexFixture.runner(services.databases, IndexSettings.BATCH_CHUNKS)
                    .run(
                            new Job(
                                    JobId.random(),
                                    project.id(),
                                    project.databaseName(),
                                    root,
                                    false,
                                    Optional.of(Machines.HERE)),
                            new IndexFixture.StoppingControl(stop));
        }

        ProjectFreshness look() {
            return look.at(project.id(), project.databaseName(), repositories());
        }

        void sql(String statement) {
            project.database().write(connection -> {
                try (Statement sql = connection.createStatement()) {
                    return sql.executeUpdate(statement);
                }
            });
        }

        /** A busy machine may need longer than the budget; then the look goes on. */
        ProjectFreshness seenBy(FreshnessWatch watch) throws InterruptedException {
            ProjectFreshness seen = watch.begin(project, repositories()).await();
            while (!seen.complete()) {
                seen = watch.begin(project, repositories()).await();
            }
            return seen;
        }

        Set<RepositoryId> repositories() {
            return store().repositoryRows().stream().map(RepositoryRow::id).collect(Collectors.toSet());
        }

        IndexStore store() {
            return new IndexStore(project.database());
        }

        Set<String> dump() {
            return IndexDump.of(store());
        }

        long generation() {
            return store().read(snapshot -> snapshot.generation());
        }

        List<JobReport> jobs() {
            return services.queue.list(project.id(), Optional.empty(), 10);
        }

        void cancelAll() throws InterruptedException {
            for (JobReport job : jobs()) {
                services.queue.cancel(job.job().id());
            }
        }

        /** Makes all files so old that their stamps prove that they did not change. */
        void age() throws IOException {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.setLastModifiedTime(file, FileTime.from(LONG_AGO));
                }
            }
        }
    }
}
