package dev.codebasemcp.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Context;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;

/** A log line: time, level, thread, logger, message, stack trace. Logback's pattern language costs 60 ms at start. */
final class LogLine extends LayoutBase<ILoggingEvent> {
    private LogLine() {}

    static LogLine in(Context context) {
        LogLine line = new LogLine();
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
                .append(event.getFormattedMessage())
                .append('\n');
        if (event.getThrowableProxy() != null) {
            line.append(ThrowableProxyUtil.asString(event.getThrowableProxy())).append('\n');
        }
        return line.toString();
    }
}
