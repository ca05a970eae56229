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
 * Indexes a repository into a project's database. Only one run over all processes writes to a database at a time; the
 * others wait. Thread-safe.
 */
public final class IndexJob implements JobRunner {
    private static final long LOCK_POLL_MILLIS = 100;

    private final Databases databases;
    private final Supplier<Embedder> embedder;
    private final ContentIndexerPool indexers;
    private final RepositoryScanner scanner;
    private final FileSystemCalls calls;
    private final MovedRepositories repositories;
    private final KnownFiles knownFiles;
    private final IndexSettings settings;
    private final Clock clock;

    /**
     * Creates a runner of indexing jobs.
     *
     * @param indexers the worker threads' indexers, kept between runs
     * @param calls checks the directory before a run; during it, the run has its own timeouts
     * @param repositories finds the repository of a job
     * @param knownFiles the indexed files, cached between runs
     */
    public IndexJob(
            Databases databases,
            Supplier<Embedder> embedder,
            ContentIndexerPool indexers,
            RepositoryScanner scanner,
            FileSystemCalls calls,
            MovedRepositories repositories,
            KnownFiles knownFiles,
            IndexSettings settings,
            Clock clock) {
        this.databases = databases;
        this.embedder = embedder;
        this.indexers = indexers;
        this.scanner = scanner;
        this.calls = calls;
        this.repositories = repositories;
        this.knownFiles = knownFiles;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public JobOutcome run(Job job, JobControl control) throws InterruptedException {
        RunProgress progress = new RunProgress(control);
        checkRoot(job.root());
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

    /** Checks the directory again, because it may have become a symbolic link since the request. */
    private void checkRoot(Path repository) {
        try {
            Path real = calls.ask(repository, FileSystemCalls.TIMEOUT, () -> realDirectory(repository));
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

    private static Path realDirectory(Path repository) throws IOException {
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
        // The lock keeps other writers out.
        boolean swept = store.isSwept();
        long generation = store.read(IndexSnapshot::generation);
        ChangeDetector changes = new ChangeDetector(knownFiles.of(store, repository.id(), generation), readAll, clock);
        RunScope scope = new RunScope(repository.id(), job.root(), settings, model);
        KnownContents known = new KnownContents(job.force() ? Set::of : store::contentHashes);
        WriteStage writeStage = new WriteStage(store, scope, known, progress, control);
        ScanEnd end = run(scope, changes, writeStage, control, progress);
        if (end == ScanEnd.STOPPED) {
            return stopped(progress);
        }
        progress.phase(JobPhase.FINISHING);
        writeStage.delete(changes.deleted(end));
        writeStage.sweep(swept);
        if (control.stopRequested()) {
            return stopped(progress);
        }
        store.setSkipped(repository.id(), progress.skippedByWalk());
        boolean tidy = store.tidy(control::stopRequested);
        store.completeRun(repository.id(), fingerprint, clock.instant());
        absorbParts(store, job, writeStage);
        if (!tidy) {
            // All files are indexed, but the successor of this job must finish the maintenance.
            return stopped(progress);
        }
        // Fill the cache now, so that the next search or run need not wait for it.
        knownFiles.prepare(store, repository.id(), progress.snapshot().filesTotal());
        progress.done();
        return new JobOutcome(progress.snapshot(), progress.failures(), false, progress.summary());
    }

    private RepositoryRow repository(IndexStore store, Job job) {
        try {
            return repositories.of(store, job);
        } catch (IOException unanswered) {
            throw new UnavailableException("Not begun: " + unanswered.getMessage() + ".", unanswered);
        }
    }

    /** Removes repositories that are now parts of this one; searches would find their files twice. */
    private void absorbParts(IndexStore store, Job job, WriteStage writeStage) {
        List<RepositoryRow> parts = repositories.parts(store, job);
        parts.forEach(part -> store.remove(part.id()));
        if (!parts.isEmpty()) {
            writeStage.sweep(false);
        }
    }

    private ScanEnd run(
            RunScope scope, ChangeDetector changes, WriteStage writeStage, JobControl control, RunProgress progress)
            throws InterruptedException {
        ContentReader reader = new ContentReader(new ContentLimits(settings.maxFileBytes()));
        FileReadStage readStage =
                new FileReadStage(reader::read, changes, writeStage.knownContents(), scope.embedder(), progress);
        ExecutorService threads = Executors.newCachedThreadPool(new NamedThreads("indexing"));
        try {
            return new IndexRun(scanner::scan, FileSystemCalls.TIMEOUT, changes, control, progress)
                    .run(scope, readStage, indexers, writeStage, threads);
        } finally {
            threads.shutdownNow();
        }
    }

    private static JobOutcome stopped(RunProgress progress) {
        return new JobOutcome(progress.snapshot(), progress.failures(), true, "Stopped; what was committed stays.");
    }
}
