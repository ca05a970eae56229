package dev.codebasemcp.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import dev.codebasemcp.model.RejectedException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LogLineTest {
    private static final String HUGE = "y".repeat(5_000_000);

    @Test
    void aHugeMessageIsCutAndTellsItsLength() {
        String line = line("Unknown: " + HUGE, null);

        assertThat(line).hasSizeLessThan(4_300).contains("… (5,000,009 characters)");
    }

    @Test
    void aTraceShowsItsFramesHoweverLongTheMessages() {
        String line = line("failed", new IllegalStateException(HUGE, new IllegalArgumentException("a\nb " + HUGE)));

        assertThat(line).hasSizeLessThan(50_000).contains("LogLineTest", "Caused by", "IllegalArgumentException");
    }

    @Test
    void whereUsersReadAnExpectedFailureIsItsSentenceAndABugHasItsFrames() {
        RejectedException expected = new RejectedException("/gone does not exist; index its new place.");
        LoggingEvent event = event("Not done", expected);

        assertThat(LogLine.forPeople(new LoggerContext()).doLayout(event))
                .endsWith(" x: Not done: /gone does not exist; index its new place.\n")
                .hasLineCount(1);
        assertThat(LogLine.in(new LoggerContext()).doLayout(event)).contains("LogLineTest");
        assertThat(LogLine.forPeople(new LoggerContext()).doLayout(event("Not done", new IllegalStateException("bug"))))
                .contains("bug", "LogLineTest");
    }

    @Test
    void nothingThatIsLoggedLooksLikeALineOfTheLog() {
        String forged = "2026-01-01T00:00:00Z ERROR [main] x: forged";

        assertThat(line("a\n" + forged + "\r\n" + forged + "\u001b[2J\u202e", new IllegalStateException("\n" + forged))
                        .lines()
                        .filter(line -> line.startsWith("2026-01-01")))
                .isEmpty();
        assertThat(line("\u001b[2J\u202e\r", null)).contains("\\u001b[2J\\u202e\\r");
    }

    private static String line(String message, @Nullable Throwable failure) {
        return LogLine.in(new LoggerContext()).doLayout(event(message, failure));
    }

    private static LoggingEvent event(String message, @Nullable Throwable failure) {
        return new LoggingEvent("x", new LoggerContext().getLogger("x"), Level.INFO, message, failure, null);
    }
}
