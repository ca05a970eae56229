package dev.codebasemcp.search.query;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** Recognizes a query of several lines of code. Such lines are looked for as they are written, like texts in quotes. */
final class PastedCode {
    private static final int MOST_LINES = 4;
    /** Shorter lines are everywhere. */
    private static final int SHORTEST = 12;

    private static final int LONGEST = 400;

    private static final Pattern SYNTAX = Pattern.compile("[(){}\\[\\];=<>]|::|->");
    /** A line of a stack trace names a place, and stands in no source. */
    private static final Pattern FRAME = Pattern.compile("^(at |File \"|#\\d+ |\\d+: |goroutine )");

    private PastedCode() {}

    /** Returns the longest lines; none if most of the query's lines are not code. */
    static List<String> lines(String query) {
        List<String> all =
                query.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        List<String> code = all.stream()
                .filter(line ->
                        SYNTAX.matcher(line).find() && !FRAME.matcher(line).find())
                .toList();
        if (all.size() < 2 || 2 * code.size() < all.size()) {
            return List.of();
        }
        return all.stream()
                .filter(line -> line.length() >= SHORTEST && line.length() <= LONGEST)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .limit(MOST_LINES)
                .toList();
    }
}
