package dev.codebasemcp.evaluation;

import dev.codebasemcp.database.Database;
import dev.codebasemcp.search.SearchRequest;
import dev.codebasemcp.search.SearchService;
import dev.codebasemcp.search.rank.CorpusFacts;
import dev.codebasemcp.search.rank.Ranker;
import dev.codebasemcp.search.rank.Weight;
import dev.codebasemcp.search.rank.Weights;
import dev.codebasemcp.search.retrieve.Retrieval.Retrieved;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Chooses weights on some repositories and measures them on the others. Candidates are retrieved once, so only weights of the
 * ranking can be chosen, and targets count as whole files. Each kind of question counts equally, and each repository within it.
 */
public final class CrossValidation {
    /** What a weight is multiplied by to find better ones. */
    private static final List<Double> FACTORS = List.of(0.75, 1.33);
    /** A smaller gain is chance. */
    private static final double MIN_GAIN = 0.0005;

    private static final int RESULTS = 10;

    private record Asked(
            String repository, String kind, TaskSet tasks, Task task, Retrieved found, CorpusFacts facts) {}

    private final List<Asked> questions = new ArrayList<>();

    /** Retrieves the candidates for all questions about a repository. */
    public void add(SearchService search, Database database, TaskSet repository, String kind) {
        for (Task task : repository.tasks()) {
            Retrieved found = search.retrieved(database, SearchRequest.of(task.query(), RESULTS));
            questions.add(new Asked(repository.name(), kind, repository, task, found, found.facts()));
        }
    }

    /** A table in Markdown: NDCG@10 of each fold with the chosen weights, and with those that the other folds would choose. */
    public String report(int folds) {
        List<String> names =
                questions.stream().map(Asked::repository).distinct().sorted().toList();
        StringBuilder table = new StringBuilder(
                "| fold | repositories | chosen | tuned on the others | differs in |\n|---|---|---|---|---|\n");
        double chosen = 0;
        double tuned = 0;
        for (int fold = 0; fold < folds; fold++) {
            int number = fold;
            Set<String> held = names.stream()
                    .filter(name -> names.indexOf(name) % folds == number)
                    .collect(Collectors.toSet());
            Weights best = tune(name -> !held.contains(name));
            double before = score(Weights.CHOSEN, held::contains);
            double after = score(best, held::contains);
            chosen += before / folds;
            tuned += after / folds;
            table.append(String.format(
                    Locale.ROOT,
                    "| %d | %s | %.4f | %.4f | %s |%n",
                    fold + 1,
                    String.join(" ", held.stream().sorted().toList()),
                    before,
                    after,
                    differences(best)));
        }
        return table.append(String.format(Locale.ROOT, "| mean | | %.4f | %.4f | |%n", chosen, tuned))
                .toString();
    }

    private static String differences(Weights weights) {
        return Arrays.stream(Weight.values())
                .filter(weight -> weights.of(weight) != weight.chosen())
                .map(weight -> String.format(Locale.ROOT, "%s %.2f", weight, weights.of(weight)))
                .collect(Collectors.joining(", "));
    }

    private Weights tune(Predicate<String> repositories) {
        Weights best = Weights.CHOSEN;
        double highest = score(best, repositories);
        for (Weight weight : Weight.values()) {
            for (double factor : FACTORS) {
                Weights other = best.with(weight, weight.chosen() * factor);
                double score = score(other, repositories);
                if (score > highest + MIN_GAIN) {
                    highest = score;
                    best = other;
                }
            }
        }
        return best;
    }

    private double score(Weights weights, Predicate<String> repositories) {
        Map<String, Map<String, Double>> byKind = questions.parallelStream()
                .filter(asked -> repositories.test(asked.repository()))
                .collect(Collectors.groupingByConcurrent(
                        Asked::kind,
                        Collectors.groupingByConcurrent(
                                Asked::repository, Collectors.averagingDouble(asked -> ndcg(asked, weights)))))
                .entrySet()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> new TreeMap<>(entry.getValue())));
        return byKind.values().stream()
                .mapToDouble(means -> means.values().stream()
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElse(0))
                .average()
                .orElse(0);
    }

    private static double ndcg(Asked asked, Weights weights) {
        List<Hit> hits =
                Ranker.rank(asked.found().query(), asked.found().candidates(), asked.facts(), weights, Set.of())
                        .stream()
                        .limit(RESULTS)
                        .map(ranked ->
                                asked.tasks().inFile(ranked.candidate().file().path()))
                        .toList();
        return Relevance.ndcg(hits, asked.task().files().stream().distinct().toList());
    }
}
