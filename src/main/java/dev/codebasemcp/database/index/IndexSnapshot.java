package dev.codebasemcp.database.index;

import com.pgvector.PGhalfvec;
import dev.codebasemcp.database.VectorFlavour;
import dev.codebasemcp.model.KnownFile;
import dev.codebasemcp.model.RepositoryId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One consistent state of a project's index, open for the length of one {@link IndexStore#read}. Each method is one
 * round trip to the database. Not safe for threads.
 */
public final class IndexSnapshot {
    private final Connection connection;
    private final VectorFlavour flavour;

    IndexSnapshot(Connection connection, VectorFlavour flavour) {
        this.connection = connection;
        this.flavour = flavour;
    }

    /** Whether vectors are searched by the database; if not, they come with the segments. */
    public boolean hasVectorSearch() {
        return flavour == VectorFlavour.PGVECTOR;
    }

    /** Rises with every change of the index. */
    public long generation() {
        return query(() -> IndexStateTable.generation(connection));
    }

    /** All repositories of the project. */
    public List<RepositoryRow> repositories() {
        return query(() -> RepositoriesTable.all(connection));
    }

    /** Streams what the last runs left of a repository's files, in no particular order. */
    public void forEachKnown(RepositoryId repository, Consumer<KnownFile> files) {
        query(() -> {
            FilesTable.forEachKnown(connection, repository, files);
            return this;
        });
    }

    /** Streams the indexed files of all repositories, in no particular order. */
    public void forEachFile(Consumer<FileRow> files) {
        query(() -> {
            FilesTable.forEachIndexed(connection, files);
            return this;
        });
    }

    /** Streams all contents in the order of their chunks' ids. */
    public void forEachContent(Consumer<ContentRow> contents) {
        query(() -> {
            ContentsTable.forEach(connection, contents);
            return this;
        });
    }

    /** All segments. */
    public List<SegmentHead> segments() {
        return query(() -> SegmentsTable.heads(connection));
    }

    /** The segments with these ids, loaded whole. */
    public List<SegmentRow> segments(Collection<Long> ids) {
        return query(() -> SegmentsTable.find(connection, ids));
    }

    /** The posting lists of {@code terms} in these segments. */
    public List<PostingsRow> postings(Collection<Long> segments, Collection<String> terms) {
        return query(() -> SegmentsTable.postings(connection, segments, terms));
    }

    /**
     * Streams the definitions whose plain name, in lower case, is one of {@code nameKeys}, in no particular order. There may be
     * any number of them.
     */
    public void forEachDefinition(Collection<String> nameKeys, Consumer<DefinitionRow> definitions) {
        query(() -> {
            DefinitionsTable.forEachNamed(connection, nameKeys, definitions);
            return this;
        });
    }

    /**
     * The definitions that share a line with some chunks, and those that the chunks are the comment of, in the order of their
     * lines for each.
     */
    public List<DefinitionPlace> definitionsAround(Collection<Long> chunks) {
        return query(() -> DefinitionsTable.around(connection, chunks));
    }

    /** At most {@code limit} plain names of definitions, in lower case, that have a shape, the shortest first. */
    public List<String> definedNames(WordShape shape, int limit) {
        return query(() -> DefinitionsTable.names(connection, shape, limit));
    }

    /**
     * Streams the terms in some segments that have a shape, in no particular order. Some may be in chunks
     * alone that are gone.
     */
    public void forEachTerm(Collection<Long> segments, WordShape shape, Consumer<String> terms) {
        query(() -> {
            SegmentsTable.forEachTerm(connection, segments, shape, terms);
            return this;
        });
    }

    /** The chunks with these ids, in no particular order. */
    public List<ChunkRow> chunks(Collection<Long> ids) {
        return query(() -> ChunksTable.find(connection, ids));
    }

    /**
     * The {@code limit} chunks nearest to {@code vector} with their cosines, and those that are as near as the last of them;
     * only with {@link #hasVectorSearch}.
     */
    public Map<Long, Float> nearest(float[] vector, int limit) {
        return query(() -> PgVectorTable.nearest(connection, new PGhalfvec(vector), limit));
    }

    /** The same among the chunks of some contents, exactly. */
    public Map<Long, Float> nearestAmong(float[] vector, Collection<Long> contents, int limit) {
        return query(() -> PgVectorTable.nearestAmong(connection, new PGhalfvec(vector), contents, limit));
    }

    /** The cosines of {@code vector} with those of some chunks; only with {@link #hasVectorSearch}. */
    public Map<Long, Float> cosines(float[] vector, Collection<Long> chunks) {
        return query(() -> PgVectorTable.of(connection, new PGhalfvec(vector), chunks));
    }

    /** One round trip. */
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
