package dev.codebasemcp.search.retrieve;

import dev.codebasemcp.code.terms.Terms;
import dev.codebasemcp.database.index.ChunkRow;
import dev.codebasemcp.database.index.DefinedName;
import dev.codebasemcp.database.index.IndexSnapshot;
import dev.codebasemcp.database.index.NameForm;
import dev.codebasemcp.database.index.PostingList;
import dev.codebasemcp.database.index.PostingsRow;
import dev.codebasemcp.database.index.RepositoryRow;
import dev.codebasemcp.model.DefinitionKind;
import dev.codebasemcp.model.RepositoryId;
import dev.codebasemcp.search.rank.FileRef;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ObjLongConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The selected files of one state of an index: by path, by a word in their text, by a name that they define. Valid as
 * long as its snapshot. Not thread-safe.
 */
public final class IndexedFiles {
    private static final int[] NO_CONTENTS = {};

    /** How many definitions to read for one that is selected and has the case that was asked for. */
    private static final int ROWS_PER_DEFINITION = 50;

    /** How many definitions of one name in any case to look at. */
    private static final int SPELLINGS = 50;

    private final LoadedIndex index;
    private final IndexSnapshot snapshot;

    IndexedFiles(LoadedIndex index, IndexSnapshot snapshot) {
        this.index = index;
        this.snapshot = snapshot;
    }

    /**
     * A file and its content.
     *
     * @param contentId the same for all files with the same bytes and language
     * @param chunks the ids of its chunks are consecutive
     */
    public record IndexedFile(FileRef ref, long contentId, long firstChunkId, int chunks) {}

    /** A definition in a file. */
    public record Defined(IndexedFile file, DefinedName definition) {}

    /** Returns the files whose text contains a word, in the order of their paths. */
    public List<IndexedFile> containing(String word) {
        return containingAny(Set.of(word));
    }

    /** Returns the files whose text contains one of some words, in the order of their paths. */
    public List<IndexedFile> containingAny(Set<String> words) {
        Terms terms = new Terms();
        List<Optional<String>> wanted =
                words.stream().map(word -> terms.of(word).stream().findFirst()).toList();
        return wanted.stream().allMatch(Optional::isPresent)
                ? files(contentsWith(wanted.stream().flatMap(Optional::stream).collect(Collectors.toSet())).stream())
                : all();
    }

    /** Returns all files, in the order of their paths. */
    public List<IndexedFile> all() {
        return files(index.selection().contents());
    }

    /** Returns the files that pass a test, in the order of their paths. */
    public List<IndexedFile> matching(Predicate<FileRef> wanted) {
        return index.selection()
                .contents()
                .boxed()
                .flatMap(content -> index.selection()
                        .filesOf(index.catalogue().filesOf(content))
                        .filter(wanted)
                        .map(file -> file(content, file)))
                .sorted(Comparator.comparing(IndexedFile::ref, index.catalogue().order()::compare))
                .toList();
    }

    /** Returns the file at a path of a repository. */
    public Optional<IndexedFile> at(RepositoryId repository, String path) {
        return index.catalogue().paths().contentsAt(path).stream()
                .flatMap(this::filesOf)
                .filter(file -> file.ref().repositoryId().equals(repository)
                        && file.ref().path().equals(path))
                .findFirst();
    }

    /** Returns the files that a path names, given whole or by its end, with any case; the least deep ones first. */
    public List<IndexedFile> named(String path, int limit) {
        return index.catalogue().paths().named(path.toLowerCase(Locale.ROOT), index.selection(), limit).stream()
                .map(named -> file(named.content(), named.file()))
                .toList();
    }

    /** Returns the definitions of exactly this plain name, at most {@code limit} and their copies. */
    public List<Defined> defining(String name, int limit) {
        return defining(name, limit, unused -> true);
    }

    /** Returns the definitions of exactly this plain name that pass a test, at most {@code limit} and their copies. */
    public List<Defined> defining(String name, int limit, Predicate<Defined> wanted) {
        List<DefinedName> exact = snapshot.definitions(name.toLowerCase(Locale.ROOT), ROWS_PER_DEFINITION * limit);
        return selected(exact.stream().filter(row -> row.name().equals(name)), limit, wanted);
    }

    /** Returns the definitions whose plain names have a form, in any case, that pass a test, at most {@code limit} and their copies. */
    public List<Defined> defining(NameForm form, int limit, Predicate<Defined> wanted) {
        return selected(snapshot.definitions(form, ROWS_PER_DEFINITION * limit).stream(), limit, wanted);
    }

    private List<Defined> selected(Stream<DefinedName> rows, int limit, Predicate<Defined> wanted) {
        List<Defined> found = new ArrayList<>();
        for (DefinedName row : (Iterable<DefinedName>) rows::iterator) {
            int content = index.catalogue().contentOf(row.chunkId());
            if (found.size() < limit && index.selection().contains(content)) {
                filesOf(content)
                        .map(file -> new Defined(file, row))
                        .filter(wanted)
                        .forEach(found::add);
            }
        }
        found.sort(Comparator.comparing(
                        (Defined defined) -> defined.file().ref(),
                        index.catalogue().order()::compare)
                .thenComparing(defined -> defined.definition().lines().start()));
        return found;
    }

    /** Returns names of definitions that are like a name, such as one with a typo, as they are written. */
    public List<String> namesLike(String name) {
        return new Spelling(index, snapshot)
                .namesLike(name.toLowerCase(Locale.ROOT)).stream()
                        .flatMap(key ->
                                selected(snapshot.definitions(key, SPELLINGS).stream(), SPELLINGS, unused -> true)
                                        .stream())
                        .map(one -> one.definition().name())
                        .distinct()
                        .toList();
    }

    /** Returns the definitions of a file in line order. */
    public List<DefinedName> definitionsOf(IndexedFile file) {
        return snapshot.definitionsIn(file.firstChunkId(), file.chunks());
    }

    /**
     * Streams the definitions of some kinds in the contents of files: the id of each content, and its definitions in line
     * order.
     */
    public void forEachContent(
            Collection<IndexedFile> files, Set<DefinitionKind> kinds, ObjLongConsumer<List<DefinedName>> contents) {
        Set<Long> wanted = files.stream().map(IndexedFile::contentId).collect(Collectors.toSet());
        DefinitionsByContent groups = new DefinitionsByContent(index.catalogue(), wanted, contents);
        for (ChunkRange range : ChunkRange.around(files)) {
            snapshot.forEachDefinitionBetween(range.first(), range.end(), kinds, groups);
            groups.end();
        }
    }

    /** Returns the number of different contents. */
    public int contents() {
        return (int) index.selection().contents().count();
    }

    /** Returns how many contents contain each name as a word, in one query. Names that are no word have no entry. */
    public Map<String, Integer> containing(Collection<String> names) {
        Terms terms = new Terms();
        Map<String, String> termOfName = new HashMap<>();
        names.forEach(name -> terms.of(name).stream().findFirst().ifPresent(term -> termOfName.put(name, term)));
        Map<Long, int[]> contents = new HashMap<>();
        index.segments()
                .forEach(segment -> contents.put(segment.id(), index.catalogue().contentsOf(segment)));
        Map<String, Integer> counts = new HashMap<>();
        for (PostingsRow row : snapshot.postings(index.segmentIds(), Set.copyOf(termOfName.values()))) {
            counts.merge(row.term(), count(row, contents.getOrDefault(row.segmentId(), NO_CONTENTS)), Integer::sum);
        }
        return termOfName.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> counts.getOrDefault(entry.getValue(), 0)));
    }

    /** The chunks of a content are adjacent in one segment. */
    private int count(PostingsRow row, int[] contents) {
        int[] seen = {-1, 0};
        PostingList.forEach(row.data(), (ordinal, frequencies) -> {
            int content = contents[ordinal];
            if (content != seen[0] && index.selection().contains(content)) {
                seen[0] = content;
                seen[1]++;
            }
        });
        return seen[1];
    }

    /**
     * How many contents define names.
     *
     * @param inAnyCase by name in lower case
     * @param asType by the name as it is written, only of those that define a type by it
     */
    public record Definers(Map<String, Integer> inAnyCase, Map<String, Integer> asType) {
        public Definers {
            inAnyCase = Map.copyOf(inAnyCase);
            asType = Map.copyOf(asType);
        }
    }

    /** Returns how many contents define each plain name, in one query; the names are in lower case. */
    public Definers defining(Collection<String> nameKeys) {
        Map<String, BitSet> contents = new HashMap<>();
        Map<String, BitSet> types = new HashMap<>();
        snapshot.forEachDefinition(nameKeys, row -> {
            int content = index.catalogue().contentOf(row.chunkId());
            if (index.selection().contains(content)) {
                contents.computeIfAbsent(row.nameKey(), unused -> new BitSet()).set(content);
                if (row.kind().isType()) {
                    types.computeIfAbsent(row.name(), unused -> new BitSet()).set(content);
                }
            }
        });
        return new Definers(counts(contents), counts(types));
    }

    private static Map<String, Integer> counts(Map<String, BitSet> contents) {
        return contents.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().cardinality()));
    }

    /** Returns the repositories of the project. */
    public List<RepositoryRow> repositories() {
        return index.catalogue().repositories();
    }

    /** Returns the indexed text of a file. A line that is in no chunk is blank. */
    public String text(IndexedFile file) {
        return texts(List.of(file)).getOrDefault(file.contentId(), "");
    }

    /** Returns the indexed texts of files by their contents, in one query. */
    public Map<Long, String> texts(Collection<IndexedFile> some) {
        List<Long> ids =
                some.stream().flatMapToLong(IndexedFiles::chunkIds).boxed().toList();
        Map<Long, ChunkRow> chunks =
                snapshot.chunks(ids).stream().collect(Collectors.toMap(ChunkRow::id, Function.identity()));
        Map<Long, String> texts = new HashMap<>();
        some.forEach(file -> texts.computeIfAbsent(file.contentId(), unused -> text(file, chunks)));
        return texts;
    }

    private static LongStream chunkIds(IndexedFile file) {
        return LongStream.range(file.firstChunkId(), file.firstChunkId() + file.chunks());
    }

    private static String text(IndexedFile file, Map<Long, ChunkRow> chunks) {
        StringBuilder text = new StringBuilder();
        int line = 1;
        for (ChunkRow chunk : chunkIds(file)
                .boxed()
                .flatMap(id -> Stream.ofNullable(chunks.get(id)))
                .toList()) {
            text.append("\n".repeat(Math.max(0, chunk.lines().start() - line)));
            text.append(chunk.text()).append('\n');
            line = chunk.lines().end() + 1;
        }
        return text.toString();
    }

    private BitSet contentsWith(Set<String> terms) {
        BitSet contents = new BitSet();
        for (PostingsRow row : snapshot.postings(index.segmentIds(), terms)) {
            index.segments().stream()
                    .filter(segment -> segment.id() == row.segmentId())
                    .map(index.catalogue()::contentsOf)
                    .forEach(ofSegment -> PostingList.forEach(row.data(), (ordinal, frequencies) -> {
                        if (index.selection().contains(ofSegment[ordinal])) {
                            contents.set(ofSegment[ordinal]);
                        }
                    }));
        }
        return contents;
    }

    private List<IndexedFile> files(IntStream contents) {
        return contents.boxed()
                .flatMap(this::filesOf)
                .sorted(Comparator.comparing(IndexedFile::ref, index.catalogue().order()::compare))
                .toList();
    }

    private Stream<IndexedFile> filesOf(int content) {
        return index.selection().filesOf(index.catalogue().filesOf(content)).map(file -> file(content, file));
    }

    private IndexedFile file(int content, FileRef file) {
        Catalogue catalogue = index.catalogue();
        return new IndexedFile(
                file, catalogue.contentId(content), catalogue.firstChunkId(content), catalogue.chunkCount(content));
    }
}
