package dev.codebasemcp.search.retrieve;

import dev.codebasemcp.database.index.ContentRow;
import dev.codebasemcp.database.index.FileRow;
import dev.codebasemcp.database.index.IndexSnapshot;
import dev.codebasemcp.database.index.RepositoryRow;
import dev.codebasemcp.database.index.SegmentHead;
import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.model.FileStamp;
import dev.codebasemcp.model.MachineId;
import dev.codebasemcp.paths.PathText;
import dev.codebasemcp.search.rank.CorpusFacts;
import dev.codebasemcp.search.rank.FileOrder;
import dev.codebasemcp.search.rank.FileRef;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The files, contents and segments of an index at one generation. Kept in memory, some 300 bytes per file, because
 * filters, paths and checks for deleted chunks need it in every search.
 *
 * <p>Contents are numbered from 0 in the order of their chunk ids. Unreferenced contents that await removal are
 * excluded, so answers are the same as without them. Immutable except for caches; thread-safe.
 */
public final class Catalogue {
    private static final Comparator<RepositoryRow> BY_PLACE = Comparator.comparing(
                    (RepositoryRow row) -> PathText.textOf(row.root()))
            .thenComparing(row -> row.machine().map(MachineId::toString).orElse(""))
            .thenComparing(row -> row.id().value());

    private final long generation;
    private final List<RepositoryRow> repositories;
    private final List<SegmentHead> segments;
    private final long[] contentIds;
    private final long[] firstChunkIds;
    private final int[] chunkCounts;
    private final List<List<FileRef>> filesOfContents;
    private final FileOrder order;
    private final PathIndex paths;
    private final CorpusFacts facts;
    private final Map<FileKey, FileStamp> stamps = new HashMap<>();
    private final AtomicReference<float @Nullable []> contentLengths = new AtomicReference<>();
    private final Map<Long, LiveChunks> liveChunks = new ConcurrentHashMap<>();

    private Catalogue(long generation, IndexSnapshot snapshot, Map<FileKey, FileRef> known) {
        this.generation = generation;
        this.repositories = snapshot.repositories();
        this.segments = snapshot.segments();
        this.order = new FileOrder(
                repositories.stream().sorted(BY_PLACE).map(RepositoryRow::id).toList());
        Map<Long, List<FileRow>> rows = new HashMap<>();
        snapshot.forEachFile(file -> {
            rows.computeIfAbsent(file.contentId(), id -> new ArrayList<>(1)).add(file);
            stamps.put(file.key(), file.stamp());
        });
        List<ContentRow> contents = new ArrayList<>();
        snapshot.forEachContent(content -> {
            if (rows.containsKey(content.id())) {
                contents.add(content);
            }
        });
        contentIds = contents.stream().mapToLong(ContentRow::id).toArray();
        firstChunkIds = contents.stream().mapToLong(ContentRow::firstChunkId).toArray();
        chunkCounts = contents.stream().mapToInt(ContentRow::chunkCount).toArray();
        filesOfContents = contents.stream()
                .map(content -> Objects.requireNonNull(rows.get(content.id())).stream()
                        .map(row -> ref(row, content.language(), known))
                        .sorted(order::compare)
                        .toList())
                .toList();
        paths = PathIndex.of(filesOfContents, order);
        facts = CorpusFacts.of(filesOfContents.stream().flatMap(List::stream).toList(), order);
    }

    /** Reads the catalogue of the snapshot's generation. An {@code older} one of the same database speeds it up. */
    static Catalogue load(IndexSnapshot snapshot, long generation, Optional<Catalogue> older) {
        Map<FileKey, FileRef> known = new HashMap<>();
        older.ifPresent(catalogue -> catalogue.files().forEach(file -> known.put(file.key(), file)));
        return new Catalogue(generation, snapshot, known);
    }

    /** Reuses the reference of an older catalogue if it is still valid. */
    private static FileRef ref(FileRow file, String language, Map<FileKey, FileRef> known) {
        FileRef before = known.get(file.key());
        return before != null && before.language().equals(language) ? before : FileRef.of(file.key(), language);
    }

    long generation() {
        return generation;
    }

    /** Returns the project's repositories. */
    public List<RepositoryRow> repositories() {
        return repositories;
    }

    /** Returns the facts about the whole project for ranking. */
    public CorpusFacts facts() {
        return facts;
    }

    /** Returns the stamp of a file when it was indexed. */
    public FileStamp stamp(FileRef file) {
        FileStamp stamp = stamps.get(file.key());
        if (stamp == null) {
            throw new IllegalArgumentException("no file of this catalogue: " + file);
        }
        return stamp;
    }

    List<SegmentHead> segments() {
        return segments;
    }

    PathIndex paths() {
        return paths;
    }

    /** Returns the number of contents. */
    int contentCount() {
        return contentIds.length;
    }

    long contentId(int content) {
        return contentIds[content];
    }

    long firstChunkId(int content) {
        return firstChunkIds[content];
    }

    int chunkCount(int content) {
        return chunkCounts[content];
    }

    /** Returns the order of equally good files. */
    FileOrder order() {
        return order;
    }

    /** Returns the files with a content, in order; usually one. */
    List<FileRef> filesOf(int content) {
        return filesOfContents.get(content);
    }

    /** Returns all indexed files. */
    public Iterable<FileRef> files() {
        return () -> filesOfContents.stream().flatMap(List::stream).iterator();
    }

    /** Returns the content of a chunk, or -1 if the chunk is deleted. */
    int contentOf(long chunkId) {
        int place = Arrays.binarySearch(firstChunkIds, chunkId);
        // a content without chunks shares its first id with the next one, so the last of equals has the chunk
        int content = place >= 0 ? place : -place - 2;
        while (content + 1 < firstChunkIds.length && firstChunkIds[content + 1] <= chunkId) {
            content++;
        }
        return content >= 0 && chunkId < firstChunkIds[content] + chunkCounts[content] ? content : -1;
    }

    /** Returns the content of each chunk of a segment by ordinal, -1 for deleted chunks. */
    int[] contentsOf(LoadedSegment segment) {
        return liveChunks(segment).contents();
    }

    /** Returns the live chunks of a segment. */
    LiveChunks liveChunks(LoadedSegment segment) {
        return liveChunks.computeIfAbsent(segment.id(), id -> LiveChunks.of(segment, this::contentOf));
    }

    /**
     * Returns the weighted number of terms of each content.
     *
     * @param all the loaded segments of this catalogue
     */
    float[] contentLengths(List<LoadedSegment> all) {
        float[] known = contentLengths.get();
        if (known != null) {
            return known;
        }
        float[] lengths = new float[contentCount()];
        for (LoadedSegment segment : all) {
            int[] contents = contentsOf(segment);
            for (int ordinal = 0; ordinal < contents.length; ordinal++) {
                if (contents[ordinal] >= 0) {
                    lengths[contents[ordinal]] += LexicalScores.weightedLength(segment, ordinal);
                }
            }
        }
        contentLengths.set(lengths);
        return lengths;
    }
}
