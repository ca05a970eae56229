package dev.codebasemcp.search.query;

/** The kind of a query. */
public enum QueryKind {
    /** One token that looks like a name in code, and asks for its definition. */
    SYMBOL,
    /** Words, possibly with names from the code. */
    PROSE
}
