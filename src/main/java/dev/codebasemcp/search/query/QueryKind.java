package dev.codebasemcp.search.query;

/** What sort of question a query is. */
public enum QueryKind {
    /** One token that looks like a name of the code: the asker wants its definition. */
    SYMBOL,
    /** Words, with or without names of the code among them. */
    PROSE
}
