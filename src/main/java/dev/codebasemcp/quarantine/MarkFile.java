package dev.codebasemcp.quarantine;

import dev.codebasemcp.model.ContentHash;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The contents that one process's native code is reading, in a memory-mapped file. A mark costs two stores and
 * survives any end of the process, which holds a lock on the file while it lives.
 *
 * <p>A file gets its final name once it is complete and locked. Thread-safe, but each slot has one writer.
 */
final class MarkFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MarkFile.class);

    /** Contains the format version, so that no version reads another's files. */
    static final String ENDING = ".marks-1";

    static final int SLOTS = 64;

    private static final int SLOT_BYTES = 2 * Long.BYTES;
    private static final int BYTES = SLOTS * SLOT_BYTES;
    private static final VarHandle LONGS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final Path path;
    private final FileChannel channel;
    private final MappedByteBuffer slots;
    private @Nullable FileLock lock;

    private MarkFile(Path path, FileChannel channel) throws IOException {
        this.path = path;
        this.channel = channel;
        this.slots = channel.map(FileChannel.MapMode.READ_WRITE, 0, BYTES);
    }

    /** Creates the file of this process, locked. */
    static MarkFile create(Path directory, String name) throws IOException {
        Path path = directory.resolve(name + ENDING);
        Path draft = Files.createTempFile(directory, "marks", ".tmp");
        FileChannel channel = FileChannel.open(draft, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            // Written, not only mapped, so that a full disk fails here instead of at the first mark.
            channel.write(ByteBuffer.allocate(BYTES));
            MarkFile file = new MarkFile(path, channel);
            if (!file.tryLock()) {
                throw new IOException("cannot lock " + draft);
            }
            Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
            return file;
        } catch (IOException failure) {
            channel.close();
            Files.deleteIfExists(draft);
            throw failure;
        }
    }

    /** Opens another process's file. It must stay open until that process has ended. */
    static MarkFile open(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (channel.size() != BYTES) {
                throw new IOException(path + " is not a mark file");
            }
            return new MarkFile(path, channel);
        } catch (IOException failure) {
            channel.close();
            throw failure;
        }
    }

    Path path() {
        return path;
    }

    /** Takes the lock if it is free. Not for concurrent use. */
    boolean tryLock() throws IOException {
        try {
            lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException heldHere) {
            return false;
        }
    }

    void unlock() throws IOException {
        FileLock held = lock;
        lock = null;
        if (held != null) {
            try {
                held.release();
            } catch (ClosedChannelException closedMeanwhile) {
                LOG.debug("{} was closed, which freed it: {}", path, closedMeanwhile.toString());
            }
        }
    }

    /** Marks a content. The half that readers check first is written last and cleared first. */
    void mark(int slot, ContentHash content) {
        LONGS.setRelease(slots, slot * SLOT_BYTES + Long.BYTES, content.low());
        LONGS.setRelease(slots, slot * SLOT_BYTES, first(content));
    }

    void clear(int slot) {
        LONGS.setRelease(slots, slot * SLOT_BYTES, 0L);
    }

    /** Clears all marks of a content. */
    void clear(ContentHash content) {
        for (int slot = 0; slot < SLOTS; slot++) {
            if (holds(slot, content)) {
                clear(slot);
            }
        }
    }

    boolean holds(ContentHash content) {
        for (int slot = 0; slot < SLOTS; slot++) {
            if (holds(slot, content)) {
                return true;
            }
        }
        return false;
    }

    private boolean holds(int slot, ContentHash content) {
        return (long) LONGS.getAcquire(slots, slot * SLOT_BYTES) == first(content)
                && (long) LONGS.getAcquire(slots, slot * SLOT_BYTES + Long.BYTES) == content.low();
    }

    boolean isEmpty() {
        for (int slot = 0; slot < SLOTS; slot++) {
            if ((long) LONGS.getAcquire(slots, slot * SLOT_BYTES) != 0) {
                return false;
            }
        }
        return true;
    }

    /** 0 means an empty slot. */
    private static long first(ContentHash content) {
        return content.high() == 0 ? 1 : content.high();
    }

    /** Also releases the lock. */
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
