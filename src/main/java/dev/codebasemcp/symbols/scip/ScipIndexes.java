package dev.codebasemcp.symbols.scip;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the SCIP index of a repository, and keeps the last ones that were read. Thread-safe. */
public final class ScipIndexes {
    private static final Logger LOG = LoggerFactory.getLogger(ScipIndexes.class);
    private static final int KEPT = 4;
    /** Reading takes a second for some hundred megabytes. */
    private static final long LARGEST = 1L << 30;

    private final Path place;
    private final Cache<Version, Optional<ScipIndex>> indexes =
            Caffeine.newBuilder().maximumSize(KEPT).executor(Runnable::run).build();

    /**
     * Creates a finder.
     *
     * @param place of the index, relative to the root of each repository
     */
    public ScipIndexes(Path place) {
        this.place = place;
    }

    /** One version of an index file. */
    private record Version(Path file, FileTime modified, long size) {}

    /** Returns the index of a repository; empty if there is none, or none that can be read. */
    Optional<ScipIndex> of(Path root) {
        Path file = root.resolve(place);
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!attributes.isRegularFile() || !file.toRealPath().startsWith(root)) {
                return Optional.empty();
            }
            return indexes.get(new Version(file, attributes.lastModifiedTime(), attributes.size()), ScipIndexes::read);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException unreadable) {
            LOG.info("The SCIP index {} cannot be read: {}", file, unreadable.toString());
            return Optional.empty();
        }
    }

    private static Optional<ScipIndex> read(Version version) {
        try {
            if (version.size() > LARGEST) {
                throw new IOException("it is larger than " + (LARGEST >> 20) + " MiB");
            }
            return Optional.of(ScipIndex.read(version.file()));
        } catch (IOException broken) {
            LOG.warn("The SCIP index {} is not used: {}", version.file(), broken.toString());
            return Optional.empty();
        }
    }

    /** Empties the cache, to give memory back. */
    public void clear() {
        indexes.invalidateAll();
    }
}
