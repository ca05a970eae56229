package dev.codebasemcp.search.rank;

import dev.codebasemcp.search.query.AnalysedQuery;
import dev.codebasemcp.search.query.PathWord;
import java.util.List;

/** Scores how well a file's path matches a query, from 0 to 1. */
public final class PathMatch {
    private PathMatch() {}

    /** A weighted mean of two shares: of the query that the path covers, and of the file's name that the query covers. */
    public static double score(AnalysedQuery query, PathWords path) {
        List<PathWord> asked = query.pathWords();
        if (asked.isEmpty() || path.stem().isEmpty()) {
            return 0;
        }
        double found = 0;
        for (PathWord word : asked) {
            found += Math.max(best(word, path.stem()), best(word, path.directories()));
        }
        double covered = 0;
        for (PathWord word : path.stem()) {
            covered += best(word, asked);
        }
        return Weights.PATH_QUERY_SHARE * found / asked.size()
                + (1 - Weights.PATH_QUERY_SHARE) * covered / path.stem().size();
    }

    /** The upper bound of {@link #score} for a path with {@code found} of {@code asked} words. */
    public static double most(int found, int asked) {
        return Weights.PATH_QUERY_SHARE * found / asked + (1 - Weights.PATH_QUERY_SHARE);
    }

    private static double best(PathWord word, List<PathWord> others) {
        double best = 0;
        for (PathWord other : others) {
            best = Math.max(best, likeness(word, other));
        }
        return best;
    }

    /** The similarity of two words: 1 if they or their stems are equal, less if one is a prefix of the other, otherwise 0. */
    public static double likeness(PathWord a, PathWord b) {
        if (a.word().equals(b.word()) || a.stem().equals(b.stem())) {
            return 1;
        }
        return isPrefix(a.word(), b.word()) || isPrefix(a.stem(), b.stem()) ? Weights.PATH_PREFIX : 0;
    }

    /** Whether one word is a prefix of the other. */
    private static boolean isPrefix(String first, String second) {
        return startsWith(first, second) || startsWith(second, first);
    }

    private static boolean startsWith(String word, String prefix) {
        return prefix.length() >= Weights.PATH_PREFIX_LETTERS && word.startsWith(prefix);
    }
}
