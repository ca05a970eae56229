package dev.codebasemcp.code.terms;

/** Receives the terms of a text in order. */
@FunctionalInterface
public interface TermSink {
    /** Takes one term: lower case, 1 to 64 characters, without NUL. */
    void accept(String term);
}
