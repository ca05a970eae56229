package dev.codebasemcp.search.retrieve;

import dev.codebasemcp.database.index.IndexSnapshot;
import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.search.query.AnalysedQuery;
import dev.codebasemcp.search.query.AskedPath;
import dev.codebasemcp.search.rank.FileRef;
import dev.codebasemcp.search.rank.NamedPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The files that a query names by their paths, and the chunks with the lines that it names. Not thread-safe. */
final class NamedFiles {
    /** A name that more files have is not specific. */
    private static final int SAME_NAME = 20;
    /** The share of files with the same name as one that is less deep: {@code package.json} means the one at the top. */
    private static final double DEEPER = 0.6;

    /** Enough to find the best part of any file but the largest. */
    private static final int CHUNKS_OF_FILE = 200;

    private record Hit(NamedPath path, OptionalLong chunk, int line) {}

    private final LoadedIndex index;
    private final IndexSnapshot snapshot;
    private final Map<FileKey, Hit> hits = new HashMap<>();
    private final Set<Integer> contents = new LinkedHashSet<>();

    NamedFiles(LoadedIndex index, IndexSnapshot snapshot, AnalysedQuery query) {
        this.index = index;
        this.snapshot = snapshot;
        int position = 0;
        for (AskedPath asked : query.paths()) {
            List<PathIndex.Named> named = index.catalogue().paths().named(asked.path(), index.selection(), SAME_NAME);
            for (PathIndex.Named file : named) {
                double share = file.depth() == named.get(0).depth() ? 1 : DEEPER;
                add(asked, file, position, share);
            }
            position += named.isEmpty() ? 0 : 1;
        }
    }

    private void add(AskedPath asked, PathIndex.Named named, int position, double share) {
        contents.add(named.content());
        if (hits.containsKey(named.file().key())) {
            return;
        }
        OptionalLong chunk = asked.line().isPresent()
                ? snapshot.chunkWithLine(
                        index.catalogue().firstChunkId(named.content()),
                        index.catalogue().chunkCount(named.content()),
                        asked.line().get())
                : OptionalLong.empty();
        NamedPath path = new NamedPath(position, share, asked.certain(), Optional.empty());
        hits.put(named.file().key(), new Hit(path, chunk, asked.line().orElse(0)));
    }

    /** The places of the named files' chunks: the first ones of each, and those with the named lines. */
    List<ChunkPlace> places() {
        List<ChunkPlace> places = new ArrayList<>();
        contents.forEach(content ->
                index.placesOf(content).stream().limit(CHUNKS_OF_FILE).forEach(places::add));
        hits.values().stream()
                .flatMapToLong(hit -> hit.chunk().stream())
                .forEach(chunk -> index.place(chunk).ifPresent(places::add));
        return places;
    }

    /** How the query names the file of a chunk. */
    Optional<NamedPath> of(FileRef file, long chunkId) {
        return Optional.ofNullable(hits.get(file.key()))
                .map(hit -> hit.chunk().isPresent() && hit.chunk().getAsLong() == chunkId
                        ? new NamedPath(
                                hit.path().position(),
                                hit.path().share(),
                                hit.path().isCertain(),
                                Optional.of(hit.line()))
                        : hit.path());
    }
}
