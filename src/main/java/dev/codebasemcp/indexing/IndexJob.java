package dev.codebasemcp.indexing;

import dev.codebasemcp.database.AdvisoryLocks;
import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.LockKey;
import dev.codebasemcp.database.index.IndexSnapshot;
import dev.codebasemcp.database.index.IndexStore;
import dev.codebasemcp.database.index.RepositoryRow;
import dev.codebasemcp.embedding.Embedder;
import dev.codebasemcp.files.FileSystemCalls;
import dev.codebasemcp.files.NoAnswerException;
import dev.codebasemcp.indexing.diff.ChangeDetector;
import dev.codebasemcp.indexing.scan.ContentLimits;
import dev.codebasemcp.indexing.scan.ContentReader;
import dev.codebasemcp.indexing.scan.RepositoryScanner;
import dev.codebasemcp.indexing.scan.ScanEnd;
import dev.codebasemcp.jobs.JobControl;
import dev.codebasemcp.jobs.JobOutcome;
import dev.codebasemcp.jobs.JobRunner;
import dev.codebasemcp.model.Job;
import dev.codebasemcp.model.JobPhase;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.model.UnavailableException;
import dev.codebasemcp.threads.NamedThreads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Indexes a repository into a project's database. One run at a time writes to a database, in whatever process; others
 * wait for it. Safe for threads.
 */
public final class IndexJob implements JobRunner {
    private static final long LOCK_POLL_MILLIS = 100;

    private final Databases databases;
    private final Supplier<Embedder> embedder;
    private final ContentIndexerPool preparers;
    private final RepositoryScanner scanner;
    private final FileSystemCalls calls;
    private final RepositoryPlaces places;
    private final KnownFiles knownFiles;
    private final IndexSettings settings;
    private final Clock clock;

    /**
     * Makes a runner of indexing jobs.
     *
     * @param preparers the tools of worker threads, kept between runs
     * @param calls how a repository is looked at before a run, which waits for files by itself
     * @param places which repository a job is about
     * @param knownFiles what indexes know, kept between runs
     */
    public IndexJob(
            Databases databases,
            Supplier<Embedder> embedder,
            ContentIndexerPool preparers,
            RepositoryScanner scanner,
            FileSystemCalls calls,
            RepositoryPlaces places,
            KnownFiles knownFiles,
            IndexSettings settings,
            Clock clock) {
        this.databases = databases;
        this.embedder = embedder;
        this.preparers = preparers;
        this.scanner = scanner;
        this.calls = calls;
        this.places = places;
        this.knownFiles = knownFiles;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public JobOutcome run(Job job, JobControl control) throws InterruptedException {
        RunProgress progress = new RunProgress(control);
        checkPlace(job.root());
        LockKey key = LockKey.ofIndexing(job.database());
        Optional<AdvisoryLocks.Held> lock = databases.locks().tryHold(key);
        while (lock.isEmpty()) {
            if (control.stopRequested()) {
                return stopped(progress);
            }
            TimeUnit.MILLISECONDS.sleep(LOCK_POLL_MILLIS);
            lock = databases.locks().tryHold(key);
        }
        AdvisoryLocks.Held held = lock.get();
        try {
            return index(job, control, progress);
        } finally {
            held.close();
            databases.workEnded();
            if (progress.replacedMuch()) {
                databases.replacedMuch(job.database());
            }
        }
    }

    /** The place was checked when the job was asked for; what it is now may lead elsewhere. */
    private void checkPlace(Path repository) {
        try {
            Path real = calls.ask(repository, FileSystemCalls.TIMEOUT, () -> directory(repository));
            if (!real.equals(repository)) {
                throw new RejectedException(repository
                        + " has become a symbolic link, or lies behind one; index the place where it leads to.");
            }
        } catch (NoAnswerException hung) {
            throw new UnavailableException("Not begun: " + hung.getMessage() + ".", hung);
        } catch (IOException gone) {
            throw new RejectedException(repository + " cannot be looked at any more: " + gone, gone);
        }
    }

    private static Path directory(Path repository) throws IOException {
        if (!Files.isDirectory(repository)) {
            throw new RejectedException(
                    repository + " is not a directory any more; index the place where the repository is now.");
        }
        return repository.toRealPath();
    }

    private JobOutcome index(Job job, JobControl control, RunProgress progress) throws InterruptedException {
        IndexStore store = new IndexStore(databases.project(job.database()));
        Embedder model = embedder.get();
        RepositoryRow repository = repository(store, job);
        String fingerprint = settings.fingerprint(model);
        boolean otherSettings = !repository.fingerprint().equals(fingerprint);
        if (otherSettings) {
            store.beginRun(repository.id(), fingerprint);
        }
        boolean readAll = job.force() || otherSettings;
        // Nobody else writes to the index while the lock is held.
        boolean swept = store.isSwept();
        long generation = store.read(IndexSnapshot::generation);
        ChangeDetector changes = new ChangeDetector(knownFiles.of(store, repository.id(), generation), readAll, clock);
        RunScope scope = new RunScope(repository.id(), job.root(), settings, model);
        KnownContents known = new KnownContents(job.force() ? Set::of : store::contentHashes);
        WriteStage writing = new WriteStage(store, scope, known, progress, control);
        ScanEnd end = run(scope, changes, writing, control, progress);
        if (end == ScanEnd.STOPPED) {
            return stopped(progress);
        }
        progress.phase(JobPhase.FINISHING);
        writing.delete(changes.deleted(end));
        writing.sweep(swept);
        if (control.stopRequested()) {
            return stopped(progress);
        }
        store.setSkipped(repository.id(), progress.skippedPaths());
        boolean tidy = store.tidy(control::stopRequested);
        store.completeRun(repository.id(), fingerprint, clock.instant());
        takeInParts(store, job, writing);
        if (!tidy) {
            // All files are indexed, but who goes on with this job has something left to do.
            return stopped(progress);
        }
        // The next search, or run, needs them at once and starts later than this ends.
        knownFiles.prepare(store, repository.id(), progress.snapshot().filesTotal());
        progress.done();
        return new JobOutcome(progress.snapshot(), progress.failures(), false, progress.summary());
    }

    private RepositoryRow repository(IndexStore store, Job job) {
        try {
            return places.of(store, job);
        } catch (IOException unanswered) {
            throw new UnavailableException("Not begun: " + unanswered.getMessage() + ".", unanswered);
        }
    }

    /** Parts of the tree that were indexed as repositories before would answer with the same files twice. */
    private void takeInParts(IndexStore store, Job job, WriteStage writing) {
        List<RepositoryRow> parts = places.parts(store, job);
        parts.forEach(part -> store.remove(part.id()));
        if (!parts.isEmpty()) {
            writing.sweep(false);
        }
    }

    private ScanEnd run(
            RunScope scope, ChangeDetector changes, WriteStage writing, JobControl control, RunProgress progress)
            throws InterruptedException {
        ContentReader reader = new ContentReader(new ContentLimits(settings.maxFileBytes()));
        FileReadStage preparation =
                new FileReadStage(reader::read, changes, writing.knownContents(), scope.embedder(), progress);
        ExecutorService threads = Executors.newCachedThreadPool(new NamedThreads("indexing"));
        try {
            return new IndexRun(scanner::scan, FileSystemCalls.TIMEOUT, changes, control, progress)
                    .run(scope, preparation, preparers, writing, threads);
        } finally {
            threads.shutdownNow();
        }
    }

    private static JobOutcome stopped(RunProgress progress) {
        return new JobOutcome(progress.snapshot(), progress.failures(), true, "Stopped; what was committed stays.");
    }
}
