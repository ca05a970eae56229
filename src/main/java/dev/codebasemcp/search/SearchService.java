package dev.codebasemcp.search;

import dev.codebasemcp.database.Database;
import dev.codebasemcp.database.index.ChunkRow;
import dev.codebasemcp.database.index.DefinitionPlace;
import dev.codebasemcp.database.index.IndexSnapshot;
import dev.codebasemcp.database.index.IndexStore;
import dev.codebasemcp.database.index.RepositoryRow;
import dev.codebasemcp.embedding.Embedder;
import dev.codebasemcp.files.FileSystemCalls;
import dev.codebasemcp.model.LineRange;
import dev.codebasemcp.search.query.AnalysedQuery;
import dev.codebasemcp.search.query.QueryAnalyser;
import dev.codebasemcp.search.rank.Candidate;
import dev.codebasemcp.search.rank.ContentKind;
import dev.codebasemcp.search.rank.CorpusFacts;
import dev.codebasemcp.search.rank.FileRef;
import dev.codebasemcp.search.rank.NamedPath;
import dev.codebasemcp.search.rank.Ranked;
import dev.codebasemcp.search.rank.Ranker;
import dev.codebasemcp.search.rank.Signal;
import dev.codebasemcp.search.rank.Weights;
import dev.codebasemcp.search.render.NamedRange;
import dev.codebasemcp.search.render.Snippet;
import dev.codebasemcp.search.retrieve.Filters;
import dev.codebasemcp.search.retrieve.QueryVector;
import dev.codebasemcp.search.retrieve.Retrieval;
import dev.codebasemcp.search.retrieve.Retrieval.Retrieved;
import dev.codebasemcp.search.retrieve.SearchScope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Answers searches in a project's index. Thread-safe.
 *
 * <p>A search sees one consistent state of the index, even while a job changes it.
 */
public final class SearchService {
    private static final double NANOS_PER_MILLISECOND = 1e6;
    /** The maximum number of copies to name per result. */
    private static final int SHOWN_COPIES = 3;

    private final Supplier<Embedder> embedder;
    private final Retrieval retrieval;
    private final StaleResults stale;
    private final Weights weights;
    private final Set<Signal> muted;

    /**
     * Creates a service that embeds queries with {@code embedder}.
     *
     * @param embedder called for each search, so that the model can load in the meantime
     * @param retrieval shared by all searches, for its caches
     * @param calls access to the files of results
     */
    public SearchService(Supplier<Embedder> embedder, Retrieval retrieval, FileSystemCalls calls) {
        this(embedder, retrieval, new StaleResults(calls), Weights.CHOSEN, Set.of());
    }

    private SearchService(
            Supplier<Embedder> embedder, Retrieval retrieval, StaleResults stale, Weights weights, Set<Signal> muted) {
        this.embedder = embedder;
        this.retrieval = retrieval;
        this.stale = stale;
        this.weights = weights;
        this.muted = Set.copyOf(muted);
    }

    /** Returns a service that ranks with other weights or without some signals, to measure their value; shares the caches. */
    public SearchService ranking(Weights others, Set<Signal> without) {
        return new SearchService(embedder, retrieval, stale, others, without);
    }

    /**
     * Searches the index in {@code database}.
     *
     * @throws dev.codebasemcp.model.UnavailableException if the database cannot be reached
     */
    public SearchResponse search(Database database, SearchRequest request) {
        return search(database, request, (found, response) -> response);
    }

    /**
     * Does the same for a ranking that is merged with those of other indexes.
     *
     * @throws dev.codebasemcp.model.UnavailableException if the database cannot be reached
     */
    public WeighedResponse weighed(Database database, SearchRequest request) {
        return search(
                database,
                request,
                (found, response) -> new WeighedResponse(
                        response,
                        IndexWeight.of(found.retrieved(), best(found.ranked(), found.chunks())),
                        found.retrieved().catalogue().repositories()));
    }

    /**
     * Does the same for a reader who wants to see how the answer came about.
     *
     * @param faceted whether to count what filters would leave
     * @throws dev.codebasemcp.model.UnavailableException if the database cannot be reached
     */
    public ExplainedResponse explained(Database database, SearchRequest request, boolean faceted) {
        return search(database, request, (found, response) -> {
            SearchRequest brief = request.in(Detail.CONCISE);
            Shown shown = shown(brief, found);
            return new ExplainedResponse(
                    response,
                    respond(brief, found, shown).after(response.latencyMillis()),
                    evidence(request.scope(), found, shown),
                    faceted ? Optional.of(facets(request, found.retrieved())) : Optional.empty());
        });
    }

    private SearchFacets facets(SearchRequest request, Retrieved retrieved) {
        CorpusFacts facts = retrieved.facts();
        return SearchFacets.of(
                retrieved,
                candidates -> Ranker.rank(retrieved.query(), candidates, facts, weights, muted(request))
                        .size());
    }

    /** The lines of the concise snippets are those that match best. */
    private static List<Evidence> evidence(SearchScope scope, Found found, Shown concise) {
        List<Evidence> evidence = new ArrayList<>();
        for (int i = 0; i < concise.hits().size(); i++) {
            Ranked hit = concise.hits().get(i);
            ChunkRow chunk = found.chunk(hit);
            evidence.add(new Evidence(
                    hit.explanation().shares(),
                    concise.snippets().get(i).lines().stream()
                            .map(Snippet.Line::number)
                            .toList(),
                    copies(scope, hit).toList(),
                    chunk.lines(),
                    chunk.text()));
        }
        return evidence;
    }

    /** What a search found; {@code chunks} holds the best ones by their ids. */
    private record Found(IndexSnapshot snapshot, Retrieved retrieved, List<Ranked> ranked, Map<Long, ChunkRow> chunks) {
        ChunkRow chunk(Ranked hit) {
            return Objects.requireNonNull(chunks.get(hit.candidate().chunkId()));
        }
    }

    /** The hits that an answer shows, what is defined around them, and a snippet of each. */
    private record Shown(List<Ranked> hits, Map<Long, List<NamedRange>> definitions, List<Snippet> snippets) {}

    /** Makes the result of a search. */
    @FunctionalInterface
    private interface Outcome<T> {
        T of(Found found, SearchResponse response);
    }

    private <T> T search(Database database, SearchRequest request, Outcome<T> outcome) {
        long start = System.nanoTime();
        AnalysedQuery query = QueryAnalyser.analyse(request.query());
        return new IndexStore(database).read(snapshot -> {
            Retrieved retrieved = retrieve(database, snapshot, query, request);
            List<Ranked> ranked =
                    Ranker.rank(retrieved.query(), retrieved.candidates(), retrieved.facts(), weights, muted(request));
            List<Long> ids = ids(ranked, Math.max(request.limit(), IndexWeight.BEST));
            Map<Long, ChunkRow> chunks =
                    snapshot.chunks(ids).stream().collect(Collectors.toMap(ChunkRow::id, Function.identity()));
            Found found = new Found(snapshot, retrieved, ranked, chunks);
            SearchResponse response = respond(request, found, shown(request, found))
                    .after((System.nanoTime() - start) / NANOS_PER_MILLISECOND);
            return outcome.of(found, response);
        });
    }

    private static List<Long> ids(List<Ranked> ranked, int limit) {
        return ranked.stream()
                .limit(limit)
                .map(hit -> hit.candidate().chunkId())
                .toList();
    }

    private static List<String> best(List<Ranked> ranked, Map<Long, ChunkRow> chunks) {
        return ranked.stream()
                .limit(IndexWeight.BEST)
                .map(Ranked::candidate)
                .map(best -> best.file().path() + "\n"
                        + Objects.requireNonNull(chunks.get(best.chunkId())).text())
                .toList();
    }

    /** Returns the signals to leave out: a search without code asks for the very files that their role demotes. */
    private Set<Signal> muted(SearchRequest request) {
        if (request.content().isEmpty() || request.content().contains(ContentKind.CODE)) {
            return muted;
        }
        Set<Signal> all = EnumSet.of(Signal.ROLE);
        all.addAll(muted);
        return all;
    }

    /** Empties the caches, to give memory back. The next search loads what it needs. */
    public void forget() {
        retrieval.forget();
    }

    /** Returns what a request finds before ranking, to find out whether retrieval or ranking lost a result. */
    public Retrieved retrieved(Database database, SearchRequest request) {
        AnalysedQuery query = QueryAnalyser.analyse(request.query());
        return new IndexStore(database).read(snapshot -> retrieve(database, snapshot, query, request));
    }

    private Retrieved retrieve(Database database, IndexSnapshot snapshot, AnalysedQuery query, SearchRequest request) {
        Embedder model = embedder.get();
        QueryVector vector = new QueryVector(model.model(), model.embedQuery(request.query()));
        return retrieval.retrieve(database.identity(), snapshot, query, vector, filters(request));
    }

    private static Filters filters(SearchRequest request) {
        return new Filters(
                request.scope(), request.fileType(), request.directory(), request.language(), request.content());
    }

    private static Shown shown(SearchRequest request, Found found) {
        List<Ranked> ranked = found.ranked();
        List<Ranked> shown = ranked.subList(0, Math.min(request.limit(), ranked.size()));
        List<Long> ids = Stream.concat(ids(ranked, request.limit()).stream(), NamedVariants.definers(shown))
                .distinct()
                .toList();
        Map<Long, List<NamedRange>> definitions = definitions(found.snapshot().definitionsAround(ids));
        List<Snippet> snippets = shown.stream()
                .map(hit -> {
                    ChunkRow chunk = found.chunk(hit);
                    List<NamedRange> around = definitions.getOrDefault(chunk.id(), List.of());
                    return snippet(request.detail(), found.retrieved().query(), hit.candidate(), chunk, around);
                })
                .toList();
        return new Shown(shown, definitions, snippets);
    }

    private SearchResponse respond(SearchRequest request, Found found, Shown shown) {
        Retrieved retrieved = found.retrieved();
        List<SearchResult> results = new ArrayList<>();
        for (int i = 0; i < shown.hits().size(); i++) {
            Ranked hit = shown.hits().get(i);
            SearchResult.Variants variants = NamedVariants.of(request.scope(), hit, shown.definitions());
            results.add(result(hit, request, shown.snippets().get(i), variants));
        }
        return new SearchResponse(
                results,
                found.ranked().size(),
                0,
                indexedAt(request.scope(), retrieved),
                stale.count(
                        retrieved.catalogue(),
                        shown.hits().stream().map(r -> r.candidate().file()).toList()),
                results.isEmpty()
                        ? Optional.of(EmptyReason.of(retrieved.catalogue(), filters(request)))
                        : Optional.empty(),
                results.isEmpty() ? List.of() : MatchNotes.of(retrieved));
    }

    private static Map<Long, List<NamedRange>> definitions(List<DefinitionPlace> places) {
        return places.stream()
                .collect(Collectors.groupingBy(
                        DefinitionPlace::chunkId, Collectors.mapping(SearchService::named, Collectors.toList())));
    }

    private static NamedRange named(DefinitionPlace place) {
        return new NamedRange(place.name(), place.qualifiedName(), place.kind(), place.lines());
    }

    private static Snippet snippet(
            Detail detail, AnalysedQuery query, Candidate candidate, ChunkRow chunk, List<NamedRange> definitions) {
        Optional<Integer> line = candidate.named().flatMap(NamedPath::holding);
        return detail == Detail.FULL
                ? Snippet.full(chunk.lines(), chunk.text(), definitions, query, line)
                : Snippet.concise(chunk.lines(), chunk.text(), definitions, query, line);
    }

    private static SearchResult result(
            Ranked ranked, SearchRequest request, Snippet snippet, SearchResult.Variants variants) {
        return new SearchResult(
                ranked.candidate().chunkId(),
                ranked.candidate().file().repositoryId(),
                ranked.candidate().file().path(),
                snippet.range(),
                ranked.candidate().file().language(),
                snippet.definition().map(range -> definition(request, snippet, range)),
                request.detail() == Detail.FULL ? snippet.text() : snippet.numberedText(),
                ranked.score(),
                why(request.scope(), ranked),
                variants);
    }

    private static SearchResult.Definition definition(SearchRequest request, Snippet snippet, NamedRange definition) {
        Optional<LineRange> partOf = request.detail() == Detail.FULL ? snippet.partOf() : Optional.empty();
        return new SearchResult.Definition(definition.kind(), definition.qualifiedName(), partOf);
    }

    private static String why(SearchScope scope, Ranked ranked) {
        List<String> copies = copies(scope, ranked).limit(SHOWN_COPIES).toList();
        int more = ranked.copies().size() - copies.size();
        String why = ranked.explanation().why();
        if (copies.isEmpty()) {
            return why;
        }
        return why + "; also at " + String.join(", ", copies) + (more > 0 ? " and " + more + " more" : "");
    }

    private static Stream<String> copies(SearchScope scope, Ranked ranked) {
        return ranked.copies().stream()
                .map(copy -> place(scope, ranked.candidate().file(), copy));
    }

    /** Returns the path of a copy, with its repository if that is not the one of the result. */
    private static String place(SearchScope scope, FileRef of, FileRef copy) {
        return copy.repositoryId().equals(of.repositoryId())
                ? copy.path()
                : scope.nameOf(copy.repositoryId())
                        .map(name -> copy.path() + " of " + name)
                        .orElse(copy.path());
    }

    private static Optional<Instant> indexedAt(SearchScope scope, Retrieved retrieved) {
        return retrieved.catalogue().repositories().stream()
                .filter(repository -> scope.holds(repository.id()))
                .map(RepositoryRow::indexedAt)
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder());
    }
}
