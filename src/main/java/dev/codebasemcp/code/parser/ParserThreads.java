package dev.codebasemcp.code.parser;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.code.outline.HeuristicOutliner;
import dev.codebasemcp.threads.NamedThreads;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that run native code. Their stacks are large enough for any file, and a hanging one blocks nothing else. A caller
 * waits for its thread, but abandons it after a timeout, because native code cannot be stopped. Reuses parsers. Thread-safe.
 */
final class ParserThreads implements AutoCloseable {
    /** The most hanging threads to tolerate; each occupies a processor. */
    static final int MAX_ABANDONED = 2;

    private static final long SLICE_MILLIS = 100;

    private static final Logger LOG = LoggerFactory.getLogger(ParserThreads.class);
    /** After this time, a thread ends and its stack, which may be large, is freed. */
    private static final long IDLE_SECONDS = 10;

    private final ParserLimits limits;
    private final HeuristicOutliner heuristic;
    private final ExecutorService threads;
    private final Map<Language, Queue<SyntaxOutliner>> idle = new ConcurrentHashMap<>();
    private final AtomicInteger abandoned = new AtomicInteger();
    private volatile boolean closed;

    /** Creates no thread yet; {@code heuristic} reads the parts of a text that a parser cannot. */
    ParserThreads(ParserLimits limits, HeuristicOutliner heuristic) {
        this.limits = limits;
        this.heuristic = heuristic;
        this.threads = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                new NamedThreads("parser", limits.stackBytes()));
    }

    /** The result of reading a file. */
    sealed interface Reading<T> {}

    /** The file was read. */
    record Done<T>(T result) implements Reading<T> {}

    /**
     * The file was not read.
     *
     * @param hung whether native code did not return, and would probably hang again
     */
    record Failed<T>(String cause, boolean hung) implements Reading<T> {}

    /**
     * Reads a text on one of the threads, and rethrows its exceptions.
     *
     * @param reader empty if the parser was too slow
     */
    <T> Reading<T> read(LoadedGrammar grammar, Function<SyntaxOutliner, Optional<T>> reader) {
        if (abandoned.get() >= MAX_ABANDONED) {
            return new Failed<>("too many parsers hang in this process; restart it, then reindex all files", false);
        }
        Task<T> task = new Task<>(grammar, reader);
        try {
            threads.execute(task);
        } catch (OutOfMemoryError | RejectedExecutionException failure) {
            LOG.warn("Could not start a thread for a parser", failure);
            return new Failed<>("could not start a thread for its parser: " + failure.getMessage(), false);
        }
        return task.await();
    }

    private SyntaxOutliner take(LoadedGrammar grammar) {
        SyntaxOutliner parser = idle(grammar).poll();
        return parser == null ? new SyntaxOutliner(grammar, heuristic, limits.time()) : parser;
    }

    private void giveBack(LoadedGrammar grammar, SyntaxOutliner parser) {
        if (closed) {
            parser.close();
        } else {
            idle(grammar).add(parser);
        }
    }

    private Queue<SyntaxOutliner> idle(LoadedGrammar grammar) {
        return idle.computeIfAbsent(grammar.language(), any -> new ConcurrentLinkedQueue<>());
    }

    /** Ends idle threads and frees idle parsers. */
    @Override
    public void close() {
        closed = true;
        threads.shutdown();
        freeIdle();
    }

    /** Frees the parsers that no thread uses. */
    void freeIdle() {
        for (Queue<SyntaxOutliner> parsers : idle.values()) {
            for (SyntaxOutliner parser = parsers.poll(); parser != null; parser = parsers.poll()) {
                parser.close();
            }
        }
    }

    /** The reading of one text: either the thread completes it or the caller abandons it, whichever comes first. */
    private final class Task<T> implements Runnable {
        private final LoadedGrammar grammar;
        private final Function<SyntaxOutliner, Optional<T>> reader;
        private final AtomicBoolean decided = new AtomicBoolean();
        private final CompletableFuture<Optional<T>> result = new CompletableFuture<>();

        Task(LoadedGrammar grammar, Function<SyntaxOutliner, Optional<T>> reader) {
            this.grammar = grammar;
            this.reader = reader;
        }

        @Override
        public void run() {
            try {
                SyntaxOutliner parser = take(grammar);
                Optional<T> read;
                try {
                    read = reader.apply(parser);
                } finally {
                    giveBack(grammar, parser);
                }
                result.complete(read);
            } catch (Throwable failure) {
                // Rethrows errors too, in the caller.
                result.completeExceptionally(failure);
            }
            if (!decided.compareAndSet(false, true)) {
                abandoned.decrementAndGet();
            }
        }

        Reading<T> await() {
            // Counts down in slices, so that a process that was stopped or swapped out does not time out as it resumes.
            long remaining = limits.timeout().toMillis();
            boolean interrupted = false;
            try {
                while (remaining > 0) {
                    try {
                        return toReading(result.get(Math.min(remaining, SLICE_MILLIS), TimeUnit.MILLISECONDS));
                    } catch (TimeoutException late) {
                        remaining -= SLICE_MILLIS;
                    } catch (InterruptedException stopped) {
                        // Keeps waiting: the parser returns soon, and stopping the work does not depend on it.
                        interrupted = true;
                    }
                }
                return abandon();
            } catch (ExecutionException failure) {
                throw causeOf(failure);
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        private Reading<T> abandon() {
            if (decided.compareAndSet(false, true)) {
                abandoned.incrementAndGet();
            }
            return new Failed<>(
                    "its parser did not return within " + limits.timeout().toMillis() / 1000.0 + " s", true);
        }

        private Reading<T> toReading(Optional<T> read) {
            return read.<Reading<T>>map(Done::new)
                    .orElseGet(() -> new Failed<>(
                            "its parser took longer than " + limits.time().toSeconds() + " s", false));
        }

        private static RuntimeException causeOf(ExecutionException failure) {
            if (failure.getCause() instanceof Error error) {
                throw error;
            }
            return failure.getCause() instanceof RuntimeException known ? known : new IllegalStateException(failure);
        }
    }
}
