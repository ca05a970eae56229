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
 * Reads the small files that steer git and this program. One that is missing or cannot be read counts as empty, with a warning in the
 * log: git goes on without it too.
 */
public final class SmallFile {
    private static final Logger LOG = LoggerFactory.getLogger(SmallFile.class);
    /** git stops reading ignore files at 100 MB; 500,000 lines come to a sixth of it. */
    private static final int MAX_BYTES = 32 << 20;

    private SmallFile() {}

    /** The bytes of a regular file, through symbolic links unless {@code options} forbid; empty if there is none. */
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

    /** The same as text in UTF-8. */
    public static Optional<String> readText(Path file) {
        return read(file).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }
}
