package dev.codebasemcp.search.rank;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The composition of a score.
 *
 * @param shares what each signal added or subtracted; they add up to the score
 */
public record Explanation(List<Share> shares) {
    /** Smaller shares are not shown. */
    private static final double MIN_SHOWN = 0.05;

    public Explanation {
        shares = shares.stream().sorted(Comparator.comparing(Share::signal)).toList();
    }

    /**
     * The contribution of one signal.
     *
     * @param points added to the score; negative if subtracted
     * @param detail what matched; may be empty
     */
    public record Share(Signal signal, double points, String detail) {
        private String text() {
            String name = detail.isEmpty() ? signal.label() : signal.label() + " " + detail;
            return name + String.format(Locale.ROOT, " %+.2f", points);
        }
    }

    /** The sum of the shares. */
    public double score() {
        return sum(shares);
    }

    static double sum(List<Share> shares) {
        return shares.stream().mapToDouble(Share::points).sum();
    }

    /** One line with the significant shares. */
    public String why() {
        return shares.stream()
                .filter(share -> Math.abs(share.points()) >= MIN_SHOWN)
                .map(Share::text)
                .collect(Collectors.joining(", "));
    }
}
