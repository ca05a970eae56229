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
    /** The whole server has some hundred megabytes. */
    private static final long MOST_BYTES = 48L << 20;
    /** Reading takes a second for some hundred megabytes. */
    private static final long LARGEST = 1L << 30;
    /** What an entry takes that has no index. */
    private static final long BYTES_OF_AN_ENTRY = 1024;

    private final Path place;
    private final Cache<Path, Loaded> indexes;
    /** Held while an index is read: two at a time would take too much memory. */
    private final Object reading = new Object();

    /**
     * Creates a finder.
     *
     * @param place of the index, relative to the root of each repository
     */
    public ScipIndexes(Path place) {
        this(place, MOST_BYTES);
    }

    ScipIndexes(Path place, long mostBytes) {
        this.place = place;
        this.indexes = Caffeine.newBuilder()
                .maximumWeight(mostBytes)
                .weigher((Path file, Loaded loaded) -> (int) loaded.bytes())
                .executor(Runnable::run)
                .build();
    }

    /** One version of an index file. */
    private record Version(Path file, FileTime modified, long size) {}

    /** What was read of a version. */
    private record Loaded(Version version, Optional<ScipIndex> index) {
        private long bytes() {
            return index.map(ScipIndex::bytes).orElse(0L) + BYTES_OF_AN_ENTRY;
        }
    }

    /** Returns the index of a repository; empty if there is none, or none that can be read. */
    Optional<ScipIndex> of(Path root) {
        Path file = root.resolve(place);
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!attributes.isRegularFile() || !file.toRealPath().startsWith(root)) {
                return Optional.empty();
            }
            return of(new Version(file, attributes.lastModifiedTime(), attributes.size()));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException unreadable) {
            LOG.info("The SCIP index {} cannot be read: {}", file, unreadable.toString());
            return Optional.empty();
        }
    }

    private Optional<ScipIndex> of(Version version) {
        synchronized (reading) {
            Loaded known = indexes.getIfPresent(version.file());
            if (known == null || !known.version().equals(version)) {
                indexes.invalidate(version.file());
                known = new Loaded(version, read(version));
                indexes.put(version.file(), known);
            }
            return known.index();
        }
    }

    /** How much memory the kept indexes take, about. */
    long bytes() {
        return indexes.asMap().values().stream().mapToLong(Loaded::bytes).sum();
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
        LOG.debug("Some {} bytes of SCIP indexes are given back", bytes());
        indexes.invalidateAll();
    }
}
