package dev.codebasemcp.provisioning;

import dev.codebasemcp.database.AdvisoryLocks;
import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.LockKey;
import dev.codebasemcp.model.ProjectId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Locks the old and new names and ids of projects while they are created or changed. To avoid deadlocks, takes names
 * before ids, and each kind in sorted order. Safe for any number of threads and processes.
 */
public final class ProjectLocks {
    private final Databases databases;
    private final Duration timeout;

    /** Waits at most {@code timeout} for each lock. */
    public ProjectLocks(Databases databases, Duration timeout) {
        this.databases = databases;
        this.timeout = timeout;
    }

    /** Takes the locks of {@code names}. */
    AdvisoryLocks.Held ofNames(Collection<String> names) {
        return hold(new TreeSet<>(names).stream().map(LockKey::ofProvisioning).toList());
    }

    /** Takes the locks of {@code ids}; call after {@link #ofNames}. */
    AdvisoryLocks.Held ofIds(Collection<ProjectId> ids) {
        return hold(ids.stream()
                .distinct()
                .sorted(Comparator.comparing(ProjectId::toString))
                .map(LockKey::ofProvisioning)
                .toList());
    }

    /** Runs {@code work} under the locks of names and ids. */
    public <T> T holding(Collection<String> names, Collection<ProjectId> ids, Supplier<T> work) {
        AdvisoryLocks.Held ofNames = ofNames(names);
        try {
            AdvisoryLocks.Held ofIds = ofIds(ids);
            try {
                return work.get();
            } finally {
                ofIds.close();
            }
        } finally {
            ofNames.close();
        }
    }

    private AdvisoryLocks.Held hold(List<LockKey> keys) {
        Deque<AdvisoryLocks.Held> held = new ArrayDeque<>();
        try {
            keys.forEach(key -> held.push(databases.locks().hold(key, timeout)));
            return new CombinedLock(new ArrayList<>(held));
        } catch (RuntimeException failure) {
            held.forEach(AdvisoryLocks.Held::close);
            throw failure;
        }
    }

    /** Several locks, last taken first. */
    private record CombinedLock(List<AdvisoryLocks.Held> locks) implements AdvisoryLocks.Held {
        @Override
        public boolean isAlive() {
            return locks.stream().allMatch(AdvisoryLocks.Held::isAlive);
        }

        @Override
        public void close() {
            locks.forEach(AdvisoryLocks.Held::close);
        }
    }
}
