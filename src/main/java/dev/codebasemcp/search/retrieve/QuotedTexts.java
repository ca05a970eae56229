package dev.codebasemcp.search.retrieve;

import dev.codebasemcp.database.index.ChunkRow;
import dev.codebasemcp.database.index.IndexSnapshot;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Finds the chunks with the very texts that a query quotes. The lexical index knows words, not their order, so the texts of
 * the best chunks are read.
 */
final class QuotedTexts {
    private QuotedTexts() {}

    /**
     * Returns the chunks that hold a quote in this case, or else in any case.
     *
     * @param chunks the ids of the chunks to read
     */
    static Set<Long> holding(List<String> quotes, Collection<Long> chunks, IndexSnapshot snapshot) {
        if (quotes.isEmpty()) {
            return Set.of();
        }
        List<ChunkRow> rows = snapshot.chunks(chunks);
        Set<Long> exact = ids(rows, text -> quotes.stream().anyMatch(text::contains));
        if (!exact.isEmpty()) {
            return exact;
        }
        List<String> lower =
                quotes.stream().map(quote -> quote.toLowerCase(Locale.ROOT)).toList();
        return ids(rows, text -> {
            String plain = text.toLowerCase(Locale.ROOT);
            return lower.stream().anyMatch(plain::contains);
        });
    }

    private static Set<Long> ids(List<ChunkRow> rows, Predicate<String> test) {
        return rows.stream()
                .filter(row -> test.test(row.text()))
                .map(ChunkRow::id)
                .collect(Collectors.toSet());
    }
}
