package dev.codebasemcp.search.retrieve;

import dev.codebasemcp.database.index.IndexSnapshot;
import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.search.query.AnalysedQuery;
import dev.codebasemcp.search.query.AskedPath;
import dev.codebasemcp.search.rank.FileRef;
import dev.codebasemcp.search.rank.NamedPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The files that a query names by their paths, and the chunks with the lines that it names. Not thread-safe. */
final class NamedFiles {
    /** The most files to take of those with the same name, the least deep ones. */
    private static final int SAME_NAME = 20;
    /** The share of files with the same name as one that is less deep: {@code package.json} means the one at the top. */
    private static final double DEEPER = 0.6;
    /** The most chunks of all named files together: their first ones. */
    private static final int CHUNKS = 1_000;
    /** The most lines to look up; each takes a query. */
    private static final int LINES = 32;

    /** A named file; a later mention may add a line. */
    private record Hit(PathIndex.Named file, int position, double share, boolean certain, Optional<Integer> line) {
        Hit and(Hit later) {
            return new Hit(file, position, share, certain || later.certain, line.or(later::line));
        }
    }

    private final LoadedIndex index;
    private final Map<FileKey, Hit> hits = new LinkedHashMap<>();
    /** The chunks with named lines, or the last ones before them. */
    private final Map<FileKey, Long> chunks = new HashMap<>();

    NamedFiles(LoadedIndex index, IndexSnapshot snapshot, AnalysedQuery query) {
        this.index = index;
        int position = 0;
        for (AskedPath asked : query.paths()) {
            List<PathIndex.Named> named = index.catalogue().paths().named(asked.path(), index.selection(), SAME_NAME);
            for (PathIndex.Named file : named) {
                double share = file.depth() == named.get(0).depth() ? 1 : DEEPER;
                add(asked, file, position, share);
            }
            position += named.isEmpty() ? 0 : 1;
        }
        hits.values().stream()
                .filter(hit -> hit.line().isPresent())
                .limit(LINES)
                .forEach(hit -> findLine(hit, snapshot));
    }

    private void add(AskedPath asked, PathIndex.Named file, int position, double share) {
        // The directories of a path must be those of the file, or at least one of them.
        boolean certain = asked.certain() && (asked.path().indexOf('/') <= 0 || file.sharesDirectory());
        hits.merge(file.file().key(), new Hit(file, position, share, certain, asked.line()), Hit::and);
    }

    private void findLine(Hit hit, IndexSnapshot snapshot) {
        int content = hit.file().content();
        OptionalLong chunk = snapshot.chunkWithLine(
                index.catalogue().firstChunkId(content),
                index.catalogue().chunkCount(content),
                hit.line().orElseThrow());
        chunk.ifPresent(id -> chunks.put(hit.file().file().key(), id));
    }

    boolean isEmpty() {
        return hits.isEmpty();
    }

    /** The places of the named files' chunks: the first ones of each, and those with the named lines. */
    List<ChunkPlace> places() {
        List<ChunkPlace> places = new ArrayList<>();
        chunks.values().forEach(chunk -> index.place(chunk).ifPresent(places::add));
        List<Integer> contents = hits.values().stream()
                .map(hit -> hit.file().content())
                .distinct()
                .toList();
        for (int content : contents) {
            index.placesOf(content).stream().limit(CHUNKS / contents.size()).forEach(places::add);
        }
        return places;
    }

    /** How the query names the file of a chunk. */
    Optional<NamedPath> of(FileRef file, long chunkId) {
        return Optional.ofNullable(hits.get(file.key())).map(hit -> {
            boolean holds = chunks.getOrDefault(file.key(), -1L) == chunkId;
            return new NamedPath(hit.position(), hit.share(), hit.certain(), holds ? hit.line() : Optional.empty());
        });
    }
}
