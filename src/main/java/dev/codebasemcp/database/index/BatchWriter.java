package dev.codebasemcp.database.index;

import dev.codebasemcp.database.VectorFlavour;
import dev.codebasemcp.model.ContentHash;
import dev.codebasemcp.model.DefinitionKind;
import dev.codebasemcp.model.KnownFile;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Writes one {@link IndexBatch} within the transaction of its connection. */
final class BatchWriter {
    private final Connection connection;
    private final VectorFlavour flavour;
    private final BooleanSupplier stop;

    /** Creates a writer; {@code stop} ends it with {@link WriteStopped}. */
    BatchWriter(Connection connection, VectorFlavour flavour, BooleanSupplier stop) {
        this.connection = connection;
        this.flavour = flavour;
        this.stop = stop;
    }

    Set<Long> write(IndexBatch batch) throws SQLException {
        WriteStopped.throwIf(stop);
        int chunkCount =
                batch.contents().stream().mapToInt(c -> c.chunks().size()).sum();
        long firstId =
                IndexStateTable.reserveIds(connection, 1L + batch.contents().size() + chunkCount);
        long firstChunkId = firstId + 1 + batch.contents().size();
        List<PlacedContent> placed = place(batch.contents(), firstId + 1, firstChunkId);
        copyContents(placed);
        copyChunks(placed);
        copyDefinitions(placed);
        if (batch.segment().isPresent()) {
            SegmentDraft segment = batch.segment().get();
            SegmentsTable.insert(
                    connection,
                    new SegmentRow(
                            firstId,
                            chunkIds(firstChunkId, chunkCount),
                            segment.fieldLengths(),
                            segment.embeddingModel(),
                            portableVectors(batch.contents(), chunkCount)));
            SegmentsTable.copyPostings(connection, firstId, segment.postings(), stop);
        }
        WriteStopped.throwIf(stop);
        return updateFiles(batch);
    }

    private Set<Long> updateFiles(IndexBatch batch) throws SQLException {
        Set<ContentHash> wanted = batch.files().stream()
                .map(KnownFile::content)
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
        Map<ContentHash, Long> ids = ContentsTable.ids(connection, wanted);
        if (!ids.keySet().containsAll(wanted)) {
            throw new IllegalStateException("a file's content is neither in the database nor in the batch");
        }
        int repository = RepositoriesTable.key(connection, batch.repositoryId());
        Set<Long> released = new HashSet<>(FilesTable.upsert(connection, repository, batch.files(), ids));
        if (!batch.deletedPaths().isEmpty()) {
            released.addAll(FilesTable.delete(connection, repository, batch.deletedPaths()));
        }
        RepositoriesTable.beginChange(connection, batch.repositoryId());
        if (!released.isEmpty()) {
            IndexStateTable.markSwept(connection, false);
        }
        return released;
    }

    /** Assigns ids to contents and their chunks. A content that exists already is rewritten under its old id. */
    private List<PlacedContent> place(List<ContentDraft> contents, long firstContentId, long firstChunkId)
            throws SQLException {
        Map<ContentHash, Long> existing = ContentsTable.ids(
                connection, contents.stream().map(ContentDraft::hash).toList());
        ChunksTable.delete(connection, ContentsTable.chunksOf(connection, existing.values()), flavour);
        List<PlacedContent> placed = new ArrayList<>();
        long id = firstContentId;
        long chunkId = firstChunkId;
        for (ContentDraft content : contents) {
            Long oldId = existing.get(content.hash());
            placed.add(new PlacedContent(content, oldId == null ? id : oldId, chunkId, oldId == null));
            id++;
            chunkId += content.chunks().size();
        }
        return placed;
    }

    private void copyContents(List<PlacedContent> contents) throws SQLException {
        BinaryCopy.into(connection, "contents (id, hash, language, first_chunk_id, chunk_count)", stop, copy -> {
            for (PlacedContent content : contents) {
                if (content.isNew()) {
                    copy.row(5);
                    copy.bigint(content.id());
                    copy.bytea(content.draft().hash().toBytes());
                    copy.text(content.draft().language());
                    copy.bigint(content.firstChunkId());
                    copy.integer(content.draft().chunks().size());
                }
            }
        });
        for (PlacedContent content : contents) {
            if (!content.isNew()) {
                ContentsTable.replaceChunks(connection, content);
            }
        }
    }

    private void copyChunks(List<PlacedContent> contents) throws SQLException {
        BinaryCopy.into(
                connection,
                ChunksTable.COLUMNS,
                stop,
                copy -> PlacedContent.forEachChunk(contents, (contentId, chunkId, chunk) -> {
                    copy.row(7);
                    copy.bigint(chunkId);
                    copy.bigint(contentId);
                    copy.integer(chunk.lines().start());
                    copy.integer(chunk.lines().end());
                    copy.text(chunk.kind().map(DefinitionKind::label).orElse(null));
                    copy.text(chunk.symbol().orElse(null));
                    copy.bytea(chunk.text());
                }));
        if (flavour == VectorFlavour.PGVECTOR) {
            BinaryCopy.into(
                    connection,
                    PgVectorTable.COLUMNS,
                    stop,
                    copy -> PlacedContent.forEachChunk(contents, (contentId, chunkId, chunk) -> {
                        copy.row(3);
                        copy.bigint(chunkId);
                        copy.bigint(contentId);
                        copy.halfvec(chunk.vector());
                    }));
        }
    }

    private void copyDefinitions(List<PlacedContent> contents) throws SQLException {
        BinaryCopy.into(
                connection,
                DefinitionsTable.COLUMNS,
                stop,
                copy -> PlacedContent.forEachChunk(contents, (contentId, chunkId, chunk) -> {
                    int ordinal = 0;
                    for (DefinitionDraft definition : chunk.definitions()) {
                        copyDefinition(copy, chunkId, ordinal++, definition);
                    }
                }));
    }

    private static void copyDefinition(BinaryCopy copy, long chunkId, int ordinal, DefinitionDraft definition)
            throws IOException {
        copy.row(8);
        copy.bigint(chunkId);
        copy.smallint(ordinal);
        copy.text(definition.nameKey());
        copy.text(definition.qualifiedName());
        copy.text(definition.kind().label());
        copy.integer(definition.lines().start());
        copy.integer(definition.lines().end());
        copy.text(definition.signature());
    }

    private Optional<byte[]> portableVectors(List<ContentDraft> contents, int chunkCount) {
        if (flavour != VectorFlavour.PORTABLE || chunkCount == 0) {
            return Optional.empty();
        }
        int dimension = contents.stream()
                .flatMap(content -> content.chunks().stream())
                .findFirst()
                .orElseThrow()
                .vector()
                .length;
        byte[] vectors = new byte[chunkCount * dimension];
        int offset = 0;
        for (ContentDraft content : contents) {
            for (ChunkDraft chunk : content.chunks()) {
                QuantizedVectors.quantize(chunk.vector(), vectors, offset);
                offset += dimension;
            }
        }
        return Optional.of(vectors);
    }

    private static long[] chunkIds(long first, int count) {
        long[] ids = new long[count];
        for (int i = 0; i < count; i++) {
            ids[i] = first + i;
        }
        return ids;
    }
}
