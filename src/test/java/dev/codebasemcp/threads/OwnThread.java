package dev.codebasemcp.threads;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Runs blocking work on its own thread: the common pool has a single thread on two processors. */
public final class OwnThread {
    private static final NamedThreads THREADS = new NamedThreads("of-a-test");
    private static final Executor EACH = work -> THREADS.newThread(work).start();

    private OwnThread() {}

    /** Starts the work; the future completes with it. */
    public static CompletableFuture<Void> run(Runnable work) {
        return CompletableFuture.runAsync(work, EACH);
    }

    /** Starts the work; the future completes with its value. */
    public static <T> CompletableFuture<T> supply(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, EACH);
    }
}
