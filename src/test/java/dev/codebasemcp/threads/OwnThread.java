package dev.codebasemcp.threads;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Runs what waits in a thread of its own: the common pool has one thread where there are two processors. */
public final class OwnThread {
    private static final NamedThreads THREADS = new NamedThreads("of-a-test");
    private static final Executor EACH = work -> THREADS.newThread(work).start();

    private OwnThread() {}

    /** Begins the work; the future ends with it. */
    public static CompletableFuture<Void> run(Runnable work) {
        return CompletableFuture.runAsync(work, EACH);
    }

    /** Begins the work; the future ends with its value. */
    public static <T> CompletableFuture<T> supply(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, EACH);
    }
}
