package dev.codebasemcp.threads;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Creates named daemon threads, which do not keep the process alive. */
public final class NamedThreads implements ThreadFactory {
    private final AtomicInteger count = new AtomicInteger();
    private final String name;
    private final long stackBytes;

    /** Names the threads {@code name}-1, {@code name}-2, and so on. */
    public NamedThreads(String name) {
        this(name, 0);
    }

    /**
     * Creates threads with a given stack size.
     *
     * @param stackBytes address space of the stack, committed only as far as it is used; 0 for the default
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
