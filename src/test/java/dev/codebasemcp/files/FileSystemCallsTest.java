package dev.codebasemcp.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.codebasemcp.threads.OwnThread;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class FileSystemCallsTest {
    private static final Path PLACE = Path.of("/net/away");

    private final FileSystemCalls calls = new FileSystemCalls();

    @Test
    void passesOnAnswersAndFailures() throws Exception {
        assertThat(calls.ask(PLACE, FileSystemCalls.TIMEOUT, () -> "answer")).isEqualTo("answer");
        assertThatThrownBy(() -> calls.ask(PLACE, FileSystemCalls.TIMEOUT, () -> {
                    throw new AccessDeniedException("x");
                }))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> calls.ask(PLACE, FileSystemCalls.TIMEOUT, () -> {
                    throw new IllegalStateException("a bug");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> calls.ask(PLACE, FileSystemCalls.TIMEOUT, () -> {
                    throw new StackOverflowError();
                }))
                .isInstanceOf(StackOverflowError.class);
    }

    @Test
    void asksNothingMoreAboutAPlaceThatHangsUntilItAnswers() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Duration impatient = Duration.ofMillis(20);
        try (HungPlace drive = new HungPlace()) {
            drive.ask(calls, PLACE);
            assertThatThrownBy(() -> calls.ask(PLACE, impatient, asked::incrementAndGet))
                    .isInstanceOf(NoAnswerException.class)
                    .hasMessageContaining("/net/away")
                    .hasMessageContaining("connect it again");
            assertThat(calls.ask(Path.of("/net/here"), FileSystemCalls.TIMEOUT, () -> "answer"))
                    .isEqualTo("answer");
            assertThat(asked).hasValue(0);
        }
        assertThat(calls.ask(PLACE, FileSystemCalls.TIMEOUT, asked::incrementAndGet))
                .isEqualTo(1);
    }

    @Test
    void waitsForAnEarlierQuestionAsLongAsItMay() throws Exception {
        try (HungPlace drive = new HungPlace()) {
            drive.ask(calls, PLACE);
            CompletableFuture<String> patient = OwnThread.supply(() -> {
                try {
                    return calls.ask(PLACE, FileSystemCalls.TIMEOUT, () -> "answer");
                } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                }
            });
            assertThat(patient).isNotDone();
            drive.connect();
            assertThat(patient.get(30, TimeUnit.SECONDS)).isEqualTo("answer");
        }
    }

    @Test
    void anInterruptEndsTheWait() {
        try (HungPlace place = new HungPlace()) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> calls.ask(PLACE, FileSystemCalls.TIMEOUT, place::hang))
                    .isInstanceOf(InterruptedIOException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
