package dev.codebasemcp.search.query;

/** A sort of file that a query speaks of, so that such files are not put behind others. */
public enum Topic {
    TESTS,
    EXAMPLES,
    DOCS,
    CONFIGURATION
}
