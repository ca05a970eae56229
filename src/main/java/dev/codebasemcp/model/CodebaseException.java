package dev.codebasemcp.model;

import java.util.function.UnaryOperator;

/**
 * The root of the failures that a caller is told about in a sentence. Anything else that is thrown is a bug.
 *
 * <p>The message is complete: what was wrong, with what, and the next step to take. It never holds a password. It may name what
 * to give or to use by a {@link Term}; {@link #getMessage} has the words of MCP.
 */
public abstract class CodebaseException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String sentence;

    CodebaseException(String message, Throwable cause) {
        super(Term.plain(message), cause);
        sentence = message;
    }

    CodebaseException(String message) {
        super(Term.plain(message));
        sentence = message;
    }

    /** The message for a caller who knows things by what {@code words} makes of their names in MCP. */
    public String worded(UnaryOperator<String> words) {
        return Term.worded(sentence, words);
    }
}
