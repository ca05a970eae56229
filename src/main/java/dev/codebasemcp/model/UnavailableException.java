package dev.codebasemcp.model;

/** Something outside (database, file system, network) does not work now; the same request may succeed later. */
public final class UnavailableException extends CodebaseException {
    public UnavailableException(String message) {
        super(message);
    }

    public UnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
