package dev.codebasemcp.mcp;

import java.io.Serial;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A failure for the log, with the original's class, frames and causes, but no message that contains arguments of the
 * call.
 */
public final class WithheldFailure extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final int MAX_CAUSES = 20;

    private WithheldFailure(String message, @Nullable Throwable cause) {
        super(message, cause, false, true);
    }

    /** Returns a copy without any message, for a failure that may contain arguments of an unknown form. */
    public static WithheldFailure withoutMessages(Throwable failure) {
        return of(failure, message -> "(withheld)", MAX_CAUSES);
    }

    static WithheldFailure of(Throwable failure, GivenText given) {
        return of(failure, given::withheldFrom, MAX_CAUSES);
    }

    private static WithheldFailure of(Throwable failure, UnaryOperator<String> shows, int depth) {
        String message = failure.getMessage();
        Throwable cause = failure.getCause();
        WithheldFailure shown = new WithheldFailure(
                failure.getClass().getName() + (message == null ? "" : ": " + shows.apply(message)),
                cause == null || depth == 0 ? null : of(cause, shows, depth - 1));
        shown.setStackTrace(failure.getStackTrace());
        return shown;
    }
}
