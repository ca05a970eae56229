package dev.codebasemcp.database.index;

/**
 * The frequencies of a term in the fields of a chunk, packed into one byte: 2 bits for the symbol field, 2 for
 * comments, 4 for the body. Counts saturate: BM25 hardly distinguishes 15 occurrences from 50.
 */
public final class TermFrequencies {
    /** The names that the chunk defines or belongs to. */
    public static final int SYMBOL = 0;
    /** Comments and documentation. */
    public static final int COMMENT = 1;
    /** Everything else. */
    public static final int BODY = 2;
    /** The number of fields. */
    public static final int FIELDS = 3;

    private static final int[] SHIFT = {6, 4, 0};
    private static final int[] MAX = {3, 3, 15};

    private TermFrequencies() {}

    /** Adds an occurrence in {@code field} to {@code packed}, unless that count is full. */
    public static byte increment(byte packed, int field) {
        return of(packed, field) == MAX[field] ? packed : (byte) (packed + (1 << SHIFT[field]));
    }

    /** Returns the count of {@code field}. */
    public static int of(byte packed, int field) {
        return packed >>> SHIFT[field] & MAX[field];
    }
}
