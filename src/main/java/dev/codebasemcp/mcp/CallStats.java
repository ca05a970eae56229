package dev.codebasemcp.mcp;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts and times the calls of tools in this process. Safe for any number of threads. */
public final class CallStats {
    /** Upper bounds in seconds: what the answers are promised within, and what a client calls slow. */
    private static final List<Double> BOUNDS =
            List.of(0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1.0, 2.5, 5.0, 10.0, 60.0, Double.POSITIVE_INFINITY);

    private static final double NANOS_PER_SECOND = 1e9;

    private final Map<Key, Timer> timers = new ConcurrentSkipListMap<>();

    /** How a call ended. */
    public enum Outcome {
        /** With an answer. */
        OK,
        /** With a sentence that says what the caller can do. */
        REFUSED,
        /** Cancelled by the client, or stopped by the end of the session. */
        CANCELLED,
        /** With a fault of this program. */
        FAILED
    }

    /** A kind of calls. */
    public record Key(String tool, Outcome outcome) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byTool = tool.compareTo(other.tool);
            return byTool != 0 ? byTool : outcome.compareTo(other.outcome);
        }
    }

    /**
     * The calls of a kind.
     *
     * @param bounds of the counts, in seconds, the last one infinite
     * @param counts how many calls took at most the bound, and more than the bound before
     */
    public record Times(List<Double> bounds, List<Long> counts, double totalSeconds) {
        public Times {
            bounds = List.copyOf(bounds);
            counts = List.copyOf(counts);
        }
    }

    void record(String tool, Outcome outcome, long nanos) {
        timers.computeIfAbsent(new Key(tool, outcome), first -> new Timer()).add(nanos / NANOS_PER_SECOND, nanos);
    }

    /** Everything so far; kinds of calls that never happened are left out. */
    public Map<Key, Times> all() {
        Map<Key, Times> all = new ConcurrentSkipListMap<>();
        timers.forEach((key, timer) -> all.put(key, timer.times()));
        return Collections.unmodifiableMap(all);
    }

    private static final class Timer {
        private final List<LongAdder> counts =
                BOUNDS.stream().map(bound -> new LongAdder()).toList();
        private final LongAdder total = new LongAdder();

        void add(double seconds, long nanos) {
            int bucket = 0;
            while (seconds > BOUNDS.get(bucket)) {
                bucket++;
            }
            counts.get(bucket).increment();
            total.add(nanos);
        }

        Times times() {
            List<Long> sums = new ArrayList<>();
            counts.forEach(count -> sums.add(count.sum()));
            return new Times(BOUNDS, sums, total.sum() / NANOS_PER_SECOND);
        }
    }
}
