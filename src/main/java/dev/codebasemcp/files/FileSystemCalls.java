package dev.codebasemcp.files;

import dev.codebasemcp.threads.NamedThreads;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks file systems that may never answer: a network mount whose server is gone holds a thread in the kernel, deaf to
 * interrupts. Each question is asked on a thread of its own, which is left behind when the answer takes too long; until it
 * comes back, the next question about that place waits and is not asked. Safe for threads.
 */
public final class FileSystemCalls {
    /** For work in the background: file systems over a network come back after some seconds, if they do. */
    public static final Duration TIMEOUT = Duration.ofSeconds(30);
    /** For what somebody waits for. */
    public static final Duration CALLERS_PATIENCE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(FileSystemCalls.class);

    private final Executor threads = Executors.newCachedThreadPool(new NamedThreads("file-system"));
    /** Those that nobody waits for any more; some have been answered since. */
    private final Map<Path, Future<?>> leftBehind = new ConcurrentHashMap<>();

    /** Work in a file system. */
    @FunctionalInterface
    public interface Question<T> {
        /** Does the work, which may never end. */
        T ask() throws IOException;
    }

    /**
     * The answer to {@code question}; what it throws is thrown on.
     *
     * @param place what it is about
     * @throws NoAnswerException if that takes longer than {@code timeout}, or an earlier question about the place does
     * @throws InterruptedIOException if the thread is interrupted meanwhile; its flag stays set
     */
    public <T> T ask(Path place, Duration timeout, Question<T> question) throws IOException {
        long deadline = System.nanoTime() + timeout.toNanos();
        CompletableFuture<T> answer = new CompletableFuture<>();
        boolean asked = false;
        try {
            awaitEarlier(place, deadline);
            threads.execute(() -> answer(question, answer));
            asked = true;
            return answer.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException hung) {
            leave(asked, place, answer);
            throw new NoAnswerException(place, timeout);
        } catch (InterruptedException interrupted) {
            leave(asked, place, answer);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the file system at " + place);
        } catch (ExecutionException failure) {
            throw thrownBy(failure);
        }
    }

    private void leave(boolean asked, Path place, Future<?> answer) {
        if (asked) {
            leftBehind.put(place, answer);
        }
    }

    private void awaitEarlier(Path place, long deadline) throws InterruptedException, TimeoutException {
        leftBehind.values().removeIf(Future::isDone);
        Optional<Future<?>> earlier = Optional.ofNullable(leftBehind.get(place));
        if (earlier.isPresent()) {
            try {
                earlier.get().get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (ExecutionException answered) {
                LOG.debug("{} answers again: {}", place, answered.toString());
            }
        }
    }

    private static <T> void answer(Question<T> question, CompletableFuture<T> answer) {
        try {
            answer.complete(question.ask());
        } catch (Throwable failure) {
            // Also errors: they are the asker's.
            answer.completeExceptionally(failure);
        }
    }

    private static IOException thrownBy(ExecutionException failure) {
        if (failure.getCause() instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (failure.getCause() instanceof Error error) {
            throw error;
        }
        return failure.getCause() instanceof IOException known ? known : new IOException(failure.getCause());
    }
}
