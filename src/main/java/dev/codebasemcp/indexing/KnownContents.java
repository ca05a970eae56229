package dev.codebasemcp.indexing;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.codebasemcp.model.ContentHash;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The contents in an index. Loaded at first use, because most runs find nothing new. Thread-safe. */
final class KnownContents {
    @GuardedBy("this") private final Set<ContentHash> known = new HashSet<>();

    @GuardedBy("this") private Optional<Supplier<Set<ContentHash>>> unread;

    /** Creates the set of the contents from {@code stored}, to which more can be added. */
    KnownContents(Supplier<Set<ContentHash>> stored) {
        this.unread = Optional.of(stored);
    }

    synchronized boolean contains(ContentHash content) {
        unread.ifPresent(stored -> known.addAll(stored.get()));
        unread = Optional.empty();
        return known.contains(content);
    }

    synchronized void add(ContentHash content) {
        known.add(content);
    }
}
