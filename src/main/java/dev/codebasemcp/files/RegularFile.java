package dev.codebasemcp.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens files that were regular when last checked. Opening a FIFO blocks until a writer appears and ignores
 * interrupts, and Java has no non-blocking open. A watchdog therefore checks an open that takes long. If the path is
 * now a FIFO, the watchdog briefly opens its other end, which releases the blocked open. Thread-safe.
 */
public final class RegularFile {
    private static final Logger LOG = LoggerFactory.getLogger(RegularFile.class);
    private static final long WATCHDOG_MILLIS = 500;

    private RegularFile() {}

    /**
     * Opens a file for reading.
     *
     * @param options whether to follow a symbolic link
     * @throws NotRegularException if the file is no longer regular; nothing was read from it
     */
    public static InputStream open(Path file, LinkOption... options) throws IOException {
        InputStream in = openWatched(file, options);
        try {
            if (!Files.readAttributes(file, BasicFileAttributes.class, options).isRegularFile()) {
                throw new NotRegularException(file, "it is no longer a regular file");
            }
            return in;
        } catch (IOException | RuntimeException failure) {
            in.close();
            throw failure;
        }
    }

    private static InputStream openWatched(Path file, LinkOption... options) throws IOException {
        CompletableFuture<Boolean> opened = new CompletableFuture<>();
        CompletableFuture<Boolean> watch = watch(file, opened);
        try {
            return Files.newInputStream(file, options);
        } finally {
            opened.complete(true);
            watch.cancel(false);
        }
    }

    private static CompletableFuture<Boolean> watch(Path file, CompletableFuture<Boolean> opened) {
        return opened.copy()
                .completeOnTimeout(false, WATCHDOG_MILLIS, TimeUnit.MILLISECONDS)
                .thenCompose(inTime -> {
                    if (inTime) {
                        return opened;
                    }
                    release(file);
                    return watch(file, opened);
                });
    }

    private static void release(Path file) {
        try {
            if (Files.readAttributes(file, BasicFileAttributes.class).isOther()) {
                // Opening for both directions is the only mode that never blocks.
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)
                        .close();
                LOG.warn("{} became a FIFO or a device while it was being opened; it is not read", file);
            }
        } catch (IOException failure) {
            LOG.debug("{} is slow to open, and the watchdog failed: {}", file, failure.toString());
        }
    }
}
