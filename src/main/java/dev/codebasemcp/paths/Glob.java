package dev.codebasemcp.paths;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A glob of an ignore file: {@code *} and {@code ?} stop at slashes; {@code **} as a whole component does not.
 *
 * <p>Matches bytes like git, given as strings with one character (0–255) per UTF-8 byte; see {@link Bytes}. The
 * pattern is compiled to a non-deterministic automaton that is simulated without recursion. Time is bounded by
 * pattern length × text length, so no hostile pattern can hang or overflow the matcher, as backtracking could. A
 * pattern that requires more bytes than any path has is discarded. Immutable.
 */
public final class Glob {
    /** The longest path on any system (Linux's PATH_MAX), and more than is ever indexed. */
    private static final int LONGEST_PATH = 4_096;

    private static final int BYTES = 1 << Byte.SIZE;

    private enum Kind {
        /** Exactly one accepted byte. */
        ONE,
        /** Any number of accepted bytes. */
        MANY,
        /** The entry of {@code **}{@code /}: enters the next step, or skips it. */
        GATE,
        /** The inside of {@code **}{@code /}: any bytes; it is left only after a slash. */
        INSIDE
    }

    private record Step(Kind kind, BitSet accepted) {}

    private static final BitSet ANY = bytes();
    private static final BitSet NO_SLASH = bytesButSlash();
    private static final Step GATE = new Step(Kind.GATE, new BitSet());
    private static final Step INSIDE = new Step(Kind.INSIDE, ANY);
    /** Shared, because a pattern has a step per letter. */
    private static final List<Step> LITERALS =
            IntStream.range(0, BYTES).mapToObj(Glob::literal).toList();

    private final List<Step> steps;
    private final List<String> literals;
    /** The minimum number of bytes of a matching text. */
    private final int shortest;

    private final boolean malformed;

    private Glob(Compiler compiled) {
        malformed = compiled.malformed || compiled.shortest > LONGEST_PATH;
        steps = malformed ? List.of() : List.copyOf(compiled.steps);
        literals = malformed ? List.of() : List.copyOf(compiled.literals);
        shortest = compiled.shortest;
    }

    /** Compiles {@code pattern}. A malformed pattern matches nothing. */
    public static Glob compile(String pattern) {
        Compiler compiler = new Compiler(pattern);
        compiler.run();
        return new Glob(compiler);
    }

    /** Whether no path can match. */
    public boolean matchesNothing() {
        return malformed;
    }

    /** Returns texts without slashes that every match contains. */
    public List<String> literals() {
        return literals;
    }

    /** Whether all of {@code text} matches. */
    public boolean matches(String text) {
        if (malformed || text.length() < shortest) {
            return false;
        }
        States current = new States();
        States next = new States();
        current.enter(0);
        for (int i = 0; i < text.length() && current.size > 0; i++) {
            next.clear();
            current.advance(text.charAt(i), next);
            States before = current;
            current = next;
            next = before;
        }
        return current.active.get(steps.size());
    }

    /** The active steps; the index after the last step is the accepting state. */
    private final class States {
        private final BitSet active = new BitSet(steps.size() + 1);
        private final int[] list = new int[steps.size() + 1];
        private int size;

        private void clear() {
            for (int i = 0; i < size; i++) {
                active.clear(list[i]);
            }
            size = 0;
        }

        private void add(int step) {
            if (!active.get(step)) {
                active.set(step);
                list[size++] = step;
            }
        }

        /** Adds a step and all steps reachable from it without input. */
        private void enter(int start) {
            int step = start;
            add(step);
            while (step < steps.size() && isFree(steps.get(step).kind)) {
                if (steps.get(step).kind == Kind.GATE) {
                    add(step + 1);
                    step++;
                }
                step++;
                add(step);
            }
        }

        private static boolean isFree(Kind kind) {
            return kind == Kind.MANY || kind == Kind.GATE;
        }

        private void advance(char c, States next) {
            for (int i = 0; i < size; i++) {
                int s = list[i];
                if (s == steps.size() || !steps.get(s).accepted.get(c)) {
                    continue;
                }
                Kind kind = steps.get(s).kind;
                if (kind == Kind.ONE || (kind == Kind.INSIDE && c == '/')) {
                    next.enter(s + 1);
                }
                if (kind == Kind.INSIDE) {
                    next.add(s);
                } else if (kind == Kind.MANY) {
                    next.enter(s);
                }
            }
        }
    }

    /** Compiles a pattern to steps. */
    private static final class Compiler {
        private final String pattern;
        private final List<Step> steps = new ArrayList<>();
        private final List<String> literals = new ArrayList<>();
        private final StringBuilder literal = new StringBuilder();
        private int shortest;
        private boolean malformed;

        private Compiler(String pattern) {
            this.pattern = pattern;
        }

        private void run() {
            int at = 0;
            while (at < pattern.length() && !malformed) {
                at = compileStep(at);
            }
            endLiteral();
        }

        private int compileStep(int at) {
            return switch (pattern.charAt(at)) {
                case '*' -> compileStars(at);
                case '[' -> compileClass(at);
                case '\\' -> compileEscaped(at + 1);
                case '?' -> {
                    addOne(new Step(Kind.ONE, NO_SLASH));
                    yield at + 1;
                }
                default -> {
                    addLiteral(pattern.charAt(at));
                    yield at + 1;
                }
            };
        }

        private int compileEscaped(int at) {
            malformed |= at == pattern.length();
            if (!malformed) {
                addLiteral(pattern.charAt(at));
            }
            return at + 1;
        }

        private int compileStars(int start) {
            int end = start;
            while (end < pattern.length() && pattern.charAt(end) == '*') {
                end++;
            }
            endLiteral();
            if (end - start == 1 || !isWholeComponent(start, end)) {
                steps.add(new Step(Kind.MANY, NO_SLASH));
                return end;
            }
            if (end < pattern.length() && pattern.charAt(end) == '/') {
                // A second one directly after another adds nothing.
                if (steps.isEmpty() || steps.get(steps.size() - 1).kind != Kind.INSIDE) {
                    steps.add(GATE);
                    steps.add(INSIDE);
                }
                return end + 1;
            }
            steps.add(new Step(Kind.MANY, ANY));
            return end;
        }

        private boolean isWholeComponent(int start, int end) {
            boolean starts = start == 0 || pattern.charAt(start - 1) == '/';
            return starts
                    && (end == pattern.length() || pattern.startsWith("/", end) || pattern.startsWith("\\/", end));
        }

        private int compileClass(int at) {
            return CharacterClass.parse(pattern, at)
                    .map(parsed -> {
                        addOne(new Step(Kind.ONE, parsed.members()));
                        return parsed.end();
                    })
                    .orElseGet(() -> {
                        malformed = true;
                        return pattern.length();
                    });
        }

        private void addOne(Step step) {
            endLiteral();
            steps.add(step);
            shortest++;
        }

        private void addLiteral(char c) {
            steps.add(LITERALS.get(c));
            shortest++;
            if (c == '/') {
                endLiteral();
            } else {
                literal.append(c);
            }
        }

        private void endLiteral() {
            if (!literal.isEmpty()) {
                literals.add(literal.toString());
                literal.setLength(0);
            }
        }
    }

    private static Step literal(int c) {
        BitSet single = new BitSet(BYTES);
        single.set(c);
        return new Step(Kind.ONE, single);
    }

    private static BitSet bytes() {
        BitSet all = new BitSet(BYTES);
        all.set(0, BYTES);
        return all;
    }

    private static BitSet bytesButSlash() {
        BitSet all = bytes();
        all.clear('/');
        return all;
    }
}
