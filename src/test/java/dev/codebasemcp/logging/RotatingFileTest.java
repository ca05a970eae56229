package dev.codebasemcp.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotatingFileTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir
    private Path home;

    @Test
    void keepsTheFileWithinItsLimitAndOneBeforeIt() throws IOException {
        LogFiles files = new LogFiles(home, Clock.fixed(NOW, ZoneOffset.UTC));
        Path path = files.create();
        LoggerContext context = new LoggerContext();
        RotatingFile file = new RotatingFile(files, path, LogLine.in(context), 1_000);
        file.setContext(context);
        file.start();

        for (int i = 0; i < 50; i++) {
            file.doAppend(event(context, "line " + i));
        }
        file.stop();

        List<String> lines = Files.readAllLines(path);
        assertThat(lines.get(lines.size() - 1)).endsWith("line 49");
        assertThat(Files.size(path)).isPositive().isLessThanOrEqualTo(1_000);
        assertThat(names()).hasSize(2).allMatch(name -> name.contains("2026-01-02T030405Z"));
        List<String> before = Files.readAllLines(path.resolveSibling(path.getFileName() + ".1"));
        assertThat(number(before.get(before.size() - 1)) + 1).isEqualTo(number(lines.get(0)));
    }

    @Test
    void removesTheOldestFiles() throws IOException {
        for (int day = 0; day < 30; day++) {
            Path file = new LogFiles(home, Clock.fixed(NOW.plus(Duration.ofDays(day)), ZoneOffset.UTC)).create();
            assertThat(file).isEmptyFile();
        }

        assertThat(names())
                .hasSize(20)
                .anyMatch(name -> name.contains("2026-01-31"))
                .noneMatch(name -> name.contains("2026-01-02"));
    }

    private static int number(String line) {
        return Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("logs"))) {
            return files.map(Path::toString).toList();
        }
    }

    private static LoggingEvent event(LoggerContext context, String message) {
        return new LoggingEvent("test", context.getLogger("test"), Level.INFO, message, null, new Object[0]);
    }
}
