package dev.codebasemcp.evaluation;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * The figures of many judgements; every mean is over queries.
 *
 * @param judgements not empty
 */
public record Stats(List<Judgement> judgements) {
    private static final double HUNDRED = 100;

    public Stats {
        judgements = List.copyOf(judgements);
    }

    /** The mean NDCG@10. */
    public double ndcg() {
        return mean(judgements, Judgement::ndcg);
    }

    /** The share of the queries with an answer among the first {@code results}. */
    double success(int results) {
        return mean(judgements, judgement -> {
            List<Hit> first = judgement
                    .best()
                    .subList(0, Math.min(results, judgement.best().size()));
            return Relevance.tokensToFirst(first, judgement.task().targets()) >= 0 ? 1 : 0;
        });
    }

    /** The mean NDCG@10 by class of query. */
    Map<String, Double> ndcgByCategory() {
        return ndcgBy(judgement -> judgement.task().category());
    }

    /** The mean NDCG@10 by language. */
    Map<String, Double> ndcgByLanguage() {
        return ndcgBy(judgement -> judgement.repository().language());
    }

    /** The mean NDCG@10 by repository. */
    Map<String, Double> ndcgByRepository() {
        return ndcgBy(judgement -> judgement.repository().name());
    }

    /** The mean recall by retriever. */
    Map<String, Double> recallOfRetrievers() {
        Map<String, Double> means = new TreeMap<>();
        for (String retriever : judgements.get(0).recallOfRetrievers().keySet()) {
            means.put(
                    retriever,
                    mean(judgements, judgement -> judgement.recallOfRetrievers().getOrDefault(retriever, 0.0)));
        }
        return means;
    }

    /** The latency that {@code percent} of the queries do not exceed. */
    double latency(int percent) {
        return percentile(judgements.stream().map(Judgement::latencyMillis).toList(), percent);
    }

    /** The mean recall within so many tokens. */
    double recallWithin(int tokens, Function<Judgement, Judgement.Spending> detail) {
        return mean(judgements, judgement -> detail.apply(judgement).recall().getOrDefault(tokens, 0.0));
    }

    /** The mean number of tokens of ten results. */
    double tokensOfTen(Function<Judgement, Judgement.Spending> detail) {
        return mean(judgements, judgement -> detail.apply(judgement).tokensOfTen());
    }

    /** The median of the tokens up to the first hit, of the queries that have one. */
    double tokensToFirst(Function<Judgement, Judgement.Spending> detail) {
        return percentile(
                judgements.stream()
                        .map(judgement -> (double) detail.apply(judgement).tokensToFirst())
                        .filter(tokens -> tokens >= 0)
                        .toList(),
                50);
    }

    private Map<String, Double> ndcgBy(Function<Judgement, String> group) {
        return judgements.stream()
                .collect(Collectors.groupingBy(group, TreeMap::new, Collectors.averagingDouble(Judgement::ndcg)));
    }

    private static double mean(Collection<Judgement> judgements, ToDoubleFunction<Judgement> figure) {
        return judgements.stream().mapToDouble(figure).average().orElse(0);
    }

    private static double percentile(List<Double> values, int percent) {
        List<Double> sorted = values.stream().sorted().toList();
        int index = (int) Math.ceil(percent / HUNDRED * sorted.size()) - 1;
        return sorted.isEmpty() ? 0 : sorted.get(Math.max(0, index));
    }
}
