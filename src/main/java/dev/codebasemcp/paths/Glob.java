package dev.codebasemcp.paths;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A glob as ignore files have it: {@code *} and {@code ?} stop at slashes, {@code **} as a whole component does not.
 *
 * <p>Works on bytes like git, given as strings of one character (0–255) per byte of UTF-8, see {@link Bytes}. The pattern
 * becomes a non-deterministic automaton that is simulated, so the time is at most length of pattern × length of text, and
 * nothing is nested: no hostile pattern can make its user hang or fall, as it could by backtracking. A pattern that needs
 * more bytes than any path has is not even kept. Immutable.
 */
public final class Glob {
    /** The longest path of any system (PATH_MAX of Linux), and more than is ever indexed. */
    private static final int LONGEST_PATH = 4_096;

    private static final int BYTES = 1 << Byte.SIZE;

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

    private static final BitSet ANY = bytes();
    private static final BitSet NO_SLASH = bytesButSlash();
    private static final Step GATE = new Step(Kind.GATE, new BitSet());
    private static final Step INSIDE = new Step(Kind.INSIDE, ANY);
    /** Shared, for there are as many as letters in an ignore file. */
    private static final List<Step> LITERALS =
            IntStream.range(0, BYTES).mapToObj(Glob::literal).toList();

    private final List<Step> steps;
    private final List<String> literals;
    /** How many bytes a text has at least. */
    private final int shortest;

    private final boolean malformed;

    private Glob(Compiler compiled) {
        malformed = compiled.malformed || compiled.shortest > LONGEST_PATH;
        steps = malformed ? List.of() : List.copyOf(compiled.steps);
        literals = malformed ? List.of() : List.copyOf(compiled.literals);
        shortest = compiled.shortest;
    }

    /** Compiles {@code pattern}; one that is malformed matches nothing. */
    public static Glob compile(String pattern) {
        Compiler compiler = new Compiler(pattern);
        compiler.run();
        return new Glob(compiler);
    }

    /** Whether there is no path that matches. */
    public boolean matchesNothing() {
        return malformed;
    }

    /** Texts without slashes that everything that matches has in it. */
    public List<String> literals() {
        return literals;
    }

    /** Whether the whole of {@code text} matches. */
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

    /** The steps that are to be taken next; the one behind the last is the end. */
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

        /** Adds a step and those that are reached from it for nothing. */
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

    /** Makes the steps of a pattern. */
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
                // One directly behind another one adds nothing.
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
        BitSet one = new BitSet(BYTES);
        one.set(c);
        return new Step(Kind.ONE, one);
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
