package dev.codebasemcp.indexing;

import dev.codebasemcp.code.terms.Terms;
import dev.codebasemcp.database.index.ChunkRow;
import dev.codebasemcp.database.index.ContentRow;
import dev.codebasemcp.database.index.FileRow;
import dev.codebasemcp.database.index.IndexSnapshot;
import dev.codebasemcp.database.index.IndexStore;
import dev.codebasemcp.database.index.PostingList;
import dev.codebasemcp.database.index.PostingsRow;
import dev.codebasemcp.database.index.SegmentHead;
import dev.codebasemcp.database.index.SegmentRow;
import dev.codebasemcp.model.DefinitionKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/** All that can be found in an index, without ids and times, as lines that can be compared. */
public final class IndexDump {
    private IndexDump() {}

    public static Set<String> of(IndexStore store) {
        return store.read(snapshot -> {
            Set<String> lines = new TreeSet<>();
            Map<Long, String> places = places(snapshot, lines);
            postings(snapshot, places, lines);
            vectors(snapshot, places, lines);
            return lines;
        });
    }

    /** Notes files and chunks; returns where each chunk is. */
    private static Map<Long, String> places(IndexSnapshot snapshot, Set<String> lines) {
        Map<Long, List<FileRow>> files = new HashMap<>();
        snapshot.forEachFile(file ->
                files.computeIfAbsent(file.contentId(), id -> new ArrayList<>()).add(file));
        List<ContentRow> contents = new ArrayList<>();
        snapshot.forEachContent(contents::add);
        Map<Long, String> places = new HashMap<>();
        for (ContentRow content : contents) {
            List<String> paths = files.getOrDefault(content.id(), List.of()).stream()
                    .map(file -> file.key().path())
                    .sorted()
                    .toList();
            lines.add("content " + paths + " " + content.language() + " " + content.chunkCount());
            List<Long> ids = new ArrayList<>();
            for (int i = 0; i < content.chunkCount(); i++) {
                ids.add(content.firstChunkId() + i);
            }
            for (ChunkRow chunk : snapshot.chunks(ids)) {
                String place = paths + ":" + chunk.lines();
                places.put(chunk.id(), place);
                lines.add("chunk " + place + " " + chunk.kind().map(DefinitionKind::label) + " " + chunk.symbol() + " "
                        + chunk.text());
            }
        }
        return places;
    }

    private static void postings(IndexSnapshot snapshot, Map<Long, String> places, Set<String> lines) {
        Terms terms = new Terms();
        Set<String> words = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (ChunkRow chunk : snapshot.chunks(places.keySet())) {
            words.addAll(terms.of(chunk.text()));
            for (String word : chunk.text().split("\\W+", -1)) {
                names.add(word.toLowerCase(Locale.ROOT));
            }
        }
        snapshot.forEachDefinition(
                names,
                definition -> lines.add("definition " + places.get(definition.chunkId()) + " "
                        + definition.qualifiedName() + " " + definition.kind().label()));
        List<Long> ids = snapshot.segments().stream().map(SegmentHead::id).toList();
        Map<Long, SegmentRow> segments = new HashMap<>();
        snapshot.segments(ids).forEach(segment -> segments.put(segment.id(), segment));
        for (PostingsRow row : snapshot.postings(ids, words)) {
            SegmentRow segment = Objects.requireNonNull(segments.get(row.segmentId()));
            PostingList.forEach(row.data(), (ordinal, frequencies) -> {
                String place = places.get(segment.chunkIds()[ordinal]);
                if (place != null) {
                    lines.add("posting " + row.term() + " " + place + " " + frequencies);
                }
            });
        }
    }

    /** Only in the portable flavour; in the other one, vectors are rows that go with the chunks. */
    private static void vectors(IndexSnapshot snapshot, Map<Long, String> places, Set<String> lines) {
        List<Long> ids = snapshot.segments().stream().map(SegmentHead::id).toList();
        for (SegmentRow segment : snapshot.segments(ids)) {
            byte[] data = segment.vectors().orElse(new byte[0]);
            int size = data.length / segment.chunkIds().length;
            for (int i = 0; size > 0 && i < segment.chunkIds().length; i++) {
                String place = places.get(segment.chunkIds()[i]);
                if (place != null) {
                    byte[] vector = Arrays.copyOfRange(data, i * size, (i + 1) * size);
                    lines.add("vector " + place + " " + HexFormat.of().formatHex(vector));
                }
            }
        }
    }
}
