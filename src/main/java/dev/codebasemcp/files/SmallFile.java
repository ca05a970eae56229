package dev.codebasemcp.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the small files that configure git and this program. A missing or unreadable file counts as empty, as in git;
 * an unreadable one is logged.
 */
public final class SmallFile {
    private static final Logger LOG = LoggerFactory.getLogger(SmallFile.class);
    /** An ignore file of 500,000 lines takes a sixth of this. git's own limit is 100 MB. */
    private static final int MAX_BYTES = 32 << 20;

    private SmallFile() {}

    /**
     * Returns the bytes of a regular file, or empty if there is none. Follows symbolic links unless {@code options}
     * forbid it.
     */
    public static Optional<byte[]> read(Path file, LinkOption... options) {
        if (!Files.isRegularFile(file, options)) {
            return Optional.empty();
        }
        try (InputStream in = RegularFile.open(file, options)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length <= MAX_BYTES) {
                return Optional.of(bytes);
            }
            LOG.warn("{} is larger than {} bytes and not used", file, MAX_BYTES);
        } catch (IOException failure) {
            LOG.warn("{} cannot be read and is not used: {}", file, failure.toString());
        }
        return Optional.empty();
    }

    /** Returns the file as UTF-8 text. */
    public static Optional<String> readText(Path file) {
        return read(file).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }
}
