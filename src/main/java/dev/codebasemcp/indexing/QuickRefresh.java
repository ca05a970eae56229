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
 * Indexes a few changed files on the calling thread, without a job: what is faster than asking for one. The result is that
 * of a run over the whole repository. Safe for threads.
 */
public final class QuickRefresh {
    private static final Logger LOG = LoggerFactory.getLogger(QuickRefresh.class);

    /** About 100 ms of work. More is done by a job, which tells how far it is and can be cancelled. */
    private static final int MAX_FILES = 64;

    private static final long MAX_BYTES = 2 << 20;

    /** What became of a drift. */
    public enum Result {
        /** Someone else is or was at work; look again. */
        NOT_NOW,
        /** The files turned out to be as they are known. */
        AS_KNOWN,
        /** The index was changed and is up to date. */
        WRITTEN
    }

    private final Databases databases;
    private final Supplier<Embedder> embedder;
    private final ContentIndexerPool preparers;
    private final FileSystemCalls calls;
    private final IndexSettings settings;
    private final Clock clock;

    /** Works with what {@link IndexJob} works with. */
    public QuickRefresh(
            Databases databases,
            Supplier<Embedder> embedder,
            ContentIndexerPool preparers,
            FileSystemCalls calls,
            IndexSettings settings,
            Clock clock) {
        this.databases = databases;
        this.embedder = embedder;
        this.preparers = preparers;
        this.calls = calls;
        this.settings = settings;
        this.clock = clock;
    }

    /** Whether {@code drift} is small, and from an index that is whole and of today's settings. */
    public boolean fits(Drift drift) {
        RepositoryRow repository = drift.repository();
        return drift.toRead() + drift.deleted().size() <= MAX_FILES
                && drift.bytesToRead() <= MAX_BYTES
                && repository.complete()
                && repository.fingerprint().equals(settings.fingerprint(embedder.get()));
    }

    /**
     * Brings the index up to date with the files of {@code drift}, which {@link #fits}.
     *
     * <p>Nothing is done if someone else writes to the index, or has done so since {@code drift} was found.
     */
    public Result refresh(DatabaseName database, Drift drift) {
        return alone(database, store -> {
            if (store.read(IndexSnapshot::generation) != drift.generation()) {
                return Result.NOT_NOW;
            }
            try {
                return write(store, drift) ? Result.WRITTEN : Result.AS_KNOWN;
            } catch (IOException unanswered) {
                LOG.info("A job is to index what changed: {}", unanswered.toString());
                return Result.NOT_NOW;
            }
        });
    }

    /**
     * Brings the index into good shape after some refreshes, unless someone else is at work; for afterwards. An interrupt
     * ends it early.
     */
    public void tidy(DatabaseName database) {
        Thread caller = Thread.currentThread();
        alone(database, store -> {
            store.tidy(caller::isInterrupted);
            return Result.AS_KNOWN;
        });
    }

    private Result alone(DatabaseName database, Function<IndexStore, Result> work) {
        Optional<AdvisoryLocks.Held> lock = databases.locks().tryHold(LockKey.ofIndexing(database));
        if (lock.isEmpty()) {
            return Result.NOT_NOW;
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
        calls.ask(drift.place(), FileSystemCalls.TIMEOUT, () -> work.prepare(drift))
                .forEach(batch::add);
        List<String> deleted = new ArrayList<>(drift.deleted());
        deleted.addAll(changes.deleted(ScanEnd.COMPLETE));
        if (batch.files() == 0 && deleted.isEmpty()) {
            return false;
        }
        boolean swept = store.isSwept();
        // A process that ends in the midst of it must not leave an index that looks broken off.
        Set<Long> released = store.writeWhole(batch.finish(deleted), settings.fingerprint(model), clock.instant());
        store.sweep(swept ? Optional.of(released) : Optional.empty(), () -> false);
        return true;
    }

    /** The reading of files. */
    private final class Work {
        private final ChangeDetector changes;
        private final FileReadStage preparation;

        Work(ChangeDetector changes, Embedder model) {
            this.changes = changes;
            this.preparation = new FileReadStage(
                    new ContentReader(new ContentLimits(settings.maxFileBytes()))::read,
                    changes,
                    new KnownContents(Set::of),
                    model,
                    new RunProgress(new Unheard()));
        }

        List<PreparedFile> prepare(Drift drift) {
            List<PreparedFile> all = prepare(drift.changed());
            prepare(drift.unsure()).stream().filter(this::isWorthWriting).forEach(all::add);
            return all;
        }

        private List<PreparedFile> prepare(List<ScannedFile> files) {
            ContentIndexer preparer = preparers.take();
            try {
                List<PreparedFile> prepared = new ArrayList<>();
                for (ScannedFile file : files) {
                    changes.found(file.path(), file.stamp());
                    preparation.prepare(file, preparation.read(file), preparer).ifPresent(prepared::add);
                }
                return prepared;
            } finally {
                preparers.giveBack(preparer);
            }
        }

        /** A file with the known content is written once its stamp proves something, or if the known stamp is another. */
        private boolean isWorthWriting(PreparedFile file) {
            return file.changed()
                    || file.file().settled()
                    || changes.known(file.file().path())
                            .filter(known -> known.state() == file.file().state()
                                    && file.file().stamp().isLike(known.stamp()))
                            .isEmpty();
        }
    }

    /** Nobody waits for the counts of so few files. */
    private static final class Unheard implements JobControl {
        @Override
        public void report(JobProgress progress) {
            // There is no job to tell it of.
        }

        @Override
        public boolean stopRequested() {
            return false;
        }
    }
}
