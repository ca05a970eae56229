package dev.codebasemcp.code.language;

/** Where the clauses of one definition, written one below the other, are found as definitions of their own. */
public enum Clauses {
    /** Nowhere. */
    NONE,
    /** In syntax trees: the grammar has a node for each clause. */
    IN_TREES,
    /** In lines that patterns read; the grammar has one node for all clauses. */
    IN_LINES
}
