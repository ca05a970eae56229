package dev.codebasemcp.indexing;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;

/** Starts the stages of a run, each on a thread of its own. The first that fails ends the run. Safe for threads. */
final class Stages {
    private final Executor threads;
    private final Runnable abort;

    /**
     * Stages that are under way side by side.
     *
     * @param abort ends the other stages
     */
    Stages(Executor threads, Runnable abort) {
        this.threads = threads;
        this.abort = abort;
    }

    /** Begins {@code work}. */
    <T> CompletableFuture<T> start(Callable<T> work) {
        CompletableFuture<T> end = new CompletableFuture<>();
        start(() -> end.complete(work.call()), end);
        return end;
    }

    /** Begins {@code work}, whose failure is a failure of {@code end}; the rest of {@code end} is the work's affair. */
    void start(Callable<?> work, CompletableFuture<?> end) {
        threads.execute(() -> {
            try {
                work.call();
            } catch (Throwable failure) {
                // Also errors: else the others would wait for ever.
                end.completeExceptionally(failure);
                abort.run();
            }
        });
    }

    /** What a stage brings, when it has ended; fails as it failed. */
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
