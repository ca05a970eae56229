package dev.codebasemcp.clients;

/** A text does not have the syntax of its format, or one that cannot be edited. */
final class BrokenTextException extends Exception {
    private static final long serialVersionUID = 1;

    /** Names the place, counted from 1, and the reason in our words; the parser's are in the cause. */
    BrokenTextException(int line, int column, String reason, Exception cause) {
        super(placed(line, column, reason), cause);
    }

    /** Names the place, counted from 1, and the reason. */
    BrokenTextException(int line, int column, String reason) {
        super(placed(line, column, reason));
    }

    BrokenTextException(String reason, Exception cause) {
        super(reason, cause);
    }

    BrokenTextException(String reason) {
        super(reason);
    }

    private static String placed(int line, int column, String reason) {
        return "line " + line + ", column " + column + ": " + reason;
    }
}
