package dev.codebasemcp.evaluation;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** How well a list of hits answers a task. Pure functions. */
final class Relevance {
    private static final int CUT = 10;

    private Relevance() {}

    /** NDCG@10 with binary gains: a target counts at the rank of the first hit that answers it, a rank counts once. */
    static double ndcg(List<Hit> hits, List<Target> targets) {
        Set<Integer> ranks = new TreeSet<>();
        List<Hit> first = hits.subList(0, Math.min(CUT, hits.size()));
        for (Target target : targets) {
            IntStream.range(0, first.size())
                    .filter(rank -> answers(first.get(rank), target))
                    .findFirst()
                    .ifPresent(ranks::add);
        }
        double ideal = IntStream.range(0, Math.min(CUT, targets.size()))
                .mapToDouble(Relevance::gain)
                .sum();
        return ideal == 0 ? 0 : ranks.stream().mapToDouble(Relevance::gain).sum() / ideal;
    }

    /** The share of the targets that any of the hits answers. */
    static double recall(List<Hit> hits, List<Target> targets) {
        return targets.stream()
                .mapToInt(target -> hits.stream().anyMatch(hit -> answers(hit, target)) ? 1 : 0)
                .average()
                .orElse(0);
    }

    /** The hits from the start that fit into {@code tokens}. */
    static List<Hit> within(List<Hit> hits, int tokens) {
        int used = 0;
        int kept = 0;
        while (kept < hits.size() && used + hits.get(kept).tokens() <= tokens) {
            used += hits.get(kept).tokens();
            kept++;
        }
        return hits.subList(0, kept);
    }

    /** The tokens up to and with the first hit that answers any target, or -1 if none does. */
    static int tokensToFirst(List<Hit> hits, List<Target> targets) {
        int used = 0;
        for (Hit hit : hits) {
            used += hit.tokens();
            if (targets.stream().anyMatch(target -> answers(hit, target))) {
                return used;
            }
        }
        return -1;
    }

    private static boolean answers(Hit hit, Target target) {
        return target.isAnsweredBy(hit.path(), hit.lines());
    }

    private static double gain(int rank) {
        return Math.log(2) / Math.log(rank + 2.0);
    }
}
