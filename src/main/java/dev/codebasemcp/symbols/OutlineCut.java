package dev.codebasemcp.symbols;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * An outline within a budget.
 *
 * @param shown what fits, the most important ones first
 * @param omitted what does not, the most important ones first
 */
public record OutlineCut(List<OutlineEntry> shown, List<OutlineEntry> omitted) {
    public OutlineCut {
        shown = List.copyOf(shown);
        omitted = List.copyOf(omitted);
    }

    /**
     * Keeps the most important entries up to the first one that does not fit. So a larger budget shows the same and more.
     *
     * @param entries the most important ones first
     */
    public static OutlineCut of(List<OutlineEntry> entries, int budget, ToIntFunction<OutlineEntry> cost) {
        int count = 0;
        long left = budget;
        while (count < entries.size() && left >= cost.applyAsInt(entries.get(count))) {
            left -= cost.applyAsInt(entries.get(count));
            count++;
        }
        if (count > 0 && count < entries.size() && leads(entries.get(count - 1), entries.get(count))) {
            count--;
        }
        return new OutlineCut(entries.subList(0, count), entries.subList(count, entries.size()));
    }

    /** Returns what fits in the order of the outline. */
    public List<OutlineEntry> inOrder() {
        return shown.stream()
                .sorted(Comparator.comparingInt(OutlineEntry::position))
                .toList();
    }

    /** Whether the first is a file, and the other one its definition. */
    private static boolean leads(OutlineEntry heading, OutlineEntry next) {
        return heading.definition().isEmpty()
                && next.definition().isPresent()
                && heading.file().equals(next.file());
    }
}
