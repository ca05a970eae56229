package dev.codebasemcp.database.index;

/**
 * IEEE 754 half precision, as pgvector's {@code halfvec} stores it. {@code Float.floatToFloat16} needs a newer Java
 * than ours. Only for finite numbers within ±1, as the components of a vector of length 1 are.
 */
final class HalfVector {
    private static final int MANTISSA_SHIFT = 13;
    private static final int EXPONENT_BIAS_DIFFERENCE = 112 << 23;
    private static final int SMALLEST_NORMAL = 113 << 23;
    /** 2^24: the units of a half's subnormal numbers in 1. */
    private static final float SUBNORMAL_UNITS = 16_777_216f;

    private HalfVector() {}

    static short toHalf(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = bits >>> 16 & 0x8000;
        int magnitude = bits & 0x7fffffff;
        if (magnitude < SMALLEST_NORMAL) {
            return (short) (sign | Math.round(Math.abs(value) * SUBNORMAL_UNITS));
        }
        // rounds half up; a carry runs into the exponent, as it should
        int rounded = magnitude - EXPONENT_BIAS_DIFFERENCE + (1 << (MANTISSA_SHIFT - 1));
        return (short) (sign | rounded >>> MANTISSA_SHIFT);
    }
}
