package dev.codebasemcp.search.render;

import java.util.List;
import java.util.function.ToIntFunction;

/** Keeps an answer within the reader's room: whole results are dropped from the end. */
public final class TokenBudget {
    private static final int CHARACTERS_PER_TOKEN = 4;

    private TokenBudget() {}

    /**
     * What fits.
     *
     * @param dropped how many results at the end did not
     */
    public record Kept<T>(List<T> results, int dropped) {
        public Kept {
            results = List.copyOf(results);
        }
    }

    /** Keeps results from the start as long as their characters fit into {@code tokens}. */
    public static <T> Kept<T> keep(List<T> results, int tokens, ToIntFunction<T> characters) {
        long left = (long) tokens * CHARACTERS_PER_TOKEN;
        int kept = 0;
        for (T result : results) {
            left -= characters.applyAsInt(result);
            if (left < 0) {
                break;
            }
            kept++;
        }
        return new Kept<>(results.subList(0, kept), results.size() - kept);
    }
}
