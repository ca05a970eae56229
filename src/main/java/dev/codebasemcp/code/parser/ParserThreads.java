package dev.codebasemcp.code.parser;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.code.outline.HeuristicOutliner;
import dev.codebasemcp.code.outline.Outline;
import dev.codebasemcp.code.prune.PrunedSource;
import dev.codebasemcp.code.text.SourceText;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that native code runs on: their stacks are large enough for any file, and nothing else waits where one hangs.
 * Whoever wants a file read waits for the thread, but gives it up when it is not back in time: native code cannot be
 * stopped. Keeps the parsers from one file to the next. Safe for threads.
 */
final class ParserThreads implements AutoCloseable {
    /** Each costs a processor. */
    static final int MOST_LEFT_BEHIND = 2;

    private static final long SLICE_MILLIS = 100;

    private static final Logger LOG = LoggerFactory.getLogger(ParserThreads.class);
    /** Then a stack that reached far is given back. */
    private static final long IDLE_SECONDS = 10;

    private final ParserLimits limits;
    private final HeuristicOutliner heuristic;
    private final ExecutorService threads;
    private final Map<Language, Queue<SyntaxOutliner>> idle = new ConcurrentHashMap<>();
    private final AtomicInteger leftBehind = new AtomicInteger();
    private volatile boolean closed;

    /** Threads whose parsers leave to {@code heuristic} what they stumble over. */
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

    /** What became of a file. */
    sealed interface Reading {}

    /** It was read. */
    record Done(Outline outline) implements Reading {}

    /**
     * It was not read.
     *
     * @param hung whether native code did not end, and would most likely not another time
     */
    record Failed(String cause, boolean hung) implements Reading {}

    /** Reads a text on one of the threads; what that throws is thrown on. */
    Reading read(LoadedGrammar grammar, SourceText text, PrunedSource pruned) {
        if (leftBehind.get() >= MOST_LEFT_BEHIND) {
            return new Failed("too many parsers hang in this process; restart it, then index all files anew", false);
        }
        Task task = new Task(grammar, text, pruned);
        try {
            threads.execute(task);
        } catch (OutOfMemoryError | RejectedExecutionException failure) {
            LOG.warn("No thread for a parser", failure);
            return new Failed("there is no thread for its parser: " + failure.getMessage(), false);
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

    /** Ends idle threads now, and frees the parsers that nobody uses. */
    @Override
    public void close() {
        closed = true;
        threads.shutdown();
        for (Queue<SyntaxOutliner> parsers : idle.values()) {
            for (SyntaxOutliner parser = parsers.poll(); parser != null; parser = parsers.poll()) {
                parser.close();
            }
        }
    }

    /** The reading of one text: its thread's, or given up, whatever is decided first. */
    private final class Task implements Runnable {
        private final LoadedGrammar grammar;
        private final SourceText text;
        private final PrunedSource pruned;
        private final AtomicBoolean decided = new AtomicBoolean();
        private final CompletableFuture<Optional<Outline>> result = new CompletableFuture<>();

        Task(LoadedGrammar grammar, SourceText text, PrunedSource pruned) {
            this.grammar = grammar;
            this.text = text;
            this.pruned = pruned;
        }

        @Override
        public void run() {
            try {
                SyntaxOutliner parser = take(grammar);
                Optional<Outline> outline;
                try {
                    outline = parser.outline(text, pruned);
                } finally {
                    giveBack(grammar, parser);
                }
                result.complete(outline);
            } catch (Throwable failure) {
                // Also errors: they are the caller's.
                result.completeExceptionally(failure);
            }
            if (!decided.compareAndSet(false, true)) {
                leftBehind.decrementAndGet();
            }
        }

        Reading await() {
            // Counted in slices, so that a process that was stopped or swapped out gives nobody up when it goes on.
            long left = limits.timeout().toMillis();
            boolean interrupted = false;
            try {
                while (left > 0) {
                    try {
                        return told(result.get(Math.min(left, SLICE_MILLIS), TimeUnit.MILLISECONDS));
                    } catch (TimeoutException late) {
                        left -= SLICE_MILLIS;
                    } catch (InterruptedException stopped) {
                        // It will be back soon; whoever stops the work waits for nobody here.
                        interrupted = true;
                    }
                }
                return giveUp();
            } catch (ExecutionException failure) {
                throw thrownBy(failure);
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        private Reading giveUp() {
            if (decided.compareAndSet(false, true)) {
                leftBehind.incrementAndGet();
            }
            return new Failed(
                    "its parser did not come back within " + limits.timeout().toMillis() / 1000.0 + " s", true);
        }

        private Reading told(Optional<Outline> outline) {
            return outline.<Reading>map(Done::new)
                    .orElseGet(() -> new Failed(
                            "its parser took longer than " + limits.time().toSeconds() + " s", false));
        }

        private static RuntimeException thrownBy(ExecutionException failure) {
            if (failure.getCause() instanceof Error error) {
                throw error;
            }
            return failure.getCause() instanceof RuntimeException known ? known : new IllegalStateException(failure);
        }
    }
}
