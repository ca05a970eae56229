package dev.codebasemcp.git;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The paths that git tracks in a working tree, as compact as git lists them. Immutable. */
public final class TrackedPaths {
    /** Nothing is tracked, as far as is known. */
    public static final TrackedPaths NONE = new TrackedPaths(new byte[0], new int[0]);

    /** The paths in the order of their bytes, each with a NUL behind it. */
    private final byte[] names;

    private final int[] starts;

    private TrackedPaths(byte[] names, int[] starts) {
        this.names = names;
        this.starts = starts;
    }

    /** The paths in the output of {@code git ls-files -z}. */
    static TrackedPaths of(byte[] listed) {
        int[] starts = new int[count(listed)];
        int next = 0;
        int number = 0;
        for (int i = 0; i < listed.length; i++) {
            if (listed[i] == 0) {
                starts[number] = next;
                number++;
                next = i + 1;
            }
        }
        return new TrackedPaths(listed.clone(), starts);
    }

    private static int count(byte[] listed) {
        int count = 0;
        for (byte one : listed) {
            count += one == 0 ? 1 : 0;
        }
        return count;
    }

    /** How much memory they take. */
    int bytes() {
        return names.length + starts.length * Integer.BYTES;
    }

    /**
     * Whether {@code path} is tracked; a directory is if anything below it is.
     *
     * @param path below the top of the working tree, one character a byte ({@link dev.codebasemcp.paths.Bytes})
     */
    public boolean hold(String path, boolean directory) {
        return directory ? startsAny(path + "/") || startsAny(path + "\0") : startsAny(path + "\0");
    }

    /** Whether a tracked path, with its NUL, starts so. */
    private boolean startsAny(String text) {
        byte[] start = text.getBytes(StandardCharsets.ISO_8859_1);
        int low = 0;
        int high = starts.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (compare(middle, start) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < starts.length && compare(low, start) == 0;
    }

    /** Compares the first bytes of a path, as many as {@code start} has, with these. */
    private int compare(int number, byte[] start) {
        int from = starts[number];
        int to = Math.min(from + start.length, end(number));
        return Arrays.compareUnsigned(names, from, to, start, 0, start.length);
    }

    /** Behind the NUL. */
    private int end(int number) {
        return number + 1 < starts.length ? starts[number + 1] : names.length;
    }
}
