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
 * Opens files that were seen to be regular a moment ago. To open a FIFO waits for a writer, for ever and deaf to
 * interrupts, and Java cannot ask for an open that does not wait; so an open that takes long is looked after: if there is
 * a FIFO now, its other end is opened for a moment, which lets the first open go on. Safe for any number of threads.
 */
public final class RegularFile {
    private static final Logger LOG = LoggerFactory.getLogger(RegularFile.class);
    private static final long LOOK_AFTER_MILLIS = 500;

    private RegularFile() {}

    /**
     * The bytes of a file.
     *
     * @param options whether a symbolic link is followed
     * @throws NotRegularException if it is no regular file any more; nothing was read of it
     */
    public static InputStream open(Path file, LinkOption... options) throws IOException {
        InputStream in = openWatched(file, options);
        try {
            if (!Files.readAttributes(file, BasicFileAttributes.class, options).isRegularFile()) {
                throw new NotRegularException(file, "it is no regular file any more");
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
                .completeOnTimeout(false, LOOK_AFTER_MILLIS, TimeUnit.MILLISECONDS)
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
                // For both directions: only that is sure not to wait for anybody.
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)
                        .close();
                LOG.warn("{} has become a FIFO or a device while it was opened; it is not read", file);
            }
        } catch (IOException failure) {
            LOG.debug("{} is slow to open, and cannot be looked after: {}", file, failure.toString());
        }
    }
}
