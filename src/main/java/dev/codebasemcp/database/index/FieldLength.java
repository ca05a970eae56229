package dev.codebasemcp.database.index;

/** Encodes a number of terms in one byte on a logarithmic scale: 16 steps per doubling, so at most 2.2 % off. */
public final class FieldLength {
    private static final double STEPS = 16;

    private FieldLength() {}

    /** Returns the code of {@code length} (0 or more; from 65,000 on, lengths share the last code). */
    public static byte encode(int length) {
        long code = Math.round(STEPS * Math.log(1 + length) / Math.log(2));
        return (byte) Math.min(255, code);
    }

    /** Returns the length of {@code code}. */
    public static float decode(byte code) {
        return (float) (Math.pow(2, (code & 0xff) / STEPS) - 1);
    }
}
