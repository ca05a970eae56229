package dev.codebasemcp.model;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The first 128 bits of a SHA-256 digest: enough that two different contents never meet by accident.
 *
 * @param high the first 8 bytes, big-endian
 * @param low the next 8 bytes, big-endian
 */
public record ContentHash(long high, long low) {
    /** The hash of all {@code parts}, one after the other. */
    public static ContentHash of(byte[]... parts) {
        MessageDigest digest = sha256();
        for (byte[] part : parts) {
            digest.update(part);
        }
        return ofBytes(digest.digest());
    }

    /** The hash whose {@link #toBytes} starts {@code bytes} (16 or more). */
    public static ContentHash ofBytes(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new ContentHash(buffer.getLong(), buffer.getLong());
    }

    /** The 16 bytes of this hash. */
    public byte[] toBytes() {
        return ByteBuffer.allocate(Long.BYTES * 2).putLong(high).putLong(low).array();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
