package dev.codebasemcp.search.retrieve;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Policy.FixedExpiration;
import dev.codebasemcp.model.UnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * A cache with a limit on the weight of all values; it evicts the least recently used ones. Thread-safe: if several
 * threads need a value, the first loads it and the others wait. A failure reaches only the thread that met it, and the
 * next thread tries again.
 *
 * <p>Does not use Caffeine's weight limit, which keeps the most frequently used values; here values are few and heavy.
 * After twenty searches of a project that filled the cache, each of sixty searches of another one reloaded its
 * segments.
 */
final class RecentlyUsed<K, V> {
    /** Frees memory during long sessions, and makes Caffeine track the order of use. */
    private static final Duration UNUSED = Duration.ofDays(1);

    private final Cache<K, V> values = Caffeine.newBuilder()
            .expireAfterAccess(UNUSED)
            .executor(Runnable::run)
            .build();
    /** Locks live as long as a thread uses them. No value is loaded under a lock of the map: that would block other keys, too. */
    private final Cache<K, ReentrantLock> locks =
            Caffeine.newBuilder().weakValues().build();

    private final FixedExpiration<K, V> order =
            values.policy().expireAfterAccess().orElseThrow();
    private final long limit;
    private final ToLongFunction<V> weigher;

    /** Creates a cache for values that weigh at most {@code limit} together. */
    RecentlyUsed(long limit, ToLongFunction<V> weigher) {
        this.limit = limit;
        this.weigher = weigher;
    }

    /** Returns the value if it is cached. */
    Optional<V> find(K key) {
        return Optional.ofNullable(values.getIfPresent(key));
    }

    /**
     * Replaces or loads a value while no other thread does so for this key.
     *
     * @param next gets the present value
     * @throws UnavailableException if the thread is interrupted while another one loads the value
     */
    V replace(K key, Function<Optional<V>, V> next) {
        ReentrantLock lock = locks.get(key, same -> new ReentrantLock());
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("Interrupted while another search loads the index.", interrupt);
        }
        try {
            V loaded = next.apply(find(key));
            values.put(key, loaded);
            trim();
            return loaded;
        } finally {
            lock.unlock();
        }
    }

    /** Removes all values. A value that is being loaded stays. */
    void clear() {
        values.invalidateAll();
    }

    private void trim() {
        long[] weight = new long[1];
        List<K> over = order.youngest(entries -> entries.filter(entry -> {
                    weight[0] += weigher.applyAsLong(entry.getValue());
                    return weight[0] > limit;
                })
                .map(Map.Entry::getKey)
                .toList());
        values.invalidateAll(over);
    }
}
