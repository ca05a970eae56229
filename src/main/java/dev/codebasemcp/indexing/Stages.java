package dev.codebasemcp.indexing;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;

/** Starts each stage of a run on its own thread. The first failure aborts the run. Thread-safe. */
final class Stages {
    private final Executor threads;
    private final Runnable abort;

    /**
     * Creates a group without stages.
     *
     * @param abort called when a stage fails; ends the other stages
     */
    Stages(Executor threads, Runnable abort) {
        this.threads = threads;
        this.abort = abort;
    }

    /** Starts {@code work}; the result completes with its value or failure. */
    <T> CompletableFuture<T> start(Callable<T> work) {
        CompletableFuture<T> end = new CompletableFuture<>();
        start(() -> end.complete(work.call()), end);
        return end;
    }

    /** Starts {@code work}. Its failure fails {@code end}; {@code work} itself must complete {@code end} normally. */
    void start(Callable<?> work, CompletableFuture<?> end) {
        threads.execute(() -> {
            try {
                work.call();
            } catch (Throwable failure) {
                // Catches errors too: otherwise the other stages would wait forever.
                end.completeExceptionally(failure);
                abort.run();
            }
        });
    }

    /** Waits for the result of a stage; rethrows its failure. */
    static <T> T result(Future<T> stage) throws InterruptedException {
        try {
            return stage.get();
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("a stage of an indexing run failed", failure.getCause());
        }
    }
}
