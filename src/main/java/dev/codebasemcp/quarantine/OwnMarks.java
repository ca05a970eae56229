package dev.codebasemcp.quarantine;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.codebasemcp.model.ContentHash;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.util.BitSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The marks of this process. If its file cannot be created, work continues without marks. Thread-safe. */
final class OwnMarks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OwnMarks.class);

    private final Directory directory;

    @GuardedBy("this") private final BitSet used = new BitSet(MarkFile.SLOTS);

    @GuardedBy("this") private @Nullable MarkFile file;

    @GuardedBy("this") private boolean closed;

    OwnMarks(Directory directory) {
        this.directory = directory;
    }

    /** Marks a content until the admission is left; waits for a free slot. */
    Quarantine.Admission mark(ContentHash content) throws InterruptedException {
        Optional<MarkFile> marks = file();
        if (marks.isEmpty()) {
            return () -> {
                // Nothing was marked.
            };
        }
        int slot = takeSlot();
        marks.get().mark(slot, content);
        return () -> leave(marks.get(), slot);
    }

    private synchronized Optional<MarkFile> file() {
        if (file == null && !closed) {
            create();
        }
        return Optional.ofNullable(file);
    }

    private synchronized int takeSlot() throws InterruptedException {
        while (used.cardinality() == MarkFile.SLOTS) {
            wait();
        }
        int slot = used.nextClearBit(0);
        used.set(slot);
        return slot;
    }

    @GuardedBy("this") private void create() {
        try {
            file = directory.createOwn();
        } catch (ClosedByInterruptException ended) {
            // Of a question that its client gave up. The next one makes the file.
            LOG.info("A thread was interrupted before it could mark a content for native code");
        } catch (IOException | RuntimeException failure) {
            closed = true;
            LOG.warn("Cannot mark contents for native code: one that ends this process may end others too", failure);
        }
    }

    private void leave(MarkFile marks, int slot) {
        marks.clear(slot);
        synchronized (this) {
            used.clear(slot);
            notifyAll();
        }
    }

    /** Deletes the file: its marks did not end the process. */
    @Override
    public synchronized void close() {
        closed = true;
        MarkFile marks = file;
        file = null;
        if (marks != null) {
            try {
                Files.deleteIfExists(marks.path());
                marks.close();
            } catch (IOException failure) {
                LOG.info("{} is left to the next process", marks.path(), failure);
            }
        }
    }
}
