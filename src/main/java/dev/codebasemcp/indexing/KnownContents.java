package dev.codebasemcp.indexing;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.codebasemcp.model.ContentHash;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The contents that an index has. Read at first use: most runs find nothing new and never ask. Safe for threads. */
final class KnownContents {
    @GuardedBy("this") private final Set<ContentHash> known = new HashSet<>();

    @GuardedBy("this") private Optional<Supplier<Set<ContentHash>>> unread;

    /** Those that {@code stored} gives, and what is added. */
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
