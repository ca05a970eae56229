package dev.codebasemcp.model;

/**
 * The database server went away, is full, or takes no writes at the moment. Nothing is wrong with the work: what was
 * committed stays, and the rest may be done once the server is back.
 */
public final class TransientFailureException extends UnavailableException {
    private static final long serialVersionUID = 1;

    public TransientFailureException(String message, Throwable cause) {
        super(message, cause);
    }
}
