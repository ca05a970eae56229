package dev.codebasemcp.code.language;

/** How the bodies of a language's functions are found without a grammar, to be pruned before parsing. */
public enum Bodies {
    /** They are not: files are parsed whole. */
    WHOLE,
    /** In braces; see {@link BraceSyntax}. */
    BRACES,
    /** By indentation, as in Python. */
    INDENTATION,
    /** From {@code do} at the end of a line to {@code end} on its own. */
    DO_END,
    /** From an opening brace at the end of a line to a closing one on its own, as shells write functions. */
    SHELL
}
