package dev.codebasemcp.freshness;

import dev.codebasemcp.model.CodebaseException;
import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.ProjectId;
import dev.codebasemcp.model.RepositoryId;
import dev.codebasemcp.provisioning.ReadyProject;
import dev.codebasemcp.threads.NamedThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Checks before a search whether a project's files have changed since they were indexed, at most once a second. The
 * check runs in parallel to the search and delays it by at most {@link ProcessLifetime#timeout}. Thread-safe.
 */
public final class FreshnessMonitor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FreshnessMonitor.class);

    /** How long {@link #close} waits for running checks; some may hang. */
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);

    private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** A check starts this many durations after the last one began, so checks take at most a third of the time. */
    private static final int REST_FACTOR = 3;

    private static final String NO_TIME = "Not all files were checked in time; results may be stale.";

    private static final String NOT_SEEN = "Files could not be checked for changes; results may be stale.";

    private static final int KEPT_SCOPES = 100;
    private static final int COMPARERS = 4;

    private final FreshnessCheck check;
    private final LongSupplier nanos;
    private final ExecutorService threads;
    private final Map<Scope, ScopeState> scopes = new LinkedHashMap<>(16, 0.75f, true);
    /** Start times of running comparisons. Each holds a thread, forever if its file system hangs. */
    private final Map<DatabaseName, Long> comparing = new ConcurrentHashMap<>();

    private final Glances glances;
    private volatile boolean closing;

    /**
     * Creates a monitor that has checked nothing yet.
     *
     * @param nanos a monotonic clock, in nanoseconds
     * @param threads run the checks, one thread per project; {@link #close} shuts them down
     */
    public FreshnessMonitor(FreshnessCheck check, LongSupplier nanos, ExecutorService threads) {
        this.threads = threads;
        this.check = check;
        this.nanos = nanos;
        this.glances = new Glances(check, nanos, threads);
    }

    /** Daemon threads, which let the program exit even if a file system hangs. */
    public static ExecutorService daemons() {
        return Executors.newCachedThreadPool(new NamedThreads("freshness"));
    }

    /** Some repositories of a project. */
    private record Scope(ProjectId project, DatabaseName database, Set<RepositoryId> repositories) {
        Scope {
            repositories = Set.copyOf(repositories);
        }
    }

    /** The checks of one scope; guarded by {@link #scopes}. */
    private static final class ScopeState {
        private Future<ProjectFreshness> running = CompletableFuture.completedFuture(ProjectFreshness.UNKNOWN);
        private ProjectFreshness last = ProjectFreshness.UNKNOWN;
        private long startedAt;
        private long nextAt;
        private long generation = -1;
        private boolean checked;
    }

    /** A running check. */
    public interface Pending {
        /** Waits for the result; after the timeout, returns what is known by then. */
        ProjectFreshness await() throws InterruptedException;
    }

    /**
     * Starts a check of a project's repositories. Joins a running check, or reuses the last result if it is recent.
     * Small changes are indexed at once, larger ones by a job. Returns immediately.
     *
     * @param repositories the only ones to check
     */
    public Pending begin(ReadyProject project, Set<RepositoryId> repositories) {
        Scope scope = new Scope(project.id(), project.databaseName(), repositories);
        if (repositories.isEmpty()) {
            return () -> ProjectFreshness.NONE;
        }
        synchronized (scopes) {
            Future<ProjectFreshness> current = current(scope);
            // The deadline counts from the start of the check, so that callers do not wait for one that hangs.
            long deadline = Optional.ofNullable(scopes.get(scope))
                    .map(state -> state.startedAt + check.lifetime().timeout().toNanos())
                    .orElse(0L);
            return () -> await(current, scope, deadline);
        }
    }

    private Future<ProjectFreshness> current(Scope scope) {
        synchronized (scopes) {
            ScopeState state = scopes.computeIfAbsent(scope, unused -> new ScopeState());
            if (scopes.size() > KEPT_SCOPES) {
                scopes.remove(scopes.keySet().iterator().next());
            }
            if (!state.running.isDone()) {
                return state.running;
            }
            boolean recent = state.checked && nanos.getAsLong() - state.nextAt < 0;
            if (recent && !state.last.hasPendingChanges()) {
                return CompletableFuture.completedFuture(state.last);
            }
            CompletableFuture<ProjectFreshness> result = new CompletableFuture<>();
            state.running = result;
            state.startedAt = nanos.getAsLong();
            threads.execute(recent ? () -> checkIfIndexed(state, scope, result) : () -> run(state, scope, result));
            return result;
        }
    }

    /** Compares the files again only if the index was written to since the last check. */
    private void checkIfIndexed(ScopeState state, Scope scope, CompletableFuture<ProjectFreshness> result) {
        ProjectFreshness last;
        long before;
        synchronized (scopes) {
            last = state.last;
            before = state.generation;
        }
        if (generation(scope.database()) == before) {
            result.complete(last);
        } else {
            run(state, scope, result);
        }
    }

    /** When the next comparison may start. */
    static long nextAt(long startedAt, long end) {
        return startedAt + Math.max(EVERY_NANOS, REST_FACTOR * (end - startedAt));
    }

    /** The generation of the index; -1 if it cannot be read now. */
    private long generation(DatabaseName database) {
        try {
            return check.generation(database);
        } catch (RuntimeException | Error unavailable) {
            LOG.debug("It cannot be seen whether {} was written to: {}", database, unavailable.toString());
            return -1;
        }
    }

    private void run(ScopeState state, Scope scope, CompletableFuture<ProjectFreshness> result) {
        long before = generation(scope.database());
        ProjectFreshness seen = check(state, scope);
        synchronized (scopes) {
            state.generation = before;
            long end = nanos.getAsLong();
            state.last = new ProjectFreshness(seen.repositories(), false, seen.complete());
            state.nextAt = nextAt(state.startedAt, end);
            state.checked = true;
            result.complete(seen);
        }
        if (seen.changed()) {
            try {
                check.finish(scope.database(), scope.repositories());
            } catch (CodebaseException unavailable) {
                logFailure("Cannot tidy the index", scope.database(), unavailable);
            }
        }
    }

    private ProjectFreshness check(ScopeState state, Scope scope) {
        DatabaseName database = scope.database();
        try {
            return check.refresh(scope.project(), database, scope.repositories());
        } catch (CodebaseException unavailable) {
            logFailure("Cannot see how far the index is up to date", database, unavailable);
        } catch (RuntimeException | Error bug) {
            // Catches errors too: a check without an end would block all later checks of this project.
            LOG.error("Cannot see whether the index in {} is up to date", database, bug);
        }
        synchronized (scopes) {
            return unknown(state.last, NOT_SEEN);
        }
    }

    /** The result without a check. A session's next answer knows more; a command has none, so it gets a remark. */
    private ProjectFreshness unknown(ProjectFreshness last, String remark) {
        return check.lifetime() == ProcessLifetime.COMMAND
                ? new ProjectFreshness(last.repositories(), List.of(remark), false, true)
                : new ProjectFreshness(last.repositories(), false, false);
    }

    /** Failures while closing need no warning: writes are atomic, and the next check finds the changes. */
    private void logFailure(String what, DatabaseName database, CodebaseException failure) {
        LOG.atLevel(closing ? Level.DEBUG : Level.WARN)
                .log("{} (database {}): {}", what, database, failure.getMessage());
    }

    private ProjectFreshness await(Future<ProjectFreshness> running, Scope scope, long deadline)
            throws InterruptedException {
        try {
            return running.get(Math.max(0, deadline - nanos.getAsLong()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException slow) {
            ProjectFreshness last;
            synchronized (scopes) {
                last = Optional.ofNullable(scopes.get(scope))
                        .map(state -> state.last)
                        .orElse(ProjectFreshness.UNKNOWN);
            }
            return unknown(last, NO_TIME);
        } catch (ExecutionException bug) {
            throw new IllegalStateException("a check does not fail", bug.getCause());
        }
    }

    /**
     * Compares the repositories of some projects with their files until the timeout; indexes nothing. Only {@value
     * #COMPARERS} projects at a time: each takes a database connection, and searches need connections too.
     */
    public Map<RepositoryId, RepositoryFreshness> compare(List<DatabaseName> databases) throws InterruptedException {
        return compare(databases, check.lifetime().timeout());
    }

    /** Does the same for a caller that waits longer, or less long, than answers usually do. */
    public Map<RepositoryId, RepositoryFreshness> compare(List<DatabaseName> databases, Duration timeout)
            throws InterruptedException {
        long within = timeout.toNanos();
        long deadline = nanos.getAsLong() + within;
        Queue<DatabaseName> left = new ConcurrentLinkedQueue<>(databases);
        Map<RepositoryId, RepositoryFreshness> seen = new ConcurrentHashMap<>();
        List<Future<?>> comparers = new ArrayList<>();
        for (int i = 0; i < Math.min(COMPARERS, databases.size()); i++) {
            comparers.add(threads.submit(() -> compare(left, within, deadline, seen)));
        }
        for (Future<?> comparer : comparers) {
            try {
                comparer.get(Math.max(0, deadline - nanos.getAsLong()), TimeUnit.NANOSECONDS);
            } catch (TimeoutException slow) {
                comparer.cancel(true);
            } catch (ExecutionException bug) {
                throw new IllegalStateException("a comparison does not fail", bug.getCause());
            }
        }
        return Map.copyOf(seen);
    }

    /**
     * Starts to compare a project's repositories with their files; indexes nothing. For a project that a search merely
     * reads. Returns immediately.
     *
     * @param repositories the only ones to tell about
     */
    public Pending look(ReadyProject project, Set<RepositoryId> repositories) {
        if (repositories.isEmpty()) {
            return () -> ProjectFreshness.NONE;
        }
        return glances.begin(project.databaseName(), repositories);
    }

    /** Leaves out projects whose comparison by another caller takes longer than this one waits: their file systems may hang. */
    private void compare(
            Queue<DatabaseName> left, long within, long deadline, Map<RepositoryId, RepositoryFreshness> seen) {
        DatabaseName next = left.poll();
        while (next != null && nanos.getAsLong() - deadline < 0) {
            long now = nanos.getAsLong();
            Optional<Long> begun = Optional.ofNullable(comparing.putIfAbsent(next, now));
            if (now - begun.orElse(now) < within) {
                try {
                    compare(next, seen);
                } finally {
                    if (begun.isEmpty()) {
                        comparing.remove(next);
                    }
                }
            }
            next = left.poll();
        }
    }

    private void compare(DatabaseName database, Map<RepositoryId, RepositoryFreshness> seen) {
        try {
            check.compare(database).forEach(result -> seen.put(result.repositoryId(), result));
        } catch (RuntimeException failure) {
            // After an interrupt, no caller waits for the result.
            if (!Thread.currentThread().isInterrupted()) {
                LOG.warn("Cannot see how far the index is up to date (database {})", database, failure);
            }
        }
    }

    /** Waits briefly for running checks, then interrupts the rest. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(CLOSE_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("A check of files did not end in time");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        closing = true;
        threads.shutdownNow();
    }
}
