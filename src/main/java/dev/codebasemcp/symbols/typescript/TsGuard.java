package dev.codebasemcp.symbols.typescript;

/** Bounds the depth and the number of steps of one question, so that hostile code ends. Used by one thread. */
final class TsGuard {
    private static final int DEEPEST = 90;
    private static final int MOST_STEPS = 20_000;

    private int depth;
    private int steps;
    private int cuts;

    /** Starts a question. */
    void reset() {
        depth = 0;
        steps = 0;
    }

    /** Whether a step may start; then {@link #leave} must follow. */
    boolean enter() {
        if (depth >= DEEPEST || steps >= MOST_STEPS) {
            cuts++;
            return false;
        }
        depth++;
        steps++;
        return true;
    }

    void leave() {
        depth--;
    }

    /** How often a step could not start; a result during which it grew is not worth keeping. */
    int cuts() {
        return cuts;
    }
}
