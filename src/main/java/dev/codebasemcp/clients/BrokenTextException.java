package dev.codebasemcp.clients;

/** A text does not have the syntax of its format, or one that cannot be edited. */
final class BrokenTextException extends Exception {
    private static final long serialVersionUID = 1;

    /** Names the place, counted from 1, and the reason. */
    BrokenTextException(int line, int column, String reason) {
        super("line " + line + ", column " + column + ": " + reason);
    }

    BrokenTextException(String reason) {
        super(reason);
    }
}
