package dev.codebasemcp.database.index;

/**
 * IEEE 754 half precision, as in pgvector's {@code halfvec}; {@code Float.floatToFloat16} needs a newer Java. Supports
 * only finite numbers within ±1, such as the components of a unit vector.
 */
final class HalfVector {
    private static final int MANTISSA_SHIFT = 13;
    private static final int EXPONENT_BIAS_DIFFERENCE = 112 << 23;
    private static final int SMALLEST_NORMAL = 113 << 23;
    /** 2^24: subnormal half-precision units per 1. */
    private static final float SUBNORMAL_UNITS = 16_777_216f;

    private HalfVector() {}

    static short toHalf(float value) {
        int bits = Float.floatToRawIntBits(value);
        int sign = bits >>> 16 & 0x8000;
        int magnitude = bits & 0x7fffffff;
        if (magnitude < SMALLEST_NORMAL) {
            return (short) (sign | Math.round(Math.abs(value) * SUBNORMAL_UNITS));
        }
        // rounds half up; a carry correctly increments the exponent
        int rounded = magnitude - EXPONENT_BIAS_DIFFERENCE + (1 << (MANTISSA_SHIFT - 1));
        return (short) (sign | rounded >>> MANTISSA_SHIFT);
    }
}
