package dev.codebasemcp.mcp.tools;

import dev.codebasemcp.model.LineRange;
import dev.codebasemcp.quoting.Quoted;
import dev.codebasemcp.search.SearchResult;
import java.util.ArrayList;
import java.util.List;

/** Shortens a result to fewer and fewer lines, for an answer without room for all of them. */
final class ShorterResults {
    /** Length limits of a single remaining line, in characters. */
    private static final int[] LINE_LIMITS = {200, 80, 30};

    private ShorterResults() {}

    /** Returns the whole result, then half of its lines, a quarter, and so on; finally the start of one line. */
    static List<SearchResult> of(SearchResult result) {
        List<String> lines = result.content().lines().toList();
        List<SearchResult> shorter = new ArrayList<>();
        shorter.add(result);
        for (int count = lines.size() / 2; count > 0; count /= 2) {
            shorter.add(with(result, lines.subList(0, count)));
        }
        for (int characters : LINE_LIMITS) {
            if (!lines.isEmpty() && lines.get(0).length() > characters) {
                shorter.add(with(result, List.of(Quoted.start(lines.get(0), characters) + "…")));
            }
        }
        return shorter;
    }

    /** Returns the result's location only. */
    static SearchResult withoutLines(SearchResult result) {
        return with(result, List.of());
    }

    private static SearchResult with(SearchResult result, List<String> lines) {
        return new SearchResult(
                result.chunkId(),
                result.repositoryId(),
                result.filePath(),
                new LineRange(result.lines().start(), end(result, lines)),
                result.language(),
                result.definition(),
                String.join("\n", lines),
                result.score(),
                result.why(),
                result.variants());
    }

    /** Returns the last line's number. A concise result may skip lines, and then carries line numbers. */
    private static int end(SearchResult result, List<String> lines) {
        LineRange whole = result.lines();
        if (lines.isEmpty()) {
            return whole.end();
        }
        int count = (int) result.content().lines().count();
        if (count == whole.length()) {
            return Math.min(whole.end(), whole.start() + lines.size() - 1);
        }
        String last = lines.get(lines.size() - 1);
        int colon = last.indexOf(':');
        boolean numbered = colon > 0 && colon < 10 && last.chars().limit(colon).allMatch(Character::isDigit);
        return numbered ? Integer.parseInt(last.substring(0, colon)) : whole.end();
    }
}
