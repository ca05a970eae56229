package dev.codebasemcp.search.rank;

/**
 * Every constant of ranking.
 *
 * <p>Measured on 639 annotated queries about 32 repositories in 19 languages (the development half of MinishLab/semble's
 * benchmark, MIT), NDCG@10 with all of these 0.904. "Without: x" is the figure without that signal or rule alone. All
 * lie on a plateau: a fifth more or less of any of them changes the figure by less than 0.006. Values that are best for
 * one half of the languages lose at most 0.002 on the other half. {@code docs/ranking.md} has the tables.
 */
final class Weights {
    /** BM25, as part of the highest of all candidates; the unit of all other weights. Without: 0.864. */
    static final double TEXT = 1.0;
    /** Cosine, as part of the highest of all candidates. Without: 0.894. */
    static final double MEANING = 0.4;
    /**
     * The part of the highest cosine that counts nothing: static embeddings find any two texts of a code base somewhat
     * alike, and large files would gather points for that. Without: 0.900.
     */
    static final double MEANING_FLOOR = 0.5;
    /** The path: names of files are the best summary that there is. Without: 0.842. */
    static final double PATH = 1.6;
    /**
     * What each chunk of a file behind its best one counts, as part of the one before it: half, a quarter, and so on.
     * A file that answers in many places is a better answer than one with a lucky chunk. Without: 0.886.
     */
    static final double NEXT_CHUNK = 0.5;

    // A definition of a name that is asked for. Without any: 0.887, and 0.922 instead of 0.972 for single names.
    /** More than text and meaning together, so that the definition comes before all uses. */
    static final double NAME_SYMBOL = 2.0;

    static final double NAME_COMPONENT = 2.0;
    /** Prose may name what it is about or what it only mentions. Without: 0.901. */
    static final double NAME_IDENTIFIER = 1.0;
    /** Capitals are used for products and protocols as well. Without: 0.899. */
    static final double NAME_TYPE = 0.6;
    /** Hardly more than a tie-break. Without: 0.903. */
    static final double NAME_JOINED = 0.15;
    /** Sought only where no name is as asked; no query of the benchmark is. */
    static final double NAME_SIMILAR = 1.0;
    /** The file named after it holds the definition proper. Without: 0.902. */
    static final double NAMED_FILE = 1.5;
    /** Of a definition whose name, in this very case, is the whole query. */
    static final double SPELLED = 4.0;
    /** Of a definition that differs in case alone from another one, which is spelled as the query has it. */
    static final double OTHER_CASE = 0.5;

    // The kind of the definition. All alike: 0.899.
    static final double KIND_TYPE = 1.0;
    static final double KIND_FUNCTION = 0.8;
    /** Extensions add to what is defined elsewhere; fields and variables seldom are what is asked for. */
    static final double KIND_MINOR = 0.25;

    // What a whole score is multiplied with, by the role of the file, unless the query speaks of such files.
    /** Tests repeat all names of what they test. Without: 0.896. */
    static final double ROLE_TEST = 0.3;

    static final double ROLE_EXAMPLE = 0.4;
    /** Prose holds the words of a question more often than the code that answers it. Without: 0.899. */
    static final double ROLE_DOC = 0.4;
    // these four change the figure by 0.0001 to 0.0012: seldom needed, and right where they are
    static final double ROLE_GENERATED = 0.4;
    static final double ROLE_ENTRY = 0.5;
    static final double ROLE_DATA = 0.5;
    static final double ROLE_DECLARATION = 0.7;

    /** A word that begins with the other, {@code auth} and {@code authentication}, as part of an equal one. Without: 0.900. */
    static final double PATH_PREFIX = 0.6;
    /** Shorter beginnings are chance. */
    static final int PATH_PREFIX_LETTERS = 3;
    /** The say of "how much of the query is in the path" against "how much of the file's name is in the query". */
    static final double PATH_QUERY_SHARE = 0.6;

    private Weights() {}
}
