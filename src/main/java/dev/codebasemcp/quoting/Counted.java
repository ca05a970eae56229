package dev.codebasemcp.quoting;

/** A number with the noun that it counts. Stateless. */
public final class Counted {
    private Counted() {}

    /** Such as {@code 1 file} or {@code 2 files}. The {@code noun} is singular, with a plural in s. */
    public static String of(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
