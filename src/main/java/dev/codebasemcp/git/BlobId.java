package dev.codebasemcp.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The ids that git gives to contents of files. */
final class BlobId {
    /** Larger files are hardly ever source code. */
    private static final long MOST_BYTES = 16 << 20;

    private static final int SHA_1_DIGITS = 40;

    private BlobId() {}

    /** Whether a file has exactly the content with the id; not if it cannot be read. */
    static boolean is(String id, Path directory, String path) {
        try {
            Path file = directory.resolve(path);
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > MOST_BYTES) {
                return false;
            }
            return id.equals(of(Files.readAllBytes(file), id.length() == SHA_1_DIGITS ? "SHA-1" : "SHA-256"));
        } catch (IOException | InvalidPathException unreadable) {
            return false;
        }
    }

    private static String of(byte[] content, String algorithm) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            digest.update(("blob " + content.length + "\0").getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest.digest(content));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Java has " + algorithm, missing);
        }
    }
}
