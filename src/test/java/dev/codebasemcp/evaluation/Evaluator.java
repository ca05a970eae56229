package dev.codebasemcp.evaluation;

import dev.codebasemcp.database.Database;
import dev.codebasemcp.search.Detail;
import dev.codebasemcp.search.SearchRequest;
import dev.codebasemcp.search.SearchResponse;
import dev.codebasemcp.search.SearchResult;
import dev.codebasemcp.search.SearchService;
import dev.codebasemcp.search.query.AnalysedQuery;
import dev.codebasemcp.search.query.QueryAnalyser;
import dev.codebasemcp.search.rank.Candidate;
import dev.codebasemcp.search.rank.PathMatch;
import dev.codebasemcp.search.retrieve.SearchScope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** Asks annotated queries and judges the answers. */
public final class Evaluator {
    /** The room for answers, in tokens, at which recall is told. */
    public static final List<Integer> BUDGETS = List.of(500, 1_000, 2_000);

    /** How many of a retriever's candidates count for its recall. */
    public static final int RETRIEVED = 50;

    private static final int RESULTS = 10;
    /** Enough to fill the largest budget. */
    private static final int MOST_RESULTS = 50;

    private static final int CHARACTERS_PER_TOKEN = 4;

    private final SearchService search;
    private final int repetitions;

    /** Asks each query {@code repetitions} times for the latency. */
    public Evaluator(SearchService search, int repetitions) {
        this.search = search;
        this.repetitions = repetitions;
    }

    /** Asks all queries about a repository, which is all that is indexed in {@code database}. */
    public List<Judgement> judge(Database database, TaskSet repository) {
        List<Judgement> judgements = new ArrayList<>();
        for (Task task : repository.tasks()) {
            judgements.add(judge(database, repository, task));
        }
        return judgements;
    }

    private Judgement judge(Database database, TaskSet repository, Task task) {
        SearchRequest request = SearchRequest.of(task.query(), RESULTS);
        SearchResponse response = search.search(database, request);
        List<Double> latencies = new ArrayList<>(List.of(response.latencyMillis()));
        for (int i = 1; i < repetitions; i++) {
            latencies.add(search.search(database, request).latencyMillis());
        }
        List<Hit> best = hits(repository, response);
        return new Judgement(
                repository,
                task,
                Relevance.ndcg(best, task.targets()),
                recalls(database, repository, task),
                latencies.stream().sorted().toList().get(latencies.size() / 2),
                spending(database, repository, task, Detail.CONCISE),
                spending(database, repository, task, Detail.FULL),
                best);
    }

    private static List<Hit> hits(TaskSet repository, SearchResponse response) {
        return response.results().stream()
                .map(result ->
                        new Hit(repository.fromTop(result.filePath()), result.lines(), tokens(result), result.why()))
                .toList();
    }

    /** The path, the lines, the symbol and the content, as an answer in text has them. */
    private static int tokens(SearchResult result) {
        String lines = result.lines().start() + "-" + result.lines().end();
        int characters = result.filePath().length()
                + lines.length()
                + result.symbol().map(String::length).orElse(0)
                + result.content().length()
                + CHARACTERS_PER_TOKEN;
        return (characters + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN;
    }

    private Judgement.Spending spending(Database database, TaskSet repository, Task task, Detail detail) {
        SearchRequest request = new SearchRequest(
                task.query(),
                SearchScope.EVERYTHING,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                MOST_RESULTS,
                detail);
        List<Hit> hits = hits(repository, search.search(database, request));
        Map<Integer, Double> recall = new TreeMap<>();
        for (int budget : BUDGETS) {
            recall.put(budget, Relevance.recall(Relevance.within(hits, budget), task.targets()));
        }
        return new Judgement.Spending(
                hits.stream().limit(RESULTS).mapToInt(Hit::tokens).sum(),
                Relevance.tokensToFirst(hits, task.targets()),
                recall);
    }

    private Map<String, Double> recalls(Database database, TaskSet repository, Task task) {
        AnalysedQuery query = QueryAnalyser.analyse(task.query());
        List<Candidate> candidates = search.retrieved(database, SearchRequest.of(task.query(), RESULTS))
                .candidates();
        Map<String, ToDoubleFunction<Candidate>> retrievers = Map.of(
                "text",
                Candidate::lexical,
                "meaning",
                Candidate::cosine,
                "definitions",
                candidate -> candidate.definitions().size(),
                "paths",
                candidate -> PathMatch.score(query, candidate.file().words()));
        Map<String, Double> recalls = new TreeMap<>();
        retrievers.forEach((name, score) -> {
            List<Candidate> first = candidates.stream()
                    .filter(candidate -> score.applyAsDouble(candidate) > 0)
                    .sorted(Comparator.comparingDouble(score).reversed())
                    .limit(RETRIEVED)
                    .toList();
            recalls.put(name, recall(repository, task, first));
        });
        recalls.put("all", recall(repository, task, candidates));
        return recalls;
    }

    /** By files alone: candidates do not know their lines. */
    private static double recall(TaskSet repository, Task task, List<Candidate> candidates) {
        List<Hit> hits = candidates.stream()
                .map(candidate -> repository.inFile(candidate.file().path()))
                .toList();
        return Relevance.recall(hits, task.files());
    }
}
