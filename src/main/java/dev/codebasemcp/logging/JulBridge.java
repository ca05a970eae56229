package dev.codebasemcp.logging;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.slf4j.LoggerFactory;

/** Forwards warnings from {@code java.util.logging}, which some libraries use. */
final class JulBridge extends Handler {
    private final SimpleFormatter formatter = new SimpleFormatter();

    static void install() {
        LogManager.getLogManager().reset();
        java.util.logging.Logger root = java.util.logging.Logger.getLogger("");
        root.setLevel(Level.WARNING);
        root.addHandler(new JulBridge());
    }

    @Override
    public void publish(LogRecord event) {
        if (event.getLevel().intValue() >= Level.WARNING.intValue()) {
            LoggerFactory.getLogger(String.valueOf(event.getLoggerName()))
                    .warn(formatter.formatMessage(event), event.getThrown());
        }
    }

    @Override
    public void flush() {
        // Logback writes immediately.
    }

    @Override
    public void close() {
        // Logback is closed by its owner.
    }
}
