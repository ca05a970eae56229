package dev.codebasemcp.database.server;

import dev.codebasemcp.model.UnavailableException;
import java.time.Duration;

/** The end of a bounded wait for something that cannot notify: a file, a lock, a process. */
record Deadline(long nanoTime) {
    private static final long PAUSE_MILLIS = 20;

    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    boolean isOver() {
        return System.nanoTime() - nanoTime >= 0;
    }

    void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException failure) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("Interrupted while waiting for the database server.", failure);
        }
    }
}
