package dev.codebasemcp.search.retrieve;

import dev.codebasemcp.code.terms.Terms;
import dev.codebasemcp.database.index.DefinitionRow;
import dev.codebasemcp.database.index.IndexSnapshot;
import dev.codebasemcp.search.query.AnalysedQuery;
import dev.codebasemcp.search.query.QueryKind;
import dev.codebasemcp.search.query.QueryTerm;
import dev.codebasemcp.search.rank.Candidate;
import dev.codebasemcp.search.rank.CorpusFacts;
import dev.codebasemcp.search.rank.DefinitionHit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Retrieves the candidates of a search: the chunks that contain the query's terms, those nearest in meaning, those that
 * define a requested name, and the best files with matching paths. Each candidate has all its known signals.
 *
 * <p>Thread-safe. Caches what it reads of the index, within {@code cacheBytes}.
 */
public final class Retrieval {
    /** Candidates per retriever: enough for ranking to reorder them, few enough to rank quickly. */
    private static final int CANDIDATES = 200;
    /** A name with more definitions is not specific. */
    private static final int DEFINITIONS = 1_000;

    /** Files with matching paths; later ones match by nothing but their path. */
    private static final int PATH_FILES = 30;

    private static final int CATALOGUES = 8;

    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}_-]+");

    private final SegmentCache segments;
    private final CatalogueCache catalogues = new CatalogueCache(CATALOGUES);

    /**
     * Creates empty caches.
     *
     * @param cacheBytes the limit of cached segments of all databases together
     * @param heapBytes the limit of segments that one search may load
     */
    public Retrieval(long cacheBytes, long heapBytes) {
        this.segments = new SegmentCache(cacheBytes, heapBytes);
    }

    /** Empties the caches. */
    public void forget() {
        segments.clear();
        catalogues.clear();
    }

    /** How a query matched. */
    public enum Match {
        AS_ASKED,
        /** Nothing contains the query's words, so similar ones were used. */
        CORRECTED,
        /** No text, name or path contains any word of the query. */
        BY_MEANING_ALONE
    }

    /**
     * The retrieved candidates and their source.
     *
     * @param query the query used: as requested, or corrected if nothing matched
     * @param match how the query matched
     * @param unknown the identifiers in the query that no text contains
     * @param unfound the other things in the query that are not there
     */
    public record Retrieved(
            Catalogue catalogue,
            Selection selection,
            AnalysedQuery query,
            List<Candidate> candidates,
            Match match,
            List<String> unknown,
            Unfound unfound) {
        public Retrieved {
            candidates = List.copyOf(candidates);
            unknown = List.copyOf(unknown);
        }

        private static Retrieved nothing(Catalogue catalogue, Selection selection, AnalysedQuery query) {
            return new Retrieved(catalogue, selection, query, List.of(), Match.AS_ASKED, List.of(), Unfound.NOTHING);
        }

        /** Whether these are all candidates: no retriever had to choose. */
        public boolean isComplete() {
            return candidates.stream().map(Candidate::chunkId).distinct().count() < CANDIDATES;
        }

        /** Returns the facts about the selected files for ranking. */
        public CorpusFacts facts() {
            return selection.isEverything()
                    ? catalogue.facts()
                    : CorpusFacts.of(selection.files(catalogue), catalogue.order());
        }
    }

    /** Retrieves the candidates for {@code query} from the index in {@code snapshot}. */
    public Retrieved retrieve(
            String database, IndexSnapshot snapshot, AnalysedQuery query, QueryVector vector, Filters filters) {
        Catalogue catalogue = catalogues.get(database, snapshot);
        Selection selection = filters.select(catalogue);
        if (selection.isEmpty()) {
            return Retrieved.nothing(catalogue, selection, query);
        }
        LoadedIndex index =
                new LoadedIndex(catalogue, segments.load(database, catalogue.segments(), snapshot), selection);
        VectorScores vectors = snapshot.hasVectorSearch()
                ? new DatabaseVectors(index, vector, CANDIDATES, snapshot)
                : new ScannedVectors(index, vector, CANDIDATES);
        NamedFiles named = new NamedFiles(index, snapshot, query);
        Matches found = find(index, snapshot, query, named);
        if (found.isNothing(query)) {
            Optional<AnalysedQuery> corrected = new Spelling(index, snapshot).correct(query);
            if (corrected.isPresent()) {
                found = find(index, snapshot, corrected.get(), named);
                Drawn drawn = candidates(index, snapshot, corrected.get(), found, vectors);
                return new Retrieved(
                        catalogue,
                        selection,
                        corrected.get(),
                        drawn.candidates(),
                        Match.CORRECTED,
                        List.of(),
                        drawn.unfound());
            }
        }
        boolean byMeaningAlone = found.isWordless(query)
                && catalogue.paths().find(query, selection, 1).isEmpty();
        Drawn drawn = candidates(index, snapshot, query, found, vectors);
        return new Retrieved(
                catalogue,
                selection,
                query,
                drawn.candidates(),
                byMeaningAlone ? Match.BY_MEANING_ALONE : Match.AS_ASKED,
                found.unknown(query),
                drawn.unfound());
    }

    /** Returns the files of the index in {@code snapshot} that pass the filters. */
    public IndexedFiles files(String database, IndexSnapshot snapshot, Filters filters) {
        Catalogue catalogue = catalogues.get(database, snapshot);
        Selection selection = filters.select(catalogue);
        return new IndexedFiles(
                new LoadedIndex(catalogue, segments.load(database, catalogue.segments(), snapshot), selection),
                snapshot);
    }

    /** The candidates, and what the query names or quotes that is not there. */
    private record Drawn(List<Candidate> candidates, Unfound unfound) {}

    /** The matches of the words of a query. */
    private record Matches(LexicalScores lexical, Map<ChunkPlace, List<DefinitionHit>> definitions, NamedFiles named) {
        /** Whether no selected text contains any of the words, no definition has one as its name, and no file is named. */
        boolean isWordless(AnalysedQuery query) {
            return named.isEmpty()
                    && definitions.isEmpty()
                    && query.terms().stream().noneMatch(lexical::holds);
        }

        /** The identifiers in the query whose last words no selected text contains. */
        List<String> unknown(AnalysedQuery query) {
            Set<String> missing = query.terms().stream()
                    .filter(term -> !lexical.holds(term))
                    .map(QueryTerm::term)
                    .collect(Collectors.toSet());
            return query.identifiers().stream()
                    .filter(identifier ->
                            lastWord(identifier).filter(missing::contains).isPresent())
                    .toList();
        }

        /** The term of the last word as a whole. */
        private static Optional<String> lastWord(String identifier) {
            return NO_WORD.splitAsStream(identifier)
                    .filter(word -> !word.isEmpty())
                    .reduce((earlier, later) -> later)
                    .flatMap(word -> new Terms().of(word).stream().findFirst());
        }

        /**
         * Whether no definition, text or named file matches the requested name; without a name, whether no text contains
         * any of the words.
         */
        boolean isNothing(AnalysedQuery query) {
            return named.isEmpty()
                    && definitions.isEmpty()
                    && !query.terms().isEmpty()
                    && (query.kind() == QueryKind.SYMBOL
                            ? !lexical.holds(query.terms().get(0))
                            : query.terms().stream().noneMatch(lexical::holds));
        }
    }

    private static Matches find(LoadedIndex index, IndexSnapshot snapshot, AnalysedQuery query, NamedFiles named) {
        return new Matches(lexical(index, snapshot, query.terms()), definitions(index, snapshot, query), named);
    }

    private static Drawn candidates(
            LoadedIndex index, IndexSnapshot snapshot, AnalysedQuery query, Matches found, VectorScores vectors) {
        Set<ChunkPlace> places = new LinkedHashSet<>(found.definitions().keySet());
        List<ChunkPlace> lexical = bestLexical(index, found.lexical());
        places.addAll(lexical);
        places.addAll(vectors.best());
        for (int content : index.catalogue().paths().find(query, index.selection(), PATH_FILES)) {
            places.addAll(index.placesOf(content));
        }
        places.addAll(found.named().places());
        List<ChunkPlace> all = List.copyOf(places);
        QuotedTexts quoted = QuotedTexts.in(
                query, lexical.stream().map(index::chunkId).toList(), lexical.size() < CANDIDATES, snapshot);
        Unfound unfound = found.named().unfound(query);
        return new Drawn(
                candidates(index, all, found, vectors.of(all), quoted.chunks()),
                found.named().isWholeQuery() ? unfound : unfound.with(quoted));
    }

    private static LexicalScores lexical(LoadedIndex index, IndexSnapshot snapshot, List<QueryTerm> terms) {
        LexicalScores scores = new LexicalScores(index);
        scores.add(
                terms,
                snapshot.postings(
                        index.segmentIds(), terms.stream().map(QueryTerm::term).toList()));
        return scores;
    }

    private static List<ChunkPlace> bestLexical(LoadedIndex index, LexicalScores scores) {
        TopChunks best = new TopChunks(index, CANDIDATES);
        for (int number = 0; number < index.segments().size(); number++) {
            int[] contents = index.catalogue().contentsOf(index.segments().get(number));
            for (int ordinal = 0; ordinal < contents.length; ordinal++) {
                float score = scores.of(number, ordinal);
                if (score > 0 && index.selection().contains(contents[ordinal])) {
                    best.offer(number, ordinal, score);
                }
            }
        }
        return best.places();
    }

    private static Map<ChunkPlace, List<DefinitionHit>> definitions(
            LoadedIndex index, IndexSnapshot snapshot, AnalysedQuery query) {
        Map<ChunkPlace, List<DefinitionHit>> hits = new HashMap<>();
        if (query.names().isEmpty()) {
            return hits;
        }
        Comparator<Defined> order = Comparator.<Defined, String>comparing(
                        defined -> defined.row().nameKey())
                .thenComparing(Defined::place, index::compare)
                .thenComparing(defined -> defined.row().ordinal());
        PriorityQueue<Defined> lastFirst = new PriorityQueue<>(order.reversed());
        snapshot.forEachDefinition(
                query.namesToLookUp(),
                row -> index.place(row.chunkId())
                        .filter(place -> index.selection().contains(index.contentOf(place)))
                        .ifPresent(place -> {
                            lastFirst.add(new Defined(row, place));
                            if (lastFirst.size() > DEFINITIONS) {
                                lastFirst.remove();
                            }
                        }));
        lastFirst.stream()
                .sorted(order)
                .forEach(defined -> hits.computeIfAbsent(defined.place(), unused -> new ArrayList<>())
                        .add(hit(defined.row())));
        return hits;
    }

    /** A definition and its chunk. */
    private record Defined(DefinitionRow row, ChunkPlace place) {}

    private static DefinitionHit hit(DefinitionRow row) {
        String qualified = row.qualifiedName();
        String name = qualified.substring(qualified.lastIndexOf('.') + 1);
        return new DefinitionHit(name, row.kind());
    }

    private static List<Candidate> candidates(
            LoadedIndex index,
            List<ChunkPlace> places,
            Matches found,
            Map<ChunkPlace, Float> cosines,
            Set<Long> quoted) {
        List<Candidate> candidates = new ArrayList<>();
        for (ChunkPlace place : places) {
            int content = index.contentOf(place);
            if (content < 0) {
                continue;
            }
            index.selection()
                    .filesOf(index.catalogue().filesOf(content))
                    .forEach(file -> candidates.add(new Candidate(
                            index.chunkId(place),
                            file,
                            found.lexical().of(place),
                            found.lexical().ofContent(content),
                            cosines.getOrDefault(place, 0f),
                            found.definitions().getOrDefault(place, List.of()),
                            quoted.contains(index.chunkId(place)),
                            found.named().of(file, index.chunkId(place)))));
        }
        return candidates;
    }
}
