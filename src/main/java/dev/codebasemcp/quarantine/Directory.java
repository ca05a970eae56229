package dev.codebasemcp.quarantine;

import dev.codebasemcp.model.ContentHash;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory of the {@link Quarantine}. It holds a {@link MarkFile} per process, named after the process, and a
 * file with the cause per refused content, named after the content. Thread-safe.
 */
final class Directory implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Directory.class);
    private static final String REFUSED = ".refused";
    private static final Pattern REFUSED_NAME = Pattern.compile("[0-9a-f]{32}\\.refused");
    /** Two changes within this time may have the same time stamp. */
    private static final Duration SETTLED = Duration.ofSeconds(2);
    /** Suspects unseen for this long are unlikely to return. */
    private static final Duration FORGOTTEN = Duration.ofDays(30);

    private final Path path;
    private final String process;
    private final Clock clock;
    /** Contents refused by this process, even if the file could not be written. */
    private final Map<ContentHash, String> refusedHere = new ConcurrentHashMap<>();

    /** Whether the failure was logged, which would otherwise repeat for each file. */
    private volatile boolean failureLogged;

    private volatile View view = new View(FileTime.fromMillis(0), false, List.of(), Set.of());

    Directory(Path path, String process, Clock clock) {
        this.path = path;
        this.process = process;
        this.clock = clock;
    }

    /**
     * The directory's content at the last check.
     *
     * @param settled whether any later change is certain to alter the directory's time stamp
     * @param others the files of other processes, open as long as they exist
     */
    private record View(FileTime changed, boolean settled, List<MarkFile> others, Set<ContentHash> refused) {}

    /** Unique per process, even if the system reuses a process id. */
    static String nameOfProcess() {
        ProcessHandle self = ProcessHandle.current();
        long start = self.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        return self.pid() + "-" + start + "-";
    }

    /**
     * Loads files that appeared or vanished since the last check. An unchanged directory costs one file system call.
     */
    void refresh() {
        try {
            if (!view.settled || !changedAt().equals(view.changed)) {
                reload();
            }
        } catch (IOException | DirectoryIteratorException failure) {
            if (!failureLogged) {
                failureLogged = true;
                LOG.warn("Cannot read other processes' records of contents that crash native code", failure);
            }
        }
    }

    private FileTime changedAt() throws IOException {
        try {
            return Files.getLastModifiedTime(path);
        } catch (NoSuchFileException missing) {
            return FileTime.fromMillis(0);
        }
    }

    private synchronized void reload() throws IOException {
        FileTime changed = changedAt();
        boolean settled = changed.toInstant().plus(SETTLED).isBefore(clock.instant());
        Map<Path, MarkFile> known = new HashMap<>();
        view.others.forEach(file -> known.put(file.path(), file));
        Map<Path, MarkFile> others = new HashMap<>();
        Set<ContentHash> refused = new HashSet<>();
        if (changed.toMillis() != 0) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
                for (Path file : files) {
                    String name = path.relativize(file).toString();
                    if (REFUSED_NAME.matcher(name).matches()) {
                        refused.add(contentOf(name));
                    } else if (name.endsWith(MarkFile.ENDING) && !name.startsWith(process)) {
                        MarkFile old = known.remove(file);
                        Optional<MarkFile> other = old == null ? open(file) : Optional.of(old);
                        other.ifPresent(opened -> others.put(file, opened));
                    }
                }
            }
        }
        view = new View(changed, settled, List.copyOf(others.values()), Set.copyOf(refused));
        for (MarkFile vanished : known.values()) {
            vanished.close();
        }
    }

    /** Opens another process's file; empty if it is gone. Deletes a dead process's file if it is empty or old. */
    private Optional<MarkFile> open(Path file) throws IOException {
        try {
            MarkFile other = MarkFile.open(file);
            if (other.tryLock()) {
                boolean useless = other.isEmpty() || isForgotten(file);
                if (useless) {
                    Files.deleteIfExists(file);
                    other.close();
                    return Optional.empty();
                }
                other.unlock();
            }
            return Optional.of(other);
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        } catch (IOException unreadable) {
            LOG.warn("Cannot read the marks of another process", unreadable);
            return Optional.empty();
        }
    }

    private boolean isForgotten(Path file) throws IOException {
        return Files.getLastModifiedTime(file).toInstant().plus(FORGOTTEN).isBefore(clock.instant());
    }

    /** Why a content is refused; empty if it is not. */
    Optional<String> refusal(ContentHash content) throws IOException {
        String here = refusedHere.get(content);
        if (here != null || !view.refused.contains(content)) {
            return Optional.ofNullable(here);
        }
        try {
            return Optional.of(Files.readString(fileOf(content)).strip());
        } catch (NoSuchFileException forgiven) {
            return Optional.empty();
        }
    }

    /** Returns another process's file that marks the content. */
    Optional<MarkFile> markedElsewhere(ContentHash content) {
        for (MarkFile other : view.others) {
            if (other.holds(content)) {
                return Optional.of(other);
            }
        }
        return Optional.empty();
    }

    /** Deletes a dead process's file, whose lock is held, if it has no marks left. */
    void removeIfEmpty(MarkFile file) throws IOException {
        if (file.isEmpty()) {
            Files.deleteIfExists(file.path());
        }
    }

    MarkFile createOwn() throws IOException {
        Files.createDirectories(path);
        return MarkFile.create(path, process + UUID.randomUUID());
    }

    /** Records durably that a content is refused. */
    void refuse(ContentHash content, String cause) throws IOException {
        refusedHere.put(content, cause);
        Files.createDirectories(path);
        Path draft = Files.createTempFile(path, "refused", ".tmp");
        Files.writeString(draft, cause + "\n");
        try (FileChannel written = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            written.force(true);
        }
        Files.move(draft, fileOf(content), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        reload();
    }

    private Path fileOf(ContentHash content) {
        return path.resolve(HexFormat.of().formatHex(content.toBytes()) + REFUSED);
    }

    private static ContentHash contentOf(String name) {
        String hex = name.substring(0, name.length() - REFUSED.length());
        return ContentHash.ofBytes(HexFormat.of().parseHex(hex));
    }

    @Override
    public synchronized void close() {
        for (MarkFile other : view.others) {
            try {
                other.close();
            } catch (IOException failure) {
                LOG.debug("Cannot close {}", other.path(), failure);
            }
        }
        view = new View(FileTime.fromMillis(0), false, List.of(), Set.of());
    }
}
