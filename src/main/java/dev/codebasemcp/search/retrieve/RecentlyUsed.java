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
 * A cache that drops the values that were not used for longest, as long as all together weigh more than a limit. Safe for
 * threads: of several that need a value at once, one makes it, and the others wait for it. They wait without being
 * interruptible, for as long as its making takes. A failure is thrown to the thread that met it; the next one tries again.
 *
 * <p>Caffeine's own limit by weight is not used. It keeps what was used most often, and there are few, heavy values here: after
 * twenty searches of a project that fills the cache, the segments of another one were loaded again by each of sixty searches.
 */
final class RecentlyUsed<K, V> {
    /** Gives memory back that a long session has no use for; also makes Caffeine keep the order of use. */
    private static final Duration UNUSED = Duration.ofDays(1);

    private final Cache<K, V> values = Caffeine.newBuilder()
            .expireAfterAccess(UNUSED)
            .executor(Runnable::run)
            .build();
    private final FixedExpiration<K, V> order =
            values.policy().expireAfterAccess().orElseThrow();
    private final long limit;
    private final ToLongFunction<V> weigher;

    /** An empty cache for values that weigh at most {@code limit} together. */
    RecentlyUsed(long limit, ToLongFunction<V> weigher) {
        this.limit = limit;
        this.weigher = weigher;
    }

    /** The value, if it is here now. */
    Optional<V> find(K key) {
        return Optional.ofNullable(values.getIfPresent(key));
    }

    /** Replaces a value, or makes the first one, while no other thread does; {@code next} gets the value until now. */
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
