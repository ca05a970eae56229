package dev.codebasemcp.database.index;

import java.util.function.BooleanSupplier;

/** Aborts a transaction whose writing was asked to stop. Never leaves this package. */
final class WriteStopped extends RuntimeException {
    private static final long serialVersionUID = 1;

    private WriteStopped() {
        super("stopped while it was being written", null, false, false);
    }

    static void throwIf(BooleanSupplier stop) {
        if (stop.getAsBoolean()) {
            throw new WriteStopped();
        }
    }
}
