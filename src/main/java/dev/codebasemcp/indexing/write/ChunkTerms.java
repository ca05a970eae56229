package dev.codebasemcp.indexing.write;

import dev.codebasemcp.code.terms.Terms;
import dev.codebasemcp.database.index.FieldLength;
import dev.codebasemcp.database.index.TermFrequencies;
import java.util.HashMap;
import java.util.Map;

/**
 * The terms of one chunk.
 *
 * @param frequencies packed {@link TermFrequencies} by term
 * @param fieldLengths one {@link FieldLength} code for each field
 */
public record ChunkTerms(Map<String, Byte> frequencies, byte[] fieldLengths) {
    /** Counts the terms of the texts of each field. */
    static ChunkTerms count(Terms terms, String symbols, String comment, String body) {
        Map<String, Byte> frequencies = new HashMap<>();
        byte[] lengths = new byte[TermFrequencies.FIELDS];
        lengths[TermFrequencies.SYMBOL] = count(terms, symbols, TermFrequencies.SYMBOL, frequencies);
        lengths[TermFrequencies.COMMENT] = count(terms, comment, TermFrequencies.COMMENT, frequencies);
        lengths[TermFrequencies.BODY] = count(terms, body, TermFrequencies.BODY, frequencies);
        return new ChunkTerms(frequencies, lengths);
    }

    private static byte count(Terms terms, String text, int field, Map<String, Byte> frequencies) {
        int[] length = {0};
        terms.forEach(text, term -> {
            length[0]++;
            Byte before = frequencies.get(term);
            frequencies.put(term, TermFrequencies.increment(before == null ? 0 : before, field));
        });
        return FieldLength.encode(length[0]);
    }
}
