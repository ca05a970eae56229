package dev.codebasemcp.threads;

import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes daemon threads with a telling name: none of them keeps the process alive. */
public final class NamedThreads implements ThreadFactory {
    private final ThreadFactory plain = Executors.defaultThreadFactory();
    private final AtomicInteger count = new AtomicInteger();
    private final String name;

    /** Threads called {@code name}-1, {@code name}-2, and so on. */
    public NamedThreads(String name) {
        this.name = name;
    }

    @Override
    public Thread newThread(Runnable work) {
        Thread thread = plain.newThread(work);
        thread.setName(name + "-" + count.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}
