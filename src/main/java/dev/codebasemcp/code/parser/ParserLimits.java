package dev.codebasemcp.code.parser;

import java.time.Duration;

/**
 * Limits of native code for one file.
 *
 * @param time after which the parser is asked to stop
 * @param timeout after which its unresponsive thread is abandoned
 * @param stackBytes address space for its stack. Releasing a stack of states and nested comments recurse, in frames of 62 to
 *     116 bytes. 1 MB of the worst known input took 31 MB.
 */
record ParserLimits(Duration time, Duration timeout, long stackBytes) {
    /** An ordinary file takes milliseconds. */
    static final ParserLimits STANDARD = new ParserLimits(Duration.ofSeconds(3), Duration.ofSeconds(6), 256L << 20);
}
