package dev.codebasemcp.search;

/** How much of each result an answer shows. */
public enum Detail {
    /** The lines that answer best, at most three. */
    CONCISE,
    /** The whole chunk. */
    FULL
}
