package dev.codebasemcp.search.rank;

/**
 * The constants of ranking, each with its reason and worth.
 *
 * <p>"Without: x" is the NDCG@10 without that signal or rule alone on 639 annotated queries about 32 repositories in 19
 * languages (the development half of MinishLab/semble's benchmark, MIT), where all together had 0.904. "Gains" tells NDCG@10 on
 * annotated queries, on 708 subjects of commits asked of 24 whole trees, and on 320 held-out questions.
 * {@code docs/ranking.md} has the tables and the cross-validation.
 */
public enum Weight {
    /** BM25, relative to the highest of all candidates, each lowered by its role; the unit of all other weights. Without: 0.864. */
    TEXT(1.0),
    /**
     * BM25 of the whole file, relative to the highest: a file that has all words of a question, even in different chunks, is a
     * better answer than one with a lucky chunk. Gains -0.003, +0.013, +0.003.
     */
    WHOLE_FILE(0.5),
    /** Cosine, relative to the highest of all candidates. Without: 0.894. */
    MEANING(0.4),
    /**
     * The fraction of the highest cosine that counts nothing. Static embeddings find any two texts of a code base similar, from
     * which large files would profit. Without: 0.900.
     */
    MEANING_FLOOR(0.5),
    /** The path: file names are the best summary there is. Without: 0.842. */
    PATH(1.6),
    /**
     * The weight of each further chunk of a file, relative to the one before: half, a quarter, and so on. A file that matches
     * in many places is a better answer than one with a lucky chunk. Without: 0.886.
     */
    NEXT_CHUNK(0.5),
    /**
     * The share of a test's points that stand for the file it tests, where that has fewer itself: a test tells in words what the
     * tested code does. Gains +0.001, +0.002, +0.001.
     */
    TESTED(0.8),

    // Definitions of requested names. Without any: 0.887, and 0.922 instead of 0.972 for single names.
    /** More than text and meaning together, so that the definition precedes all uses. */
    NAME_SYMBOL(2.0),
    NAME_COMPONENT(2.0),
    /** Prose may name its subject, or only mention a name. Without: 0.901. */
    NAME_IDENTIFIER(1.0),
    /** Products and protocols are capitalised too. Without: 0.899. */
    NAME_TYPE(0.6),
    /** Little more than a tie-break. Without: 0.903. */
    NAME_JOINED(0.15),
    /** Only used if no name matches exactly, which no query of the benchmark needs. */
    NAME_SIMILAR(1.0),
    /** The requested name in the other style, such as {@code is_blank} for {@code isBlank}: next after the exact one. */
    NAME_OTHER_STYLE(1.5),
    /** The file named after a definition contains the real one. Without: 0.902. */
    NAMED_FILE(1.5),
    /** The factor for a definition whose name, in this very case, is the whole query. */
    SPELLED(8.0),
    /** The factor for a definition that differs only in case from one spelled as in the query. */
    OTHER_CASE(0.5),

    // Kinds of definitions. All equal: 0.899.
    KIND_TYPE(1.0),
    KIND_FUNCTION(0.8),
    /** Extensions add to definitions elsewhere; fields and variables are seldom the target. */
    KIND_MINOR(0.25),

    /** A file that the query names by its path or name; more than a definition, since nothing else can be meant. */
    NAMED_PATH(4.0),
    /** A file whose name stands in prose, which may ask about it or about what uses it. */
    MENTIONED_PATH(3.0),
    /** The factor for each further path in a query: the first frames of a stack trace tell most. */
    NEXT_NAMED_PATH(0.8),
    /** The chunk with the line that the query names: more than all others of its file can have, so that the answer shows it. */
    NAMED_LINE(10.0),

    /** A chunk with the very text in quotes: as much as a name and its words together can have. */
    QUOTED(3.0),

    // Factors on the whole score by the file's role, unless the query mentions such files.
    /** Tests repeat all names of the tested code. Without: 0.896. */
    ROLE_TEST(0.3),
    ROLE_EXAMPLE(0.4),
    /** Prose contains the words of a question more often than the code that answers it. Without: 0.899. */
    ROLE_DOC(0.4),
    // These six change the result by 0.0001 to 0.0012: seldom needed, but right when they apply.
    ROLE_LEGAL(0.3),
    ROLE_GENERATED(0.4),
    ROLE_ENTRY(0.5),
    ROLE_DATA(0.5),
    ROLE_DECLARATION(0.7),
    /** The current version is asked for, unless the query says otherwise. */
    ROLE_OLD(0.7),
    /** Scripts around the program, which repeat its words. Gains 0, +0.002, 0. */
    ROLE_TOOLING(0.6),

    /**
     * The value of a prefix match, such as {@code auth} and {@code authentication}, relative to an equal word. Without: 0.900.
     */
    PATH_PREFIX(0.6),
    /** The weight of "how much of the query is in the path" against "how much of the file's name is in the query". */
    PATH_QUERY_SHARE(0.6),
    /**
     * How much a word before a colon at the start counts in paths: {@code parser: keep the order} tells the part of the program.
     * Gains 0, +0.002, 0.
     */
    PATH_SCOPE(2.0);

    private final double chosen;

    Weight(double chosen) {
        this.chosen = chosen;
    }

    /** The value that was chosen by the measurements. */
    public double chosen() {
        return chosen;
    }
}
