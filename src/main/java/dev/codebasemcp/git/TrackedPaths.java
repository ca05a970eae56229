package dev.codebasemcp.git;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The paths that git tracks in a working tree, stored as compactly as git lists them. Immutable. */
public final class TrackedPaths {
    /** No tracked paths, or none known. */
    public static final TrackedPaths NONE = new TrackedPaths(new byte[0], new int[0]);

    /** The paths in byte order, each followed by a NUL. */
    private final byte[] names;

    private final int[] starts;

    private TrackedPaths(byte[] names, int[] starts) {
        this.names = names;
        this.starts = starts;
    }

    /** Parses the output of {@code git ls-files -z}. */
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
        for (byte b : listed) {
            count += b == 0 ? 1 : 0;
        }
        return count;
    }

    /** The memory use in bytes. */
    int bytes() {
        return names.length + starts.length * Integer.BYTES;
    }

    /**
     * Whether {@code path} is tracked. A directory is tracked if any path below it is.
     *
     * @param path relative to the top of the working tree, one character per byte ({@link
     * dev.codebasemcp.paths.Bytes})
     */
    public boolean hold(String path, boolean directory) {
        return directory ? startsAny(path + "/") || startsAny(path + "\0") : startsAny(path + "\0");
    }

    /** Whether a tracked path, with its NUL, starts with {@code text}. */
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

    /** Compares the beginning of a path with {@code start}. */
    private int compare(int number, byte[] start) {
        int from = starts[number];
        int to = Math.min(from + start.length, end(number));
        return Arrays.compareUnsigned(names, from, to, start, 0, start.length);
    }

    /** The offset after the path's NUL. */
    private int end(int number) {
        return number + 1 < starts.length ? starts[number + 1] : names.length;
    }
}
