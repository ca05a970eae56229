package dev.codebasemcp.search.render;

import java.util.List;
import java.util.function.ToIntFunction;

/** Limits an answer's size by dropping whole results from the end. */
public final class TokenBudget {
    private static final int CHARACTERS_PER_TOKEN = 4;

    private TokenBudget() {}

    /**
     * The results that fit.
     *
     * @param dropped the number of results dropped from the end
     */
    public record Kept<T>(List<T> results, int dropped) {
        public Kept {
            results = List.copyOf(results);
        }
    }

    /** Keeps leading results while their characters fit into {@code tokens}. */
    public static <T> Kept<T> keep(List<T> results, int tokens, ToIntFunction<T> characters) {
        long remaining = (long) tokens * CHARACTERS_PER_TOKEN;
        int kept = 0;
        for (T result : results) {
            remaining -= characters.applyAsInt(result);
            if (remaining < 0) {
                break;
            }
            kept++;
        }
        return new Kept<>(results.subList(0, kept), results.size() - kept);
    }
}
