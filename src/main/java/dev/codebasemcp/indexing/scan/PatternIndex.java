package dev.codebasemcp.indexing.scan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Finds the last of many patterns that matches a path, without trying them all. Looks up literal patterns by their text, and
 * others by their rarest run of up to three literal bytes. Tries the rest, such as {@code *} and {@code [ab]?}, for every path.
 * Filled by one thread, then immutable.
 */
final class PatternIndex {
    private static final int GRAM = 3;

    private final List<IgnorePattern> patterns = new ArrayList<>();
    private final Map<String, Integer> names = new HashMap<>();
    private final Map<String, Integer> paths = new HashMap<>();
    private final Map<Integer, List<Integer>> byGram = new HashMap<>();
    private final List<Integer> others = new ArrayList<>();

    /** Adds a pattern that overrides all earlier ones. */
    void add(IgnorePattern pattern) {
        int number = patterns.size();
        patterns.add(pattern);
        if (pattern.isLiteral()) {
            (pattern.nameOnly() ? names : paths).put(pattern.text(), number);
        } else {
            bucket(pattern).add(number);
        }
    }

    boolean isEmpty() {
        return patterns.isEmpty();
    }

    IgnorePattern get(int number) {
        return patterns.get(number);
    }

    /** The number of the last matching pattern; {@code name} is the last component of {@code path}. */
    OptionalInt last(String path, String name) {
        int best = Math.max(names.getOrDefault(name, -1), paths.getOrDefault(path, -1));
        best = lastOf(others, best, path, name);
        if (!byGram.isEmpty()) {
            for (int length = 1; length <= GRAM; length++) {
                for (int at = 0; at + length <= path.length(); at++) {
                    List<Integer> bucket = byGram.get(gram(path, at, length));
                    best = bucket == null ? best : lastOf(bucket, best, path, name);
                }
            }
        }
        return best < 0 ? OptionalInt.empty() : OptionalInt.of(best);
    }

    private int lastOf(List<Integer> bucket, int best, String path, String name) {
        for (int i = bucket.size() - 1; i >= 0 && bucket.get(i) > best; i--) {
            if (patterns.get(bucket.get(i)).matches(path, name)) {
                return bucket.get(i);
            }
        }
        return best;
    }

    /** The smallest of the buckets in which to file a pattern. */
    private List<Integer> bucket(IgnorePattern pattern) {
        List<String> literals = pattern.literals();
        int longest = literals.stream().mapToInt(String::length).max().orElse(0);
        if (longest == 0) {
            return others;
        }
        int length = Math.min(GRAM, longest);
        int rarest = 0;
        int fewest = Integer.MAX_VALUE;
        for (String literal : literals) {
            for (int at = 0; at + length <= literal.length(); at++) {
                int gram = gram(literal, at, length);
                int size = byGram.getOrDefault(gram, List.of()).size();
                if (size < fewest) {
                    rarest = gram;
                    fewest = size;
                }
            }
        }
        return byGram.computeIfAbsent(rarest, unused -> new ArrayList<>());
    }

    /** Packs bytes into a number, after a leading 1 so that the length counts. */
    private static int gram(String bytes, int at, int length) {
        int gram = 1;
        for (int i = at; i < at + length; i++) {
            gram = gram << Byte.SIZE | bytes.charAt(i);
        }
        return gram;
    }
}
