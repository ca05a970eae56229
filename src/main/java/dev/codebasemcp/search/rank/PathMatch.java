package dev.codebasemcp.search.rank;

import dev.codebasemcp.search.query.AnalysedQuery;
import dev.codebasemcp.search.query.PathWord;
import java.util.List;

/** Scores how well a file's path matches a query, from 0 to 1. */
public final class PathMatch {
    /** Shorter prefixes are coincidence. */
    private static final int PREFIX_LETTERS = 3;

    private PathMatch() {}

    /** {@link #score(AnalysedQuery, PathWords, Weights)} with the chosen weights. */
    public static double score(AnalysedQuery query, PathWords path) {
        return score(query, path, Weights.CHOSEN);
    }

    /** A weighted mean of two shares: of the query that the path covers, and of the file's name that the query covers. */
    static double score(AnalysedQuery query, PathWords path, Weights weights) {
        List<PathWord> asked = query.pathWords();
        if (asked.isEmpty() || path.stem().isEmpty()) {
            return 0;
        }
        double prefix = weights.of(Weight.PATH_PREFIX);
        double found = 0;
        double all = 0;
        for (PathWord word : asked) {
            double weight = query.scope().contains(word) ? weights.of(Weight.PATH_SCOPE) : 1;
            found += weight * Math.max(best(word, path.stem(), prefix), best(word, path.directories(), prefix));
            all += weight;
        }
        double covered = 0;
        for (PathWord word : path.stem()) {
            covered += best(word, asked, prefix);
        }
        double queryShare = weights.of(Weight.PATH_QUERY_SHARE);
        return queryShare * found / all
                + (1 - queryShare) * covered / path.stem().size();
    }

    /** The upper bound of {@link #score} for a path with {@code found} of the query's words. */
    public static double most(AnalysedQuery query, int found) {
        double queryShare = Weight.PATH_QUERY_SHARE.chosen();
        double heaviest = query.scope().isEmpty() ? 1 : Weight.PATH_SCOPE.chosen();
        double share = Math.min(1, heaviest * found / query.pathWords().size());
        return queryShare * share + (1 - queryShare);
    }

    private static double best(PathWord word, List<PathWord> others, double prefix) {
        double best = 0;
        for (PathWord other : others) {
            best = Math.max(best, likeness(word, other, prefix));
        }
        return best;
    }

    /** The similarity of two words: 1 if they or their stems are equal, less if one is a prefix of the other, otherwise 0. */
    public static double likeness(PathWord a, PathWord b) {
        return likeness(a, b, Weight.PATH_PREFIX.chosen());
    }

    private static double likeness(PathWord a, PathWord b, double prefix) {
        if (a.word().equals(b.word()) || a.stem().equals(b.stem())) {
            return 1;
        }
        return isPrefix(a.word(), b.word()) || isPrefix(a.stem(), b.stem()) ? prefix : 0;
    }

    /** Whether one word is a prefix of the other. */
    private static boolean isPrefix(String first, String second) {
        return startsWith(first, second) || startsWith(second, first);
    }

    private static boolean startsWith(String word, String prefix) {
        return prefix.length() >= PREFIX_LETTERS && word.startsWith(prefix);
    }
}
