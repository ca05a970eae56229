package dev.codebasemcp.mcp.tools;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * A part of an answer about a symbol, which may be cut at its end.
 *
 * @param name the field of the structured answer
 * @param title the line above it
 * @param isCode whether the lines are code of a file
 * @param lines what it shows
 * @param head how many lines to show if not all fit; 0 for as many as fit
 * @param cut what to say if only that many lines are shown
 */
record SymbolSection(String name, String title, boolean isCode, List<Line> lines, int head, IntFunction<String> cut) {
    static final String CALLERS = "callers";

    private static final int FENCES = 10;
    private static final int LEAST_LINES = 4;

    SymbolSection {
        lines = List.copyOf(lines);
    }

    /**
     * One line of text.
     *
     * @param field the same for programs; a heading has none
     */
    record Line(String text, Optional<Object> field) {
        private int length() {
            return text.length() + 1;
        }
    }

    /** What is shown of a section. */
    record Shown(SymbolSection section, List<Line> lines) {
        Shown {
            lines = List.copyOf(lines);
        }

        /** Whether it has lines, but no room for any. */
        boolean isHidden() {
            return lines.isEmpty() && !section.lines.isEmpty();
        }

        Optional<String> note() {
            return lines.size() == section.lines.size()
                    ? Optional.empty()
                    : Optional.of(section.cut.apply(lines.size()));
        }
    }

    /**
     * Spends a number of characters: each section leaves half of what is left to later ones, if they need it. All code first does
     * so together, because many overloads would leave nothing. The first callers are kept as long as a quarter is left to
     * what is before them.
     */
    static List<Shown> within(List<SymbolSection> sections, int characters) {
        int count = (int) sections.stream().takeWhile(SymbolSection::isCode).count();
        List<SymbolSection> code = sections.subList(0, count);
        List<SymbolSection> others = sections.subList(count, sections.size());
        int forCode = Math.max(characters / 2, characters - length(others));
        List<Shown> shown = spent(code, keeping(least(others), forCode, characters));
        int used = shown.stream()
                .mapToInt(one -> one.section().lengthOf(one.lines()))
                .sum();
        shown.addAll(spent(others, characters - used));
        return shown;
    }

    private static List<Shown> spent(List<SymbolSection> sections, int characters) {
        List<Shown> shown = new ArrayList<>();
        int left = characters;
        int later = length(sections);
        int least = least(sections);
        for (SymbolSection section : sections) {
            later -= section.length();
            least -= section.least();
            int share = keeping(least, Math.max(left / 2, left - later), left);
            Shown cut = section.within(Math.max(share, Math.min(left, section.least())));
            left -= section.lengthOf(cut.lines());
            shown.add(cut);
        }
        return shown;
    }

    /** What may be spent of what is left, so that later sections keep the least that they need. */
    private static int keeping(int least, int spent, int left) {
        return Math.min(spent, Math.max(left / 4, left - least));
    }

    private static int least(List<SymbolSection> sections) {
        return sections.stream().mapToInt(SymbolSection::least).sum();
    }

    /** The first callers, which are more useful than further lines of another section. */
    private int least() {
        return !name.equals(CALLERS) ? 0 : lengthOf(lines.subList(0, Math.min(LEAST_LINES, lines.size())));
    }

    private static int length(List<SymbolSection> sections) {
        return sections.stream().mapToInt(SymbolSection::length).sum();
    }

    private int length() {
        return lengthOf(lines);
    }

    private int lengthOf(List<Line> some) {
        return some.isEmpty()
                ? 0
                : overhead() + some.stream().mapToInt(Line::length).sum();
    }

    private Shown within(int characters) {
        if (length() <= characters) {
            return new Shown(this, lines);
        }
        int most = head > 0 ? Math.min(head, lines.size()) : lines.size();
        int left = characters - overhead();
        int count = 0;
        while (count < most && lines.get(count).length() <= left) {
            left -= lines.get(count).length();
            count++;
        }
        while (count > 0 && isHeading(lines.get(count - 1))) {
            count--;
        }
        return new Shown(this, lines.subList(0, count));
    }

    /** The characters of the title and the fences. */
    private int overhead() {
        return title.length() + 1 + (isCode ? FENCES : 0);
    }

    private boolean isHeading(Line line) {
        return !isCode && line.field().isEmpty();
    }
}
