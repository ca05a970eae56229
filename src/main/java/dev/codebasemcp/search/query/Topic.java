package dev.codebasemcp.search.query;

/** A kind of file that a query mentions, so that such files are not demoted. */
public enum Topic {
    TESTS,
    EXAMPLES,
    DOCS,
    CONFIGURATION,
    TOOLING,
    LEGAL,
    OLD_VERSIONS
}
