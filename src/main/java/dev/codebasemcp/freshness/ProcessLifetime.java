package dev.codebasemcp.freshness;

import java.time.Duration;

/** How long the process lives on after an answer, and so whether work may be left for later. */
public enum ProcessLifetime {
    /** A session: slow work continues after the answer, and the next answer has its result. */
    SESSION(Duration.ofMillis(300)),
    /** A command: it ends with its answer, which waits longer and leaves no job behind. */
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
