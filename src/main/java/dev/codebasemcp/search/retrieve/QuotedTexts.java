package dev.codebasemcp.search.retrieve;

import dev.codebasemcp.code.terms.Terms;
import dev.codebasemcp.database.index.ChunkRow;
import dev.codebasemcp.database.index.IndexSnapshot;
import dev.codebasemcp.search.query.AnalysedQuery;
import dev.codebasemcp.search.query.QueryTerm;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The chunks with the very texts that a query quotes. The lexical index knows words, not their order, so the texts of the best
 * chunks are read.
 *
 * @param chunks the ids of those that hold the most quotes in this case, or else in any case
 * @param missing the texts in double quotes that none of the chunks holds in any case
 * @param everywhere whether no other chunk can hold the missing ones
 */
record QuotedTexts(Set<Long> chunks, List<String> missing, boolean everywhere) {
    private static final QuotedTexts NONE = new QuotedTexts(Set.of(), List.of(), true);

    /**
     * Looks for the quotes of a query.
     *
     * @param chunks the ids of the chunks to read
     * @param all whether these are all chunks with any term of the query
     */
    static QuotedTexts in(AnalysedQuery query, Collection<Long> chunks, boolean all, IndexSnapshot snapshot) {
        List<String> quotes = query.quotes();
        if (quotes.isEmpty()) {
            return NONE;
        }
        List<ChunkRow> rows = snapshot.chunks(chunks);
        List<String> lower = rows.stream().map(row -> lower(row.text())).toList();
        List<String> missing = quotes.stream()
                .filter(query::isQuoted)
                .filter(quote -> lower.stream().noneMatch(text -> text.contains(lower(quote))))
                .toList();
        boolean everywhere = all && missing.stream().allMatch(quote -> hasTerm(quote, query));
        Set<Long> exact = holdingMost(rows, quotes, UnaryOperator.identity());
        Set<Long> found = exact.isEmpty() ? holdingMost(rows, quotes, QuotedTexts::lower) : exact;
        return new QuotedTexts(found, missing, everywhere);
    }

    /** Chunks were chosen by the query's terms, which leave out words such as "the". */
    private static boolean hasTerm(String quote, AnalysedQuery query) {
        Set<String> terms = query.terms().stream().map(QueryTerm::term).collect(Collectors.toSet());
        return new Terms().of(quote).stream().anyMatch(terms::contains);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** Returns the chunks that hold as many of the quotes as any chunk does. */
    private static Set<Long> holdingMost(List<ChunkRow> rows, List<String> quotes, UnaryOperator<String> form) {
        Map<Long, Long> counts = new HashMap<>();
        List<String> texts = quotes.stream().map(form).toList();
        for (ChunkRow row : rows) {
            String text = form.apply(row.text());
            counts.put(row.id(), texts.stream().filter(text::contains).count());
        }
        long most = counts.values().stream().mapToLong(Long::longValue).max().orElse(0);
        return counts.entrySet().stream()
                .filter(one -> most > 0 && one.getValue() == most)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
