package dev.codebasemcp.indexing;

import dev.codebasemcp.database.index.IndexBatch;
import dev.codebasemcp.database.index.IndexStore;
import dev.codebasemcp.indexing.write.BatchAssembler;
import dev.codebasemcp.indexing.write.PreparedFile;
import dev.codebasemcp.jobs.JobControl;
import dev.codebasemcp.model.RepositoryId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The last stage of a run: gathers prepared files into batches and writes them. One thread. */
final class WriteStage {
    private static final int BATCH_FILES = 4_096;

    private final IndexStore store;
    private final RepositoryId repository;
    private final String embeddingModel;
    private final int batchChunks;
    private final KnownContents knownContents;
    private final RunProgress progress;
    private final JobControl control;
    private final Set<Long> released = new HashSet<>();
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

    /** The contents that the index has; grows with every batch. Safe for threads. */
    KnownContents knownContents() {
        return knownContents;
    }

    /** Writes all that comes until the hand-off ends; what is under way when it is aborted is dropped. */
    void writeAll(Handoff<PreparedFile> prepared) throws InterruptedException {
        BatchAssembler batch = newBatch();
        Optional<PreparedFile> file = prepared.take();
        while (file.isPresent()) {
            batch.add(withoutCopy(file.get()));
            changed += file.get().changed() ? 1 : 0;
            if (batch.chunks() >= batchChunks || batch.files() >= BATCH_FILES) {
                write(batch.finish(List.of()));
                batch = newBatch();
            }
            file = prepared.take();
        }
        if (batch.files() > 0 && !prepared.isAborted()) {
            write(batch.finish(List.of()));
        }
    }

    /** Of copies that were prepared before the first of them was written, only that is written. */
    private PreparedFile withoutCopy(PreparedFile file) {
        var content =
                file.content().filter(one -> !knownContents.contains(one.draft().hash()));
        return new PreparedFile(file.file(), content, file.changed());
    }

    /** Removes files from the index. */
    void delete(List<String> paths) {
        for (int from = 0; from < paths.size(); from += BATCH_FILES) {
            List<String> some = paths.subList(from, Math.min(paths.size(), from + BATCH_FILES));
            IndexBatch batch = newBatch().finish(some);
            written(batch, store.write(batch));
        }
    }

    /**
     * Removes the contents that no file holds, until the run is stopped: the next run removes what is left.
     *
     * @param sweptBefore whether there was none when the run began, so that those that it released are all
     */
    void sweep(boolean sweptBefore) {
        store.sweep(sweptBefore ? Optional.of(released) : Optional.empty(), control::stopRequested);
        released.clear();
    }

    private BatchAssembler newBatch() {
        return new BatchAssembler(repository, embeddingModel);
    }

    /** A batch that is stopped while it is written is dropped, like all that comes after it. */
    private void write(IndexBatch batch) {
        store.write(batch, control::stopRequested).ifPresent(before -> written(batch, before));
    }

    private void written(IndexBatch batch, Set<Long> heldBefore) {
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
