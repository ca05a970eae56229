package dev.codebasemcp.files;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * A place whose file system does not answer until it is connected again, at the latest when this is closed. Who asks is deaf to
 * interrupts meanwhile, as a thread in the kernel is.
 */
public final class HungPlace implements AutoCloseable {
    private final CompletableFuture<Boolean> answer = new CompletableFuture<>();

    /** Has {@code calls} ask about {@code place} in vain. */
    public void ask(FileSystemCalls calls, Path place) {
        assertThatThrownBy(() -> calls.ask(place, Duration.ofMillis(1), this::hang))
                .isInstanceOf(NoAnswerException.class);
    }

    /** Waits for the file system. */
    public boolean hang() {
        return answer.join();
    }

    /** From now on the file system answers. */
    public void connect() {
        answer.complete(true);
    }

    @Override
    public void close() {
        connect();
    }
}
