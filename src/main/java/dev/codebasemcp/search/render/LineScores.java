package dev.codebasemcp.search.render;

import dev.codebasemcp.code.terms.Terms;
import dev.codebasemcp.search.query.AnalysedQuery;
import dev.codebasemcp.search.query.QueryTerm;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Scores each line of a chunk by the query's terms in it; a term counts less the more lines repeat it. A line that the query names is best. */
final class LineScores {
    /** Stemming only removes endings, so a line without the start of any term need not be tokenised. */
    private static final int PREFIX_CHARS = 3;

    /** More than any number of terms can add up to. */
    private static final double NAMED = Double.MAX_VALUE;

    /** More than the terms of any query. */
    private static final double QUOTED = 1e6;

    private final Map<Integer, Double> scores = new HashMap<>();
    private final Map<Integer, Set<String>> termsOfLine = new HashMap<>();

    LineScores(List<Snippet.Line> lines, AnalysedQuery query, Optional<Integer> named) {
        Map<String, Double> weights = query.terms().stream()
                .collect(Collectors.toMap(QueryTerm::term, term -> (double) term.weight(), Double::sum));
        List<String> prefixes = weights.keySet().stream()
                .map(term -> term.substring(0, Math.min(PREFIX_CHARS, term.length())))
                .distinct()
                .toList();
        Terms terms = new Terms();
        Map<String, Integer> linesOfTerm = new HashMap<>();
        for (Snippet.Line line : lines) {
            String text = line.text().toLowerCase(Locale.ROOT);
            if (prefixes.stream().noneMatch(text::contains)) {
                continue;
            }
            Set<String> found = new HashSet<>(terms.of(line.text()));
            found.retainAll(weights.keySet());
            found.forEach(term -> linesOfTerm.merge(term, 1, Integer::sum));
            termsOfLine.put(line.number(), found);
        }
        termsOfLine.forEach((number, found) -> scores.put(
                number,
                found.stream()
                        .mapToDouble(term -> weights.getOrDefault(term, 0.0) / linesOfTerm.getOrDefault(term, 1))
                        .sum()));
        for (Snippet.Line line : lines) {
            if (query.quotes().stream().anyMatch(line.text()::contains)) {
                scores.merge(line.number(), QUOTED, Double::sum);
            }
        }
        named.ifPresent(line -> scores.put(line, NAMED));
    }

    /** Whether the query names this line. */
    boolean isNamed(Snippet.Line line) {
        return of(line) == NAMED;
    }

    double of(Snippet.Line line) {
        return scores.getOrDefault(line.number(), 0.0);
    }

    /** The query's terms in a line. */
    Set<String> termsOf(int line) {
        return termsOfLine.getOrDefault(line, Set.of());
    }

    /** The lines that are not blank, and the one that the query names; best first; ties in order of lines. */
    List<Snippet.Line> bestFirst(List<Snippet.Line> lines) {
        return lines.stream()
                .filter(line -> !line.text().isBlank() || isNamed(line))
                .sorted(Comparator.comparing(this::of).reversed().thenComparing(Snippet.Line::number))
                .toList();
    }
}
