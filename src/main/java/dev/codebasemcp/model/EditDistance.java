package dev.codebasemcp.model;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** How many typing errors lie between two words: letters missing, added, wrong, or swapped with their neighbour. */
public final class EditDistance {
    private static final int ERRORS = 3;

    private EditDistance() {}

    /**
     * The optimal string alignment distance, or more than {@code limit} if it is more. Takes time in proportion to length and
     * limit: the words may be as long as a repository likes.
     *
     * @see <a href="https://doi.org/10.1145/363958.363994">Damerau, A technique for computer detection and correction of
     *     spelling errors (1964)</a>
     */
    public static int between(String one, String other, int limit) {
        if (Math.abs(one.length() - other.length()) > limit) {
            return limit + 1;
        }
        int[] beforeLast = new int[other.length() + 1];
        int[] last = new int[other.length() + 1];
        int[] row = new int[other.length() + 1];
        Arrays.setAll(last, j -> j);
        for (int i = 1; i <= one.length(); i++) {
            row[0] = i;
            int first = Math.max(1, i - limit);
            int end = Math.min(other.length(), i + limit);
            // What lies further from the diagonal is further away than the limit.
            if (first > 1) {
                row[first - 1] = limit + 1;
            }
            for (int j = first; j <= end; j++) {
                int wrong = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(last[j - 1] + wrong, Math.min(last[j], row[j - 1]) + 1);
                if (isSwap(one, i, other, j)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            if (end < other.length()) {
                row[end + 1] = limit + 1;
            }
            int[] free = beforeLast;
            beforeLast = last;
            last = row;
            row = free;
        }
        return last[other.length()];
    }

    /**
     * Returns what someone meant who wrote {@code given}, whatever the case: the nearest name with an error in at most a
     * third of its letters. More errors would make any short name a neighbour.
     */
    public static Optional<String> nearest(String given, Collection<String> known) {
        String wanted = given.strip().toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(name -> distance(wanted, name) <= errors(wanted, name))
                .min(Comparator.comparingInt(name -> distance(wanted, name)));
    }

    private static int distance(String wanted, String name) {
        return between(wanted, name.toLowerCase(Locale.ROOT), ERRORS);
    }

    private static int errors(String wanted, String name) {
        return Math.min(ERRORS, Math.max(wanted.length(), name.length()) / 3);
    }

    private static boolean isSwap(String one, int i, String other, int j) {
        return i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1);
    }
}
