package dev.codebasemcp.database.index;

import dev.codebasemcp.model.KnownFile;
import dev.codebasemcp.model.RepositoryId;
import java.util.List;
import java.util.Optional;

/**
 * The writes of one transaction of an indexing run.
 *
 * @param contents each hash once; replaces existing contents of the same hash
 * @param segment of the chunks of {@code contents}; empty if there are none
 * @param files new states; their contents are in the database or in {@code contents}
 * @param deletedPaths deleted files
 */
public record IndexBatch(
        RepositoryId repositoryId,
        List<ContentDraft> contents,
        Optional<SegmentDraft> segment,
        List<KnownFile> files,
        List<String> deletedPaths) {
    public IndexBatch {
        contents = List.copyOf(contents);
        files = List.copyOf(files);
        deletedPaths = List.copyOf(deletedPaths);
    }
}
