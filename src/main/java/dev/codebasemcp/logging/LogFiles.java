package dev.codebasemcp.logging;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder of log files. Each process has its own file, because processes cannot rotate a shared file safely.
 * Creating a file removes the oldest ones.
 */
final class LogFiles {
    private static final String PREFIX = "codebase-mcp-";
    private static final String SUFFIX = ".log";
    private static final int KEPT = 20;

    private final Path folder;
    private final Clock clock;

    LogFiles(Path home, Clock clock) {
        this.folder = folder(home);
        this.clock = clock;
    }

    static Path folder(Path home) {
        return home.resolve("logs");
    }

    Path create() throws IOException {
        Files.createDirectories(folder, onlyOwner("rwx------"));
        removeOld();
        // Instant's own format needs no formatter. Windows forbids colons in names.
        String time = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString().replace(":", "");
        String name = PREFIX + time + "-" + ProcessHandle.current().pid() + SUFFIX;
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            createPrivate(file);
        }
        return file;
    }

    void createPrivate(Path file) throws IOException {
        Files.createFile(file, onlyOwner("rw-------"));
    }

    private void removeOld() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            // Names start with the time, so they sort by age.
            List<Path> old = files.filter(LogFiles::isOurs)
                    .sorted(Comparator.comparing(Path::toString).reversed())
                    .skip(KEPT - 1)
                    .toList();
            for (Path file : old) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static boolean isOurs(Path file) {
        Path name = file.getFileName();
        return name != null
                && name.toString().startsWith(PREFIX)
                && name.toString().contains(SUFFIX);
    }

    private static FileAttribute<?>[] onlyOwner(String permissions) {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
