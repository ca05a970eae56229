package dev.codebasemcp.quoting;

/** A number with the noun that it counts, in the form that goes with it. Stateless. */
public final class Counted {
    private Counted() {}

    /** Such as {@code 1 file} and {@code 2 files}; {@code noun} is the word for one, and its plural ends in s. */
    public static String of(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
