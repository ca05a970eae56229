package dev.codebasemcp.evaluation;

import java.util.List;
import java.util.Map;

/**
 * What became of one query.
 *
 * @param ndcg NDCG@10, 0 to 1
 * @param recallOfRetrievers by retriever: the share of the targets among the first 50 that it brings alone, and, under
 *     {@code all}, among all candidates together
 * @param latencyMillis in the server, the median of several runs
 * @param concise how an answer of at most 3 lines a result spends its tokens
 * @param full the same with whole chunks
 * @param best the first results
 */
public record Judgement(
        TaskSet repository,
        Task task,
        double ndcg,
        Map<String, Double> recallOfRetrievers,
        double latencyMillis,
        Spending concise,
        Spending full,
        List<Hit> best) {
    public Judgement {
        recallOfRetrievers = Map.copyOf(recallOfRetrievers);
        best = List.copyOf(best);
    }

    /**
     * What a reader gets for tokens.
     *
     * @param tokensOfTen what the first ten results take
     * @param tokensToFirst up to and with the first hit, -1 if there is none
     * @param recall by number of tokens: the share of the targets within so many
     */
    public record Spending(int tokensOfTen, int tokensToFirst, Map<Integer, Double> recall) {
        public Spending {
            recall = Map.copyOf(recall);
        }
    }
}
