package dev.codebasemcp.indexing.scan;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A glob as ignore files have it: {@code *} and {@code ?} stop at slashes, {@code **} as a whole component does not.
 *
 * <p>Works on bytes like git, given as strings of one character (0–255) per byte of UTF-8. The pattern becomes a
 * non-deterministic automaton that is simulated, so the time is at most length of pattern × length of text: a hostile
 * ignore file cannot make the walk hang, as it could by backtracking. Immutable.
 */
final class Glob {
    private enum Kind {
        /** Exactly one accepted byte. */
        ONE,
        /** Any number of accepted bytes. */
        MANY,
        /** The way into {@code **}{@code /}: enters the next step, or skips it. */
        GATE,
        /** The inside of {@code **}{@code /}: any bytes; left after a slash only. */
        INSIDE
    }

    private record Step(Kind kind, BitSet accepted) {}

    private static final BitSet NONE = new BitSet();
    private static final BitSet ANY = bytes();
    private static final BitSet NO_SLASH = bytesButSlash();

    private final List<Step> steps = new ArrayList<>();
    private boolean malformed;

    private Glob() {}

    /** Compiles {@code pattern}; one that is malformed matches nothing. */
    static Glob compile(String pattern) {
        Glob glob = new Glob();
        int at = 0;
        while (at < pattern.length()) {
            at = glob.compileStep(pattern, at);
        }
        return glob;
    }

    /** Whether the whole of {@code text} matches. */
    boolean matches(String text) {
        if (malformed) {
            return false;
        }
        boolean[] current = new boolean[steps.size() + 1];
        current[0] = true;
        followFreeMoves(current);
        for (int i = 0; i < text.length(); i++) {
            boolean[] next = new boolean[current.length];
            if (!advance(current, next, text.charAt(i))) {
                return false;
            }
            followFreeMoves(next);
            current = next;
        }
        return current[steps.size()];
    }

    private boolean advance(boolean[] current, boolean[] next, char c) {
        boolean alive = false;
        for (int s = 0; s < steps.size(); s++) {
            Step step = steps.get(s);
            if (current[s] && step.accepted.get(c)) {
                alive = true;
                next[s] |= step.kind != Kind.ONE;
                next[s + 1] |= step.kind == Kind.ONE || (step.kind == Kind.INSIDE && c == '/');
            }
        }
        return alive;
    }

    private void followFreeMoves(boolean[] states) {
        for (int s = 0; s < steps.size(); s++) {
            Kind kind = steps.get(s).kind;
            states[s + 1] |= states[s] && (kind == Kind.MANY || kind == Kind.GATE);
            if (kind == Kind.GATE) {
                states[s + 2] |= states[s];
            }
        }
    }

    private int compileStep(String pattern, int at) {
        return switch (pattern.charAt(at)) {
            case '*' -> compileStars(pattern, at);
            case '[' -> compileClass(pattern, at);
            case '\\' -> compileEscaped(pattern, at + 1);
            case '?' -> {
                add(Kind.ONE, NO_SLASH);
                yield at + 1;
            }
            default -> {
                addLiteral(pattern.charAt(at));
                yield at + 1;
            }
        };
    }

    private int compileEscaped(String pattern, int at) {
        malformed |= at == pattern.length();
        if (!malformed) {
            addLiteral(pattern.charAt(at));
        }
        return at + 1;
    }

    private int compileStars(String pattern, int start) {
        int end = start;
        while (end < pattern.length() && pattern.charAt(end) == '*') {
            end++;
        }
        if (end - start == 1 || !isWholeComponent(pattern, start, end)) {
            add(Kind.MANY, NO_SLASH);
            return end;
        }
        if (end < pattern.length() && pattern.charAt(end) == '/') {
            add(Kind.GATE, NONE);
            add(Kind.INSIDE, ANY);
            return end + 1;
        }
        add(Kind.MANY, ANY);
        return end;
    }

    private static boolean isWholeComponent(String pattern, int start, int end) {
        boolean starts = start == 0 || pattern.charAt(start - 1) == '/';
        return starts && (end == pattern.length() || pattern.startsWith("/", end) || pattern.startsWith("\\/", end));
    }

    private int compileClass(String pattern, int at) {
        return CharacterClass.parse(pattern, at)
                .map(parsed -> {
                    add(Kind.ONE, parsed.members());
                    return parsed.end();
                })
                .orElseGet(() -> {
                    malformed = true;
                    return pattern.length();
                });
    }

    private void addLiteral(char c) {
        BitSet one = new BitSet();
        one.set(c);
        add(Kind.ONE, one);
    }

    private void add(Kind kind, BitSet accepted) {
        steps.add(new Step(kind, accepted));
    }

    private static BitSet bytes() {
        BitSet all = new BitSet();
        all.set(0, 1 << Byte.SIZE);
        return all;
    }

    private static BitSet bytesButSlash() {
        BitSet all = bytes();
        all.clear('/');
        return all;
    }
}
