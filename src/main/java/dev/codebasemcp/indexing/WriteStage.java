package dev.codebasemcp.indexing;

import dev.codebasemcp.database.index.IndexBatch;
import dev.codebasemcp.database.index.IndexStore;
import dev.codebasemcp.indexing.write.BatchAssembler;
import dev.codebasemcp.indexing.write.PreparedFile;
import dev.codebasemcp.jobs.JobControl;
import dev.codebasemcp.model.RepositoryId;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The last stage of a run: gathers prepared files into batches and writes them. For one thread. */
final class WriteStage {
    private static final int BATCH_FILES = 4_096;

    /**
     * The longest time to the first batch of a run, so that a search soon finds something. It doubles with each batch: many
     * small segments would have to be merged.
     */
    private static final Duration FIRST_BATCH_WITHIN = Duration.ofSeconds(2);

    private static final int MAX_DOUBLINGS = 10;

    private final IndexStore store;
    private final RepositoryId repository;
    private final String embeddingModel;
    private final int batchChunks;
    private final KnownContents knownContents;
    private final RunProgress progress;
    private final JobControl control;
    private final Set<Long> released = new HashSet<>();
    private long batchStart = System.nanoTime();
    private int written;
    private int changed;

    WriteStage(
            IndexStore store, RunScope scope, KnownContents knownContents, RunProgress progress, JobControl control) {
        this.store = store;
        this.repository = scope.repositoryId();
        this.embeddingModel = scope.embedder().model();
        this.batchChunks = scope.settings().batchChunks();
        this.knownContents = knownContents;
        this.progress = progress;
        this.control = control;
    }

    /** The contents in the index; grows with each batch. Thread-safe. */
    KnownContents knownContents() {
        return knownContents;
    }

    /** Writes all prepared files until the queue ends; an abort drops the current batch. */
    void writeAll(Handoff<PreparedFile> prepared) throws InterruptedException {
        BatchAssembler batch = newBatch();
        Optional<PreparedFile> file = prepared.take();
        while (file.isPresent()) {
            batch.add(withoutCopy(file.get()));
            changed += file.get().changed() ? 1 : 0;
            if (isDue(batch)) {
                write(batch.finish(List.of()));
                batch = newBatch();
            }
            file = prepared.take();
        }
        if (batch.files() > 0 && !prepared.isAborted()) {
            write(batch.finish(List.of()));
        }
    }

    private boolean isDue(BatchAssembler batch) {
        long within = FIRST_BATCH_WITHIN.toNanos() << Math.min(written, MAX_DOUBLINGS);
        return batch.chunks() >= batchChunks || batch.files() >= BATCH_FILES || System.nanoTime() - batchStart > within;
    }

    /** Drops a content that is already written: workers may prepare copies before the first one is written. */
    private PreparedFile withoutCopy(PreparedFile file) {
        var content = file.content()
                .filter(copy -> !knownContents.contains(copy.draft().hash()));
        return new PreparedFile(file.file(), content, file.changed());
    }

    /** Removes files from the index, in batches. */
    void delete(List<String> paths) {
        for (int from = 0; from < paths.size(); from += BATCH_FILES) {
            List<String> some = paths.subList(from, Math.min(paths.size(), from + BATCH_FILES));
            IndexBatch batch = newBatch().finish(some);
            written(batch, store.write(batch));
        }
    }

    /**
     * Removes the contents that no file uses. A stopped run leaves the rest to the next one.
     *
     * @param sweptBefore whether the index had no unused content before this run, so that only its own need removal
     */
    void sweep(boolean sweptBefore) {
        store.sweep(sweptBefore ? Optional.of(released) : Optional.empty(), control::stopRequested);
        released.clear();
    }

    private BatchAssembler newBatch() {
        return new BatchAssembler(repository, embeddingModel);
    }

    /** Drops the batch if the run is stopped during the write. */
    private void write(IndexBatch batch) {
        store.write(batch, control::stopRequested).ifPresent(before -> written(batch, before));
    }

    private void written(IndexBatch batch, Set<Long> heldBefore) {
        written++;
        batchStart = System.nanoTime();
        released.addAll(heldBefore);
        progress.released(heldBefore.size());
        int chunks = 0;
        for (var content : batch.contents()) {
            knownContents.add(content.hash());
            chunks += content.chunks().size();
        }
        progress.written(changed, chunks, batch.deletedPaths().size());
        changed = 0;
    }
}
