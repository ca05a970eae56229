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
 * Runs file system calls that may never return. A network mount whose server is gone blocks a thread in the kernel,
 * where interrupts have no effect. Each call runs on its own thread, which is abandoned when the call takes too long.
 * While such a call is blocked, later calls for the same place wait for it instead of starting. Thread-safe.
 */
public final class FileSystemCalls {
    /** For background work. Network file systems that recover usually do so within seconds. */
    public static final Duration TIMEOUT = Duration.ofSeconds(30);
    /** For calls that a user waits for. */
    public static final Duration CALLER_TIMEOUT = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(FileSystemCalls.class);

    private final Executor threads = Executors.newCachedThreadPool(new NamedThreads("file-system"));
    /** Abandoned calls; some may have completed since. */
    private final Map<Path, Future<?>> abandoned = new ConcurrentHashMap<>();

    /** A file system call. */
    @FunctionalInterface
    public interface Question<T> {
        /** Makes the call, which may never return. */
        T ask() throws IOException;
    }

    /**
     * Runs {@code call} and returns its result. Its exceptions are rethrown.
     *
     * @param place the file or directory that the call concerns
     * @throws NoAnswerException if the call, or an earlier call for the place, takes longer than {@code timeout}
     * @throws InterruptedIOException if the thread is interrupted; its interrupt flag stays set
     */
    public <T> T ask(Path place, Duration timeout, Question<T> call) throws IOException {
        long deadline = System.nanoTime() + timeout.toNanos();
        CompletableFuture<T> answer = new CompletableFuture<>();
        boolean started = false;
        try {
            awaitEarlier(place, deadline);
            threads.execute(() -> run(call, answer));
            started = true;
            return answer.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException hung) {
            abandon(started, place, answer);
            throw new NoAnswerException(place, timeout);
        } catch (InterruptedException interrupted) {
            abandon(started, place, answer);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the file system at " + place);
        } catch (ExecutionException failure) {
            throw thrownBy(failure);
        }
    }

    private void abandon(boolean started, Path place, Future<?> answer) {
        if (started) {
            abandoned.put(place, answer);
        }
    }

    private void awaitEarlier(Path place, long deadline) throws InterruptedException, TimeoutException {
        abandoned.values().removeIf(Future::isDone);
        Optional<Future<?>> earlier = Optional.ofNullable(abandoned.get(place));
        if (earlier.isPresent()) {
            try {
                earlier.get().get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (ExecutionException answered) {
                LOG.debug("{} answers again: {}", place, answered.toString());
            }
        }
    }

    private static <T> void run(Question<T> call, CompletableFuture<T> answer) {
        try {
            answer.complete(call.ask());
        } catch (Throwable failure) {
            // Errors also belong to the caller.
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
