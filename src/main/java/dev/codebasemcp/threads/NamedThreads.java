package dev.codebasemcp.threads;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes daemon threads with a telling name: none of them keeps the process alive. */
public final class NamedThreads implements ThreadFactory {
    private final AtomicInteger count = new AtomicInteger();
    private final String name;
    private final long stackBytes;

    /** Threads called {@code name}-1, {@code name}-2, and so on. */
    public NamedThreads(String name) {
        this(name, 0);
    }

    /**
     * Threads with stacks of their own size.
     *
     * @param stackBytes 0 for the usual size; address space, which becomes memory where the stack reaches
     */
    public NamedThreads(String name, long stackBytes) {
        this.name = name;
        this.stackBytes = stackBytes;
    }

    @Override
    public Thread newThread(Runnable work) {
        Thread thread = new Thread(null, work, name + "-" + count.incrementAndGet(), stackBytes);
        thread.setDaemon(true);
        return thread;
    }
}
