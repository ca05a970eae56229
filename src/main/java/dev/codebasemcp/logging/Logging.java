package dev.codebasemcp.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Adds a log file to the setup of {@link StderrConfigurator}. */
public final class Logging {
    private static final long FILE_BYTES = 5L << 20;

    /** Libraries whose lower levels repeat our own messages. */
    private static final Map<String, Level> QUIET = Map.of(
            "io.modelcontextprotocol", Level.ERROR,
            "reactor", Level.WARN,
            "com.zaxxer.hikari", Level.ERROR,
            "org.eclipse.jetty", Level.ERROR,
            "org.flywaydb", Level.WARN);

    private Logging() {}

    /**
     * Logs {@code level} and above to a new file in {@code home}, and warnings also to stderr. If the home is not
     * writable, this only warns: the server works without a log file.
     */
    public static void toFile(Path home, String level, Clock clock) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.toLevel(level));
        quieten(context);
        try {
            LogFiles files = new LogFiles(home, clock);
            RotatingFile file = new RotatingFile(files, files.create(), LogLine.in(context), FILE_BYTES);
            file.setContext(context);
            file.start();
            root.addAppender(file);
        } catch (IOException failure) {
            context.getLogger(Logging.class).warn("There is no log file, because {} is not writable", home, failure);
        }
    }

    /** Silences libraries, and forwards {@code java.util.logging}. */
    public static void bridge() {
        quieten((LoggerContext) LoggerFactory.getILoggerFactory());
        JulBridge.install();
    }

    private static void quieten(LoggerContext context) {
        QUIET.forEach((name, level) -> context.getLogger(name).setLevel(level));
    }
}
