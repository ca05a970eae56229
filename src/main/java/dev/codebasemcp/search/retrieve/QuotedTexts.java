package dev.codebasemcp.search.retrieve;

import dev.codebasemcp.code.terms.Terms;
import dev.codebasemcp.database.index.ChunkRow;
import dev.codebasemcp.database.index.IndexSnapshot;
import dev.codebasemcp.search.query.AnalysedQuery;
import dev.codebasemcp.search.query.QueryTerm;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The chunks with the very texts that a query quotes. The lexical index knows words, not their order, so the texts of the best
 * chunks are read.
 *
 * @param chunks the ids of those that hold a quote in this case, or else in any case
 * @param missing the quotes that none of the chunks holds in any case
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
                .filter(quote -> lower.stream().noneMatch(text -> text.contains(lower(quote))))
                .toList();
        boolean everywhere = all && missing.stream().allMatch(quote -> hasTerm(quote, query));
        Set<Long> exact = ids(rows, text -> quotes.stream().anyMatch(text::contains));
        return new QuotedTexts(
                exact.isEmpty()
                        ? ids(
                                rows,
                                text -> quotes.stream()
                                        .anyMatch(quote -> lower(text).contains(lower(quote))))
                        : exact,
                missing,
                everywhere);
    }

    /** Chunks were chosen by the query's terms, which leave out words such as "the". */
    private static boolean hasTerm(String quote, AnalysedQuery query) {
        Set<String> terms = query.terms().stream().map(QueryTerm::term).collect(Collectors.toSet());
        return new Terms().of(quote).stream().anyMatch(terms::contains);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static Set<Long> ids(List<ChunkRow> rows, Predicate<String> test) {
        return rows.stream()
                .filter(row -> test.test(row.text()))
                .map(ChunkRow::id)
                .collect(Collectors.toSet());
    }
}
