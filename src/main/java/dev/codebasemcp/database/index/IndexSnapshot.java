package dev.codebasemcp.database.index;

import com.pgvector.PGhalfvec;
import dev.codebasemcp.database.VectorFlavour;
import dev.codebasemcp.model.DefinitionKind;
import dev.codebasemcp.model.KnownFile;
import dev.codebasemcp.model.RepositoryId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One consistent state of a project's index, valid during one {@link IndexStore#read}. Each method takes one round
 * trip. Not thread-safe.
 */
public final class IndexSnapshot {
    private final Connection connection;
    private final VectorFlavour flavour;

    IndexSnapshot(Connection connection, VectorFlavour flavour) {
        this.connection = connection;
        this.flavour = flavour;
    }

    /** Whether the database searches vectors; otherwise the segments contain them. */
    public boolean hasVectorSearch() {
        return flavour == VectorFlavour.PGVECTOR;
    }

    /** Returns the generation, which rises with every change of the index. */
    public long generation() {
        return query(() -> IndexStateTable.generation(connection));
    }

    /** Returns all repositories of the project. */
    public List<RepositoryRow> repositories() {
        return query(() -> RepositoriesTable.all(connection));
    }

    /** Streams the known state of a repository's files, unordered. */
    public void forEachKnown(RepositoryId repository, Consumer<KnownFile> files) {
        query(() -> {
            FilesTable.forEachKnown(connection, repository, files);
            return this;
        });
    }

    /** Streams the indexed files of all repositories, unordered. */
    public void forEachFile(Consumer<FileRow> files) {
        query(() -> {
            FilesTable.forEachIndexed(connection, files);
            return this;
        });
    }

    /** Streams all contents in the order of their chunk ids. */
    public void forEachContent(Consumer<ContentRow> contents) {
        query(() -> {
            ContentsTable.forEach(connection, contents);
            return this;
        });
    }

    /** Returns the heads of all segments. */
    public List<SegmentHead> segments() {
        return query(() -> SegmentsTable.heads(connection));
    }

    /** Returns the segments with these ids, fully loaded. */
    public List<SegmentRow> segments(Collection<Long> ids) {
        return query(() -> SegmentsTable.find(connection, ids));
    }

    /** Returns the posting lists of {@code terms} in these segments. */
    public List<PostingsRow> postings(Collection<Long> segments, Collection<String> terms) {
        return query(() -> SegmentsTable.postings(connection, segments, terms));
    }

    /**
     * Streams the definitions whose plain name in lower case is in {@code nameKeys}, unordered. Their number is
     * unlimited.
     */
    public void forEachDefinition(Collection<String> nameKeys, Consumer<DefinitionRow> definitions) {
        query(() -> {
            DefinitionsTable.forEachNamed(connection, nameKeys, definitions);
            return this;
        });
    }

    /**
     * Returns the definitions that overlap the given chunks, and those whose comments are in the chunks; in line order
     * per chunk.
     */
    public List<DefinitionPlace> definitionsAround(Collection<Long> chunks) {
        return query(() -> DefinitionsTable.around(connection, chunks));
    }

    /** Returns the definitions with a plain name in lower case, at most {@code limit}, in the order of their chunks. */
    public List<DefinedName> definitions(String nameKey, int limit) {
        return query(() -> DefinitionsTable.named(connection, nameKey, limit));
    }

    /** Returns the definitions whose plain name in lower case has a form, at most {@code limit}, the shortest names first. */
    public List<DefinedName> definitions(NameForm form, int limit) {
        return query(() -> DefinitionsTable.like(connection, form, limit));
    }

    /** Returns the definitions that start in the {@code count} chunks from {@code first} on, in line order. */
    public List<DefinedName> definitionsIn(long first, int count) {
        return query(() -> DefinitionsTable.inChunks(connection, first, count));
    }

    /** Streams the definitions of some kinds that start in the chunks from {@code first} to before {@code end}, in order. */
    public void forEachDefinitionBetween(
            long first, long end, Collection<DefinitionKind> kinds, Consumer<DefinedName> definitions) {
        query(() -> {
            DefinitionsTable.forEachBetween(connection, first, end, kinds, definitions);
            return this;
        });
    }

    /** Returns at most {@code limit} plain definition names in lower case that match a shape, shortest first. */
    public List<String> definedNames(WordShape shape, int limit) {
        return query(() -> DefinitionsTable.names(connection, shape, limit));
    }

    /** Streams the terms in the given segments that match a shape, unordered. Some may occur only in deleted chunks. */
    public void forEachTerm(Collection<Long> segments, WordShape shape, Consumer<String> terms) {
        query(() -> {
            SegmentsTable.forEachTerm(connection, segments, shape, terms);
            return this;
        });
    }

    /**
     * Returns the chunk that holds a line, or else the last one before it, of the {@code count} chunks of one content from
     * {@code first} on.
     */
    public Optional<LineChunk> chunkWithLine(long first, int count, int line) {
        return query(() -> ChunksTable.withLine(connection, first, count, line));
    }

    /** Returns the chunks with these ids, unordered. */
    public List<ChunkRow> chunks(Collection<Long> ids) {
        return query(() -> ChunksTable.find(connection, ids));
    }

    /**
     * Returns the {@code limit} chunks nearest to {@code vector} with their cosines, and further chunks as near as the
     * last one. Requires {@link #hasVectorSearch}.
     */
    public Map<Long, Float> nearest(float[] vector, int limit) {
        return query(() -> PgVectorTable.nearest(connection, new PGhalfvec(vector), limit));
    }

    /** Does the same among the chunks of the given contents, exactly. */
    public Map<Long, Float> nearestAmong(float[] vector, Collection<Long> contents, int limit) {
        return query(() -> PgVectorTable.nearestAmong(connection, new PGhalfvec(vector), contents, limit));
    }

    /**
     * Returns the cosines of {@code vector} with the vectors of the given chunks. Requires {@link #hasVectorSearch}.
     */
    public Map<Long, Float> cosines(float[] vector, Collection<Long> chunks) {
        return query(() -> PgVectorTable.of(connection, new PGhalfvec(vector), chunks));
    }

    /** A query of one round trip. */
    @FunctionalInterface
    private interface Query<T> {
        T run() throws SQLException;
    }

    private static <T> T query(Query<T> query) {
        try {
            return query.run();
        } catch (SQLException failure) {
            throw new SnapshotFailure(failure);
        }
    }
}
