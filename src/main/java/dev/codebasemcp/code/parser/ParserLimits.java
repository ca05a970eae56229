package dev.codebasemcp.code.parser;

import java.time.Duration;

/**
 * What native code gets for one file.
 *
 * @param time after which it is asked to end
 * @param timeout after which its thread is given up, as it does not answer
 * @param stackBytes address space for its stack: releasing a stack of states and nested comments recur, in frames of 62 to 116
 *     bytes. 1 MB of the worst that was found took 31 MB.
 */
record ParserLimits(Duration time, Duration timeout, long stackBytes) {
    /** An ordinary file takes milliseconds. */
    static final ParserLimits STANDARD = new ParserLimits(Duration.ofSeconds(3), Duration.ofSeconds(6), 256L << 20);
}
