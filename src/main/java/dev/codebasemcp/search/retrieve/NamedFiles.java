package dev.codebasemcp.search.retrieve;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.database.index.IndexSnapshot;
import dev.codebasemcp.database.index.LineChunk;
import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.search.query.AnalysedQuery;
import dev.codebasemcp.search.query.AskedPath;
import dev.codebasemcp.search.query.QueryKind;
import dev.codebasemcp.search.rank.FileRef;
import dev.codebasemcp.search.rank.NamedPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
    /** A query with more paths is a stack trace, which has files of libraries. */
    private static final int FEW_PATHS = 3;

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

    private final List<AskedPath> missing = new ArrayList<>();
    /** The lines behind the end of their files, by the position of the path in the query. */
    private final Map<Integer, Unfound.Line> behind = new LinkedHashMap<>();

    private final Set<Integer> reached = new HashSet<>();
    private boolean whole;

    NamedFiles(LoadedIndex index, IndexSnapshot snapshot, AnalysedQuery query) {
        this.index = index;
        List<AskedPath> paths = query.files().whole().filter(this::addWhole).isPresent() ? List.of() : query.paths();
        int position = 0;
        for (AskedPath asked : paths) {
            List<PathIndex.Named> named = index.catalogue().paths().named(asked.path(), index.selection(), SAME_NAME);
            for (PathIndex.Named file : named) {
                double share = file.depth() == named.get(0).depth() ? 1 : DEEPER;
                add(asked, file, position, share);
            }
            if (named.stream().noneMatch(file -> isMeant(asked, file))) {
                missing.add(asked);
            }
            position += named.isEmpty() ? 0 : 1;
        }
        hits.values().stream()
                .filter(hit -> hit.line().isPresent())
                .limit(LINES)
                .forEach(hit -> findLine(hit, snapshot));
    }

    /** Adds the files that the whole query is the path of; a question that ends with a path is none. */
    private boolean addWhole(AskedPath asked) {
        boolean isAbsolute = asked.path().startsWith("/");
        index.catalogue().paths().named(asked.path(), index.selection(), SAME_NAME).stream()
                .filter(file -> isAbsolute
                        ? file.sharesDirectory()
                        : file.shared() == asked.path().length())
                .forEach(file -> add(asked, file, 0, 1));
        whole = !hits.isEmpty();
        return whole;
    }

    /** Whether the whole query is the path of a file, so that its words and quotes mean nothing else. */
    boolean isWholeQuery() {
        return whole;
    }

    /** The directories of a path must be those of the file, or at least one of them. */
    private static boolean isMeant(AskedPath asked, PathIndex.Named file) {
        return asked.path().indexOf('/') <= 0 || file.sharesDirectory();
    }

    private void add(AskedPath asked, PathIndex.Named file, int position, double share) {
        boolean certain = asked.certain() && isMeant(asked, file);
        hits.merge(file.file().key(), new Hit(file, position, share, certain, asked.line()), Hit::and);
    }

    private void findLine(Hit hit, IndexSnapshot snapshot) {
        int content = hit.file().content();
        long first = index.catalogue().firstChunkId(content);
        int count = index.catalogue().chunkCount(content);
        int line = hit.line().orElseThrow();
        Optional<LineChunk> chunk = snapshot.chunkWithLine(first, count, line);
        chunk.ifPresent(found -> chunks.put(hit.file().file().key(), found.id()));
        Optional<LineChunk> last = chunk.filter(found -> found.id() == first + count - 1 && found.lastLine() < line);
        if (last.isEmpty()) {
            reached.add(hit.position());
        } else if (hit.certain()) {
            behind.putIfAbsent(
                    hit.position(),
                    new Unfound.Line(hit.file().file().path(), line, last.get().lastLine()));
        }
    }

    /** The files and lines that the query names and that are not there. */
    Unfound unfound(AnalysedQuery query) {
        boolean few = hits.isEmpty() || query.paths().size() <= FEW_PATHS;
        List<Unfound.File> files = missing.stream()
                .filter(asked -> few && isFile(asked, query))
                .map(asked -> new Unfound.File(query.asWritten(asked.path()), sameName(asked)))
                .toList();
        List<Unfound.Line> lines = behind.entrySet().stream()
                .filter(entry -> !reached.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        return new Unfound(List.of(), true, files, lines);
    }

    /** Whether a path can hardly mean anything but a file: {@code and/or} can, and so can {@code user.name}. */
    private boolean isFile(AskedPath asked, AnalysedQuery query) {
        String path = asked.path();
        // The other reading of @src/a.py, without the mark, is among the paths too.
        boolean isAddressOrMarked = path.contains("//") || path.startsWith("@");
        boolean isMarkedFile = query.paths().stream()
                .filter(other -> !missing.contains(other))
                .anyMatch(other -> other.path().equals("@" + path));
        boolean isBareName = path.indexOf('/') < 0 && asked.line().isEmpty();
        return asked.certain()
                && !isAddressOrMarked
                && !isMarkedFile
                && !(isBareName && query.kind() == QueryKind.SYMBOL)
                && Language.isExtension(path.substring(path.lastIndexOf('.') + 1));
    }

    private Optional<String> sameName(AskedPath asked) {
        String name = asked.path().substring(asked.path().lastIndexOf('/') + 1);
        return index.catalogue().paths().named(name, index.selection(), 1).stream()
                .map(named -> named.file().path())
                .findFirst();
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
