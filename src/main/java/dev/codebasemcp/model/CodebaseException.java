package dev.codebasemcp.model;

/**
 * The root of the failures that a caller is told about in a sentence. Anything else that is thrown is a bug.
 *
 * <p>The message is complete: what was wrong, with what, and the next step to take. It never holds a password.
 */
public abstract class CodebaseException extends RuntimeException {
    CodebaseException(String message, Throwable cause) {
        super(message, cause);
    }

    CodebaseException(String message) {
        super(message);
    }
}
