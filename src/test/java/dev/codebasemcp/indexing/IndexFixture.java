package dev.codebasemcp.indexing;

import dev.codebasemcp.code.parser.Grammars;
import dev.codebasemcp.code.parser.Outliner;
import dev.codebasemcp.config.AllowedRoots;
import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.index.IndexStore;
import dev.codebasemcp.embedding.Embedder;
import dev.codebasemcp.embedding.StaticEmbedder;
import dev.codebasemcp.files.FileSystemCalls;
import dev.codebasemcp.git.GitCommand;
import dev.codebasemcp.indexing.scan.GitUser;
import dev.codebasemcp.indexing.scan.RepositoryScanner;
import dev.codebasemcp.indexing.write.ContentIndexer;
import dev.codebasemcp.jobs.JobControl;
import dev.codebasemcp.jobs.JobOutcome;
import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.Job;
import dev.codebasemcp.model.JobId;
import dev.codebasemcp.model.JobProgress;
import dev.codebasemcp.model.Machines;
import dev.codebasemcp.model.ProjectId;
import dev.codebasemcp.project.ConfigSearch;
import dev.codebasemcp.quarantine.Quarantine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** A project database and a way to index directories into it. */
public final class IndexFixture {
    /** Loaded once for all tests: it never changes. */
    public static final Embedder EMBEDDER = StaticEmbedder.builtIn();

    static final Path NATIVES = Path.of("target/test-natives");

    /** Kept for all tests, as the program keeps them for all runs. */
    static final ContentIndexerPool PREPARERS = preparers(NATIVES, EMBEDDER);

    /** Of a user without settings for git. */
    public static final RepositoryScanner SCANNER =
            new RepositoryScanner(GitUser.of(Path.of("target/test-user-home"), Map.of()));

    /** Recognizes what was moved. */
    static final MovedRepositories PLACES = new MovedRepositories(
            new RepositoryIdentity(
                    new GitCommand("git", Duration.ofSeconds(60)),
                    new ConfigSearch(AllowedRoots.ANY, new FileSystemCalls()))::of,
            SCANNER::reaches,
            new FileSystemCalls());

    /** Kept likewise. */
    public static final KnownFiles KNOWN_FILES = new KnownFiles();

    private final Databases databases;
    private final ProjectId project = ProjectId.random();
    private final DatabaseName database = DatabaseName.of("index fixture", project);
    private final int batchChunks;

    public IndexFixture(Databases databases) {
        this(databases, IndexSettings.BATCH_CHUNKS);
    }

    public IndexFixture(Databases databases, int batchChunks) {
        this.databases = databases;
        this.batchChunks = batchChunks;
        databases.create(database);
    }

    public IndexStore store() {
        return new IndexStore(databases.project(database));
    }

    public DatabaseName database() {
        return database;
    }

    public JobOutcome index(Path repository) throws InterruptedException {
        return index(repository, false, progress -> false);
    }

    /** Indexes until it ends or {@code stop} holds of the progress. */
    public JobOutcome index(Path repository, boolean force, Predicate<JobProgress> stop) throws InterruptedException {
        return index(repository, force, new StoppingControl(stop));
    }

    JobOutcome index(Path repository, boolean force, JobControl control) throws InterruptedException {
        IndexJob runner = runner(databases, batchChunks);
        return runner.run(
                new Job(JobId.random(), project, database, repository, force, Optional.of(Machines.HERE)), control);
    }

    /** Indexes with another model than the built-in one, or another place for the grammars' libraries. */
    JobOutcome index(Path repository, Path natives, Embedder embedder) throws InterruptedException {
        return index(repository, natives, embedder, new StoppingControl(progress -> false));
    }

    JobOutcome index(Path repository, Path natives, Embedder embedder, JobControl control) throws InterruptedException {
        IndexJob runner = new IndexJob(
                databases,
                () -> embedder,
                preparers(natives, embedder),
                SCANNER,
                new FileSystemCalls(),
                PLACES,
                KNOWN_FILES,
                settings(batchChunks),
                Clock.systemUTC());
        return runner.run(
                new Job(JobId.random(), project, database, repository, false, Optional.of(Machines.HERE)), control);
    }

    private static ContentIndexerPool preparers(Path natives, Embedder embedder) {
        Outliner outliner =
                new Outliner(new Grammars(natives), new Quarantine(natives.resolve("parsing"), Clock.systemUTC()));
        return new ContentIndexerPool(() -> new ContentIndexer(outliner, embedder));
    }

    public static IndexJob runner(Databases databases, int batchChunks) {
        return new IndexJob(
                databases,
                () -> EMBEDDER,
                PREPARERS,
                SCANNER,
                new FileSystemCalls(),
                PLACES,
                KNOWN_FILES,
                settings(batchChunks),
                Clock.systemUTC());
    }

    public static QuickRefresh quick(Databases databases) {
        return new QuickRefresh(
                databases,
                () -> EMBEDDER,
                PREPARERS,
                new FileSystemCalls(),
                settings(IndexSettings.BATCH_CHUNKS),
                Clock.systemUTC());
    }

    private static IndexSettings settings(int batchChunks) {
        return new IndexSettings(2, 1 << 20, batchChunks);
    }

    public static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Asks the run to stop as soon as a condition holds of its progress. */
    public static final class StoppingControl implements JobControl {
        private final Predicate<JobProgress> stop;
        private volatile boolean stopped;

        public StoppingControl(Predicate<JobProgress> stop) {
            this.stop = stop;
        }

        @Override
        public void report(JobProgress progress) {
            stopped |= stop.test(progress);
        }

        @Override
        public boolean stopRequested() {
            return stopped;
        }
    }
}
