package dev.codebasemcp.web.views;

import dev.codebasemcp.mcp.CallStats;
import dev.codebasemcp.mcp.CallStats.Outcome;
import dev.codebasemcp.model.CodebaseException;

/** Counts and times the calls that the page makes, whatever their outcome. Thread-safe. */
public final class CountedCalls {
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

    /** Makes a call, and counts it under the name of a tool. */
    <T> T count(String tool, Call<T> call) throws InterruptedException {
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
