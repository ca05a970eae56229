package dev.codebasemcp.mcp;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts and times the tool calls of this process. Thread-safe. */
public final class CallStats {
    /** Upper bounds in seconds, from the promised response times to what a client considers slow. */
    private static final List<Double> BOUNDS =
            List.of(0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1.0, 2.5, 5.0, 10.0, 60.0, Double.POSITIVE_INFINITY);

    private static final double NANOS_PER_SECOND = 1e9;

    private final Map<Key, Timer> timers = new ConcurrentSkipListMap<>();

    /** The outcome of a call. */
    public enum Outcome {
        /** An answer. */
        OK,
        /** An error message with the next step. */
        REFUSED,
        /** Cancelled by the client, or stopped by the end of the session. */
        CANCELLED,
        /** A bug in this program. */
        FAILED
    }

    /** A tool and an outcome. */
    public record Key(String tool, Outcome outcome) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byTool = tool.compareTo(other.tool);
            return byTool != 0 ? byTool : outcome.compareTo(other.outcome);
        }
    }

    /**
     * The durations of calls with one key.
     *
     * @param bounds upper bounds of the counts in seconds; the last one is infinite
     * @param counts calls that took at most this bound, but more than the previous one
     */
    public record Times(List<Double> bounds, List<Long> counts, double totalSeconds) {
        public Times {
            bounds = List.copyOf(bounds);
            counts = List.copyOf(counts);
        }
    }

    /** Adds a call that took so long. */
    public void record(String tool, Outcome outcome, long nanos) {
        timers.computeIfAbsent(new Key(tool, outcome), first -> new Timer()).add(nanos / NANOS_PER_SECOND, nanos);
    }

    /** Returns all statistics so far, without keys that never occurred. */
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
