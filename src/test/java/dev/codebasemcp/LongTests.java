package dev.codebasemcp;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the tests of a release run and those of every build do not. Whole tests of that kind have the tag {@link #TAG}; laws have
 * a short form for every build.
 */
public final class LongTests {
    /** Excluded from the tests unless Maven runs with {@code -Prelease}. */
    public static final String TAG = "long";

    private LongTests() {}

    /** Whether this is a run for a release. */
    public static boolean run() {
        return Boolean.getBoolean("codebasemcp.test.long");
    }

    /** All cases for a release; else every third one, the first included. */
    public static <T> Stream<T> cases(Stream<T> all) {
        List<T> cases = all.toList();
        return IntStream.range(0, cases.size()).filter(i -> run() || i % 3 == 0).mapToObj(cases::get);
    }
}
