package dev.codebasemcp.freshness;

import java.time.Duration;

/** Whether the process outlives its answer, so that work may continue afterwards. */
public enum ProcessLifetime {
    /** A session: slow work continues after the answer, and the next answer includes its result. */
    SESSION(Duration.ofMillis(300)),
    /** A command: it ends with its answer, so it waits longer and submits no job. */
    COMMAND(Duration.ofSeconds(10));

    private final Duration timeout;

    ProcessLifetime(Duration timeout) {
        this.timeout = timeout;
    }

    /** How long an answer waits for a check of the files. */
    Duration timeout() {
        return timeout;
    }
}
