package dev.codebasemcp.search.rank;

/**
 * All constants of ranking.
 *
 * <p>Measured on 639 annotated queries about 32 repositories in 19 languages (the development half of MinishLab/semble's
 * benchmark, MIT). NDCG@10 with all of these is 0.904; "Without: x" is the result without that signal or rule alone. All lie on
 * a plateau: changing any by a fifth changes the result by less than 0.006. Values that are best for one half of the languages
 * lose at most 0.002 on the other half. {@code docs/ranking.md} has the tables.
 */
final class Weights {
    /** BM25, relative to the highest of all candidates; the unit of all other weights. Without: 0.864. */
    static final double TEXT = 1.0;
    /** Cosine, relative to the highest of all candidates. Without: 0.894. */
    static final double MEANING = 0.4;
    /**
     * The fraction of the highest cosine that counts nothing. Static embeddings find any two texts of a code base similar, from
     * which large files would profit. Without: 0.900.
     */
    static final double MEANING_FLOOR = 0.5;
    /** The path: file names are the best summary there is. Without: 0.842. */
    static final double PATH = 1.6;
    /**
     * The weight of each further chunk of a file, relative to the one before: half, a quarter, and so on. A file that matches
     * in many places is a better answer than one with a lucky chunk. Without: 0.886.
     */
    static final double NEXT_CHUNK = 0.5;

    // Definitions of requested names. Without any: 0.887, and 0.922 instead of 0.972 for single names.
    /** More than text and meaning together, so that the definition precedes all uses. */
    static final double NAME_SYMBOL = 2.0;

    static final double NAME_COMPONENT = 2.0;
    /** Prose may name its subject, or only mention a name. Without: 0.901. */
    static final double NAME_IDENTIFIER = 1.0;
    /** Products and protocols are capitalised too. Without: 0.899. */
    static final double NAME_TYPE = 0.6;
    /** Little more than a tie-break. Without: 0.903. */
    static final double NAME_JOINED = 0.15;
    /** Only used if no name matches exactly, which no query of the benchmark needs. */
    static final double NAME_SIMILAR = 1.0;
    /** The file named after a definition contains the real one. Without: 0.902. */
    static final double NAMED_FILE = 1.5;
    /** The factor for a definition whose name, in this very case, is the whole query. */
    static final double SPELLED = 4.0;
    /** The factor for a definition that differs only in case from one spelled as in the query. */
    static final double OTHER_CASE = 0.5;

    // Kinds of definitions. All equal: 0.899.
    static final double KIND_TYPE = 1.0;
    static final double KIND_FUNCTION = 0.8;
    /** Extensions add to definitions elsewhere; fields and variables are seldom the target. */
    static final double KIND_MINOR = 0.25;

    // Factors on the whole score by the file's role, unless the query mentions such files.
    /** Tests repeat all names of the tested code. Without: 0.896. */
    static final double ROLE_TEST = 0.3;

    static final double ROLE_EXAMPLE = 0.4;
    /** Prose contains the words of a question more often than the code that answers it. Without: 0.899. */
    static final double ROLE_DOC = 0.4;
    // These four change the result by 0.0001 to 0.0012: seldom needed, but right when they apply.
    static final double ROLE_GENERATED = 0.4;
    static final double ROLE_ENTRY = 0.5;
    static final double ROLE_DATA = 0.5;
    static final double ROLE_DECLARATION = 0.7;

    /**
     * The value of a prefix match, such as {@code auth} and {@code authentication}, relative to an equal word. Without: 0.900.
     */
    static final double PATH_PREFIX = 0.6;
    /** Shorter prefixes are coincidence. */
    static final int PATH_PREFIX_LETTERS = 3;
    /** The weight of "how much of the query is in the path" against "how much of the file's name is in the query". */
    static final double PATH_QUERY_SHARE = 0.6;

    private Weights() {}
}
