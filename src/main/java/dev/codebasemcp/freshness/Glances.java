package dev.codebasemcp.freshness;

import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.RepositoryId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Comparisons of projects with their files that index nothing, for searches that merely read a project: each project at most
 * once a second, and few at a time. A slow one continues after the answer, for the next. Thread-safe.
 */
final class Glances {
    private static final Logger LOG = LoggerFactory.getLogger(Glances.class);
    private static final int AT_ONCE = 8;
    private static final int KEPT = 100;

    private final FreshnessCheck check;
    private final LongSupplier nanos;
    private final ExecutorService threads;
    private final Map<DatabaseName, Glance> glances = new LinkedHashMap<>(16, 0.75f, true);
    private int running;

    Glances(FreshnessCheck check, LongSupplier nanos, ExecutorService threads) {
        this.check = check;
        this.nanos = nanos;
        this.threads = threads;
    }

    /** One comparison; {@code nextAt} is guarded by the glances, and the result is empty if the comparison failed. */
    private static final class Glance {
        private final CompletableFuture<Optional<List<RepositoryFreshness>>> result = new CompletableFuture<>();
        private final long startedAt;
        private long nextAt;

        Glance(long startedAt) {
            this.startedAt = startedAt;
        }
    }

    /** Starts a comparison, joins a running one, or reuses a recent one. Returns immediately. */
    synchronized FreshnessMonitor.Pending begin(DatabaseName database, Set<RepositoryId> repositories) {
        long now = nanos.getAsLong();
        Glance last = glances.get(database);
        if (last == null || (last.result.isDone() && now - last.nextAt >= 0)) {
            if (running >= AT_ONCE) {
                return () -> new ProjectFreshness(List.of(), false, false);
            }
            last = start(database, now);
        }
        Glance glance = last;
        // The deadline counts from the start, so that nobody waits for a file system that hangs.
        long deadline = glance.startedAt + check.lifetime().timeout().toNanos();
        return () -> await(glance, repositories, deadline);
    }

    private Glance start(DatabaseName database, long now) {
        Glance glance = new Glance(now);
        glances.put(database, glance);
        if (glances.size() > KEPT) {
            glances.remove(glances.keySet().iterator().next());
        }
        running++;
        threads.execute(() -> run(database, glance));
        return glance;
    }

    private void run(DatabaseName database, Glance glance) {
        Optional<List<RepositoryFreshness>> seen = Optional.empty();
        try {
            seen = Optional.of(check.compare(database));
        } catch (RuntimeException | Error failure) {
            // After an interrupt the process ends, and nobody waits for the result.
            LOG.atLevel(Thread.currentThread().isInterrupted() ? Level.DEBUG : Level.WARN)
                    .setCause(failure)
                    .log("The files of {} cannot be compared with the index", database);
        } finally {
            synchronized (this) {
                running--;
                glance.nextAt = FreshnessMonitor.nextAt(glance.startedAt, nanos.getAsLong());
            }
            glance.result.complete(seen);
        }
    }

    private ProjectFreshness await(Glance glance, Set<RepositoryId> repositories, long deadline)
            throws InterruptedException {
        try {
            Optional<List<RepositoryFreshness>> seen =
                    glance.result.get(Math.max(0, deadline - nanos.getAsLong()), TimeUnit.NANOSECONDS);
            return new ProjectFreshness(
                    seen.stream()
                            .flatMap(List::stream)
                            .filter(one -> repositories.contains(one.repositoryId()))
                            .toList(),
                    false,
                    seen.isPresent());
        } catch (TimeoutException slow) {
            return new ProjectFreshness(List.of(), false, false);
        } catch (ExecutionException bug) {
            throw new IllegalStateException("a comparison does not fail", bug.getCause());
        }
    }
}
