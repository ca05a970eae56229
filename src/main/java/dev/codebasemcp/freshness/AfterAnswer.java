package dev.codebasemcp.freshness;

import java.time.Duration;

/** What becomes of the process behind an answer: whether work may be left for later. */
public enum AfterAnswer {
    /** A session: what takes long goes on behind the answer, and the next one has it. */
    GOES_ON(Duration.ofMillis(300)),
    /** A command: nothing goes on, so that the answer waits for what matters to it, and leaves no job behind. */
    ENDS(Duration.ofSeconds(10));

    private final Duration timeout;

    AfterAnswer(Duration timeout) {
        this.timeout = timeout;
    }

    /** How long an answer waits for a look at the files. */
    Duration timeout() {
        return timeout;
    }
}
