package dev.codebasemcp.search.retrieve;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Policy.FixedExpiration;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * A cache that evicts the least recently used values while their total weight exceeds a limit. Thread-safe: if several
 * threads need a value, one makes it and the others wait uninterruptibly. A failure reaches only the thread that made
 * the value; the next one tries again.
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

    /** Replaces or creates a value atomically; {@code next} receives the previous value. */
    V replace(K key, Function<Optional<V>, V> next) {
        V made = values.asMap().compute(key, (same, known) -> next.apply(Optional.ofNullable(known)));
        trim();
        return made;
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
