package dev.codebasemcp.model;

/** The request cannot be carried out as it is; the caller can mend it. The message says what is accepted. */
public final class RejectedException extends CodebaseException {
    public RejectedException(String message) {
        super(message);
    }

    public RejectedException(String message, Throwable cause) {
        super(message, cause);
    }
}
