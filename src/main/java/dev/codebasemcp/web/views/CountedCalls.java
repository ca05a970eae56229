package dev.codebasemcp.web.views;

import dev.codebasemcp.mcp.CallStats;
import dev.codebasemcp.mcp.CallStats.Outcome;
import dev.codebasemcp.model.CodebaseException;
import dev.codebasemcp.model.UnavailableException;
import java.util.concurrent.Semaphore;

/**
 * Counts and times the calls that the page makes, whatever their outcome. Refuses more than a dozen at once: they would
 * only slow each other down, and leave no thread for the rest of the page. Thread-safe.
 */
public final class CountedCalls {
    private static final int MOST_AT_ONCE = 12;

    private final Semaphore free = new Semaphore(MOST_AT_ONCE);
    private final CallStats stats;

    /** Creates a count of the calls in {@code stats}. */
    public CountedCalls(CallStats stats) {
        this.stats = stats;
    }

    /** A call that may be refused. */
    @FunctionalInterface
    interface Call<T> {
        T answer() throws InterruptedException;
    }

    /**
     * Makes a call, and counts it under the name of a tool.
     *
     * @throws UnavailableException if too many calls are made at once
     */
    <T> T count(String tool, Call<T> call) throws InterruptedException {
        if (!free.tryAcquire()) {
            throw new UnavailableException(
                    "The page asks " + MOST_AT_ONCE + " questions at once already; ask again when one is answered.");
        }
        try {
            return counted(tool, call);
        } finally {
            free.release();
        }
    }

    private <T> T counted(String tool, Call<T> call) throws InterruptedException {
        long start = System.nanoTime();
        Outcome outcome = Outcome.FAILED;
        try {
            T answer = call.answer();
            outcome = Outcome.OK;
            return answer;
        } catch (CodebaseException refusal) {
            outcome = Outcome.REFUSED;
            throw refusal;
        } catch (InterruptedException stopped) {
            outcome = Outcome.CANCELLED;
            throw stopped;
        } finally {
            stats.record(tool, outcome, System.nanoTime() - start);
        }
    }
}
