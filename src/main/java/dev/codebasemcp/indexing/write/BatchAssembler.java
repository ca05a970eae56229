package dev.codebasemcp.indexing.write;

import dev.codebasemcp.database.index.ContentDraft;
import dev.codebasemcp.database.index.IndexBatch;
import dev.codebasemcp.database.index.PostingList;
import dev.codebasemcp.database.index.SegmentDraft;
import dev.codebasemcp.model.ContentHash;
import dev.codebasemcp.model.KnownFile;
import dev.codebasemcp.model.RepositoryId;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Gathers prepared files into one batch with its segment. Not thread-safe. */
public final class BatchAssembler {
    private final RepositoryId repository;
    private final String embeddingModel;
    private final List<KnownFile> files = new ArrayList<>();
    private final List<ContentDraft> contents = new ArrayList<>();
    private final Set<ContentHash> hashes = new HashSet<>();
    private final Map<String, PostingList.Builder> postings = new HashMap<>();
    private final ByteArrayOutputStream fieldLengths = new ByteArrayOutputStream();
    private int chunks;

    /** Creates an empty batch for {@code repository}. */
    public BatchAssembler(RepositoryId repository, String embeddingModel) {
        this.repository = repository;
        this.embeddingModel = embeddingModel;
    }

    /** Adds a file. A content that the batch already has is not added again. */
    public void add(PreparedFile prepared) {
        files.add(prepared.file());
        prepared.content().filter(content -> hashes.add(content.draft().hash())).ifPresent(this::add);
    }

    private void add(PreparedContent content) {
        contents.add(content.draft());
        for (ChunkTerms terms : content.terms()) {
            int ordinal = chunks++;
            terms.frequencies()
                    .forEach((term, frequencies) -> postings.computeIfAbsent(term, unused -> new PostingList.Builder())
                            .add(ordinal, frequencies));
            fieldLengths.writeBytes(terms.fieldLengths());
        }
    }

    /** The number of files so far. */
    public int files() {
        return files.size();
    }

    /** The number of chunks so far. */
    public int chunks() {
        return chunks;
    }

    /** Returns the batch, which also deletes {@code deletedPaths}. */
    public IndexBatch finish(List<String> deletedPaths) {
        Optional<SegmentDraft> segment = chunks == 0
                ? Optional.empty()
                : Optional.of(new SegmentDraft(fieldLengths.toByteArray(), embeddingModel, new TreeMap<>(postings)));
        return new IndexBatch(repository, contents, segment, files, deletedPaths);
    }
}
