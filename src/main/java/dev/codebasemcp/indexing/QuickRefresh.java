package dev.codebasemcp.indexing;

import dev.codebasemcp.database.AdvisoryLocks;
import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.LockKey;
import dev.codebasemcp.database.index.IndexSnapshot;
import dev.codebasemcp.database.index.IndexStore;
import dev.codebasemcp.database.index.RepositoryRow;
import dev.codebasemcp.embedding.Embedder;
import dev.codebasemcp.files.FileSystemCalls;
import dev.codebasemcp.indexing.diff.ChangeDetector;
import dev.codebasemcp.indexing.scan.ContentLimits;
import dev.codebasemcp.indexing.scan.ContentReader;
import dev.codebasemcp.indexing.scan.ScanEnd;
import dev.codebasemcp.indexing.scan.ScannedFile;
import dev.codebasemcp.indexing.write.BatchAssembler;
import dev.codebasemcp.indexing.write.ContentIndexer;
import dev.codebasemcp.indexing.write.PreparedFile;
import dev.codebasemcp.jobs.JobControl;
import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.JobProgress;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Indexes a few changed files on the calling thread, which is faster than submitting a job. The result equals that of a
 * run over the whole repository. Thread-safe.
 */
public final class QuickRefresh {
    private static final Logger LOG = LoggerFactory.getLogger(QuickRefresh.class);

    /** About 100 ms of work. Larger changes need a job, which reports progress and can be cancelled. */
    private static final int MAX_FILES = 64;

    private static final long MAX_BYTES = 2 << 20;

    /** The result of a refresh. */
    public enum Result {
        /** Another writer holds the index or has changed it, or the file system did not answer; check again. */
        BUSY,
        /** The files have their indexed contents. */
        UNCHANGED,
        /** The index was changed and is up to date. */
        WRITTEN
    }

    private final Databases databases;
    private final Supplier<Embedder> embedder;
    private final ContentIndexerPool indexers;
    private final FileSystemCalls calls;
    private final IndexSettings settings;
    private final Clock clock;

    /** Creates a refresh with the collaborators of {@link IndexJob}. */
    public QuickRefresh(
            Databases databases,
            Supplier<Embedder> embedder,
            ContentIndexerPool indexers,
            FileSystemCalls calls,
            IndexSettings settings,
            Clock clock) {
        this.databases = databases;
        this.embedder = embedder;
        this.indexers = indexers;
        this.calls = calls;
        this.settings = settings;
        this.clock = clock;
    }

    /** Whether {@code drift} is small, and the index is complete and has the current settings. */
    public boolean fits(Drift drift) {
        RepositoryRow repository = drift.repository();
        return drift.toRead() + drift.deleted().size() <= MAX_FILES
                && drift.bytesToRead() <= MAX_BYTES
                && repository.complete()
                && repository.fingerprint().equals(settings.fingerprint(embedder.get()));
    }

    /**
     * Indexes the files of {@code drift}, which must {@link #fits fit}.
     *
     * <p>Does nothing if another writer holds the index, or has written to it since {@code drift} was found.
     */
    public Result refresh(DatabaseName database, Drift drift) {
        return underLock(database, store -> {
            if (store.read(IndexSnapshot::generation) != drift.generation()) {
                return Result.BUSY;
            }
            try {
                return write(store, drift) ? Result.WRITTEN : Result.UNCHANGED;
            } catch (IOException unanswered) {
                LOG.info("A job is to index what changed: {}", unanswered.toString());
                return Result.BUSY;
            }
        });
    }

    /**
     * Does the maintenance of the index that refreshes defer, unless another writer holds the index. An interrupt ends
     * it early.
     */
    public void tidy(DatabaseName database) {
        Thread caller = Thread.currentThread();
        underLock(database, store -> {
            store.tidy(caller::isInterrupted);
            return Result.UNCHANGED;
        });
    }

    private Result underLock(DatabaseName database, Function<IndexStore, Result> work) {
        Optional<AdvisoryLocks.Held> lock = databases.locks().tryHold(LockKey.ofIndexing(database));
        if (lock.isEmpty()) {
            return Result.BUSY;
        }
        AdvisoryLocks.Held held = lock.get();
        try {
            return work.apply(new IndexStore(databases.project(database)));
        } finally {
            held.close();
        }
    }

    private boolean write(IndexStore store, Drift drift) throws IOException {
        RepositoryRow repository = drift.repository();
        Embedder model = embedder.get();
        ChangeDetector changes = new ChangeDetector(drift.known(), false, clock);
        BatchAssembler batch = new BatchAssembler(repository.id(), model.model());
        Work work = new Work(changes, model);
        calls.ask(drift.samplePath(), FileSystemCalls.TIMEOUT, () -> work.prepare(drift))
                .forEach(batch::add);
        List<String> deleted = new ArrayList<>(drift.deleted());
        deleted.addAll(changes.deleted(ScanEnd.COMPLETE));
        if (batch.files() == 0 && deleted.isEmpty()) {
            return false;
        }
        boolean swept = store.isSwept();
        // One transaction, so that a process that dies here does not leave an index that looks incomplete.
        Set<Long> released = store.writeWhole(batch.finish(deleted), settings.fingerprint(model), clock.instant());
        store.sweep(swept ? Optional.of(released) : Optional.empty(), () -> false);
        return true;
    }

    /** Reads and prepares the files of one drift. */
    private final class Work {
        private final ChangeDetector changes;
        private final FileReadStage readStage;

        Work(ChangeDetector changes, Embedder model) {
            this.changes = changes;
            this.readStage = new FileReadStage(
                    new ContentReader(new ContentLimits(settings.maxFileBytes()))::read,
                    changes,
                    new KnownContents(Set::of),
                    model,
                    new RunProgress(new NoOpJobControl()));
        }

        List<PreparedFile> prepare(Drift drift) {
            List<PreparedFile> all = prepare(drift.changed());
            prepare(drift.unsure()).stream().filter(this::needsWrite).forEach(all::add);
            return all;
        }

        private List<PreparedFile> prepare(List<ScannedFile> files) {
            ContentIndexer indexer = indexers.take();
            try {
                List<PreparedFile> prepared = new ArrayList<>();
                for (ScannedFile file : files) {
                    changes.found(file.path(), file.stamp());
                    readStage.prepare(file, readStage.read(file), indexer).ifPresent(prepared::add);
                }
                return prepared;
            } finally {
                indexers.giveBack(indexer);
            }
        }

        /** An unchanged file is written only if its stamp is settled, or if its stamp or state is not the known one. */
        private boolean needsWrite(PreparedFile file) {
            return file.changed()
                    || file.file().settled()
                    || changes.known(file.file().path())
                            .filter(known -> known.state() == file.file().state()
                                    && file.file().stamp().isLike(known.stamp()))
                            .isEmpty();
        }
    }

    /** Ignores progress, because a refresh has no job. */
    private static final class NoOpJobControl implements JobControl {
        @Override
        public void report(JobProgress progress) {
            // No job, so no progress to write.
        }

        @Override
        public boolean stopRequested() {
            return false;
        }
    }
}
