package dev.codebasemcp.files;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * A place whose file system does not respond until {@link #connect} or {@link #close}. Callers ignore interrupts
 * meanwhile, like a thread in the kernel.
 */
public final class HungPlace implements AutoCloseable {
    private final CompletableFuture<Boolean> answer = new CompletableFuture<>();

    /** Makes {@code calls} fail at {@code place}. */
    public void ask(FileSystemCalls calls, Path place) {
        assertThatThrownBy(() -> calls.ask(place, Duration.ofMillis(1), this::hang))
                .isInstanceOf(NoAnswerException.class);
    }

    /** Blocks until the file system responds. */
    public boolean hang() {
        return answer.join();
    }

    /** Makes the file system respond from now on. */
    public void connect() {
        answer.complete(true);
    }

    @Override
    public void close() {
        connect();
    }
}
