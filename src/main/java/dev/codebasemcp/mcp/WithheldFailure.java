package dev.codebasemcp.mcp;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * A failure for the log, with the original's class, frames and causes, but no message that contains arguments of the
 * call.
 */
final class WithheldFailure extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final int MAX_CAUSES = 20;

    private WithheldFailure(String message, @Nullable Throwable cause) {
        super(message, cause, false, true);
    }

    static WithheldFailure of(Throwable failure, GivenText given) {
        return of(failure, given, MAX_CAUSES);
    }

    private static WithheldFailure of(Throwable failure, GivenText given, int depth) {
        String message = failure.getMessage();
        Throwable cause = failure.getCause();
        WithheldFailure shown = new WithheldFailure(
                failure.getClass().getName() + (message == null ? "" : ": " + given.withheldFrom(message)),
                cause == null || depth == 0 ? null : of(cause, given, depth - 1));
        shown.setStackTrace(failure.getStackTrace());
        return shown;
    }
}
