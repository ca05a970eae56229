package dev.codebasemcp.search.rank;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How a score came about.
 *
 * @param shares what each signal that had a say added to the score or took from it; they add up to the score
 */
public record Explanation(List<Share> shares) {
    /** A share below this is not worth the reader's attention. */
    private static final double SHOWN = 0.05;

    public Explanation {
        shares = shares.stream().sorted(Comparator.comparing(Share::signal)).toList();
    }

    /**
     * What one signal brought.
     *
     * @param points added to the score, negative if taken from it
     * @param detail what matched, or an empty text
     */
    public record Share(Signal signal, double points, String detail) {
        private String text() {
            String what = detail.isEmpty() ? signal.label() : signal.label() + " " + detail;
            return what + String.format(Locale.ROOT, " %+.2f", points);
        }
    }

    /** The sum of the shares. */
    public double score() {
        return sum(shares);
    }

    static double sum(List<Share> shares) {
        return shares.stream().mapToDouble(Share::points).sum();
    }

    /** One line for the reader: the shares that matter. */
    public String why() {
        return shares.stream()
                .filter(share -> Math.abs(share.points()) >= SHOWN)
                .map(Share::text)
                .collect(Collectors.joining(", "));
    }
}
