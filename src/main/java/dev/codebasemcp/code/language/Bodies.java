package dev.codebasemcp.code.language;

/** How to find the bodies of a language's functions without a grammar, to prune them before parsing. */
public enum Bodies {
    /** Not at all: files are parsed whole. */
    WHOLE,
    /** In braces; see {@link BraceSyntax}. */
    BRACES,
    /** By indentation, as in Python. */
    INDENTATION,
    /** From {@code do} at the end of a line to {@code end} on its own line. */
    DO_END,
    /** From an opening brace at the end of a line to a closing one on its own line, as in shells. */
    SHELL
}
