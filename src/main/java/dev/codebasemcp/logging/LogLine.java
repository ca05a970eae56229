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
 * A log line: time, level, thread, logger, message, stack trace. Logback's pattern language costs 60 ms at start. Whatever a
 * message holds, it is bounded, and nothing in it looks like a line of the log's own.
 *
 * <p>A {@link CodebaseException} is no bug: its sentence has all that a user needs, and where people read, as on a terminal, no
 * frames follow it.
 */
final class LogLine extends LayoutBase<ILoggingEvent> {
    /** Enough for every message of ours, and for the end of another program's output. */
    private static final int MESSAGE = 4_000;

    private static final int TRACE = 40_000;
    /** Of a trace: a message may be as long as it likes, and the frames stand behind it. */
    private static final int TRACE_LINE = 1_000;

    private static final String FURTHER = "\n    ";

    private final boolean framesOfAll;

    private LogLine(boolean framesOfAll) {
        this.framesOfAll = framesOfAll;
    }

    /** For a file, with the frames of all failures. */
    static LogLine in(Context context) {
        return started(context, new LogLine(true));
    }

    /** For a terminal, with the frames of bugs only. */
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

    /** What is told instead of frames. */
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

    /** Further lines begin with blanks, as no line of the log does. */
    private static String bounded(String text, int limit) {
        String start =
                Quoted.lines(Quoted.start(text, limit).replace("\r\n", "\n")).replace("\n", FURTHER);
        return text.length() <= limit ? start : start + String.format(Locale.ROOT, "… (%,d characters)", text.length());
    }
}
