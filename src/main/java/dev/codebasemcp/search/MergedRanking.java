package dev.codebasemcp.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Merges the rankings of several indexes into one. Each score counts with the weight of its index, so the order within an
 * index stays. Pure.
 */
public final class MergedRanking {
    private MergedRanking() {}

    /**
     * A result in the merged ranking.
     *
     * @param ranking the position of its ranking among the merged ones
     * @param result with its comparable score
     */
    public record Entry(int ranking, SearchResult result) {}

    /** Returns the best {@code limit} results, best first; equal ones in the order of the rankings. */
    public static List<Entry> of(List<WeighedResponse> rankings, int limit) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < rankings.size(); i++) {
            WeighedResponse ranking = rankings.get(i);
            for (SearchResult result : ranking.response().results()) {
                entries.add(new Entry(i, result.scored(result.score() * ranking.weight())));
            }
        }
        // The sort is stable.
        return entries.stream()
                .sorted(Comparator.comparingDouble(
                                (Entry entry) -> entry.result().score())
                        .reversed())
                .limit(limit)
                .toList();
    }
}
