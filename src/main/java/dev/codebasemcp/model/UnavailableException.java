package dev.codebasemcp.model;

/** Something outside (database, file system, network) does not work now; the same request may succeed later. */
public sealed class UnavailableException extends CodebaseException permits TransientFailureException {
    public UnavailableException(String message) {
        super(message);
    }

    public UnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
