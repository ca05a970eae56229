package dev.codebasemcp.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Context;
import ch.qos.logback.core.LayoutBase;
import dev.codebasemcp.model.CodebaseException;
import dev.codebasemcp.quoting.Quoted;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A log line: time, level, thread, logger, message, stack trace. Logback's pattern language would cost 60 ms at
 * startup. Messages are bounded, and no part of one can look like a separate log line.
 *
 * <p>A {@link CodebaseException} is not a bug, and its message has all that a user needs. A terminal shows it without
 * stack frames.
 */
final class LogLine extends LayoutBase<ILoggingEvent> {
    /** Fits every message of ours, and the end of another program's output. */
    private static final int MESSAGE = 4_000;

    private static final int TRACE = 40_000;
    /** Per line of a trace, since a long message must not displace the frames after it. */
    private static final int TRACE_LINE = 1_000;

    private static final String FURTHER = "\n    ";

    private final boolean framesOfAll;

    private LogLine(boolean framesOfAll) {
        this.framesOfAll = framesOfAll;
    }

    /** For a file: every failure has its frames. */
    static LogLine in(Context context) {
        return started(context, new LogLine(true));
    }

    /** For a terminal: only bugs have frames. */
    static LogLine forPeople(Context context) {
        return started(context, new LogLine(false));
    }

    private static LogLine started(Context context, LogLine line) {
        line.setContext(context);
        line.start();
        return line;
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(160)
                .append(Instant.ofEpochMilli(event.getTimeStamp()))
                .append(' ')
                .append(event.getLevel())
                .append(" [")
                .append(event.getThreadName())
                .append("] ")
                .append(event.getLoggerName())
                .append(": ")
                .append(bounded(event.getFormattedMessage() + sentence(event), MESSAGE))
                .append('\n');
        if (event.getThrowableProxy() != null && !isSentence(event)) {
            line.append(trace(event.getThrowableProxy())).append('\n');
        }
        return line.toString();
    }

    private boolean isSentence(ILoggingEvent event) {
        return !framesOfAll
                && event.getThrowableProxy() instanceof ThrowableProxy proxy
                && proxy.getThrowable() instanceof CodebaseException;
    }

    /** The text shown instead of frames. */
    private String sentence(ILoggingEvent event) {
        return isSentence(event) ? ": " + event.getThrowableProxy().getMessage() : "";
    }

    private static String trace(IThrowableProxy failure) {
        String lines = ThrowableProxyUtil.asString(failure)
                .lines()
                .map(line -> Quoted.start(line, TRACE_LINE))
                .collect(Collectors.joining("\n"));
        return "    " + bounded(lines, TRACE);
    }

    /** Continuation lines are indented, unlike the first line of an entry. */
    private static String bounded(String text, int limit) {
        String start =
                Quoted.lines(Quoted.start(text, limit).replace("\r\n", "\n")).replace("\n", FURTHER);
        return text.length() <= limit ? start : start + String.format(Locale.ROOT, "… (%,d characters)", text.length());
    }
}
