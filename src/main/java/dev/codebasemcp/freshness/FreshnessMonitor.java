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
 * Looks before a search whether the project's files are as they were indexed, at most once a second, beside the search and
 * never longer in its way than {@link ProcessLifetime} allows. Safe for threads.
 */
public final class FreshnessMonitor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FreshnessMonitor.class);

    /** For looks that are under way at the end; some may hang. */
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);

    private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** A look that takes long is made so much less often, so that at most a third of the time is spent on it. */
    private static final int REST_FACTOR = 3;

    private static final String NO_TIME =
            "Not all files were checked in time; results may be stale.";

    private static final String NOT_SEEN = "Files could not be checked for changes; results may be stale.";

    private static final int KEPT_SCOPES = 100;
    private static final int COMPARERS = 4;

    private final FreshnessCheck look;
    private final LongSupplier nanos;
    private final ExecutorService threads;
    private final Map<Scope, Watched> scopes = new LinkedHashMap<>(16, 0.75f, true);
    /** When comparisons that are under way began: each holds a thread, for ever where a file system hangs. */
    private final Map<DatabaseName, Long> comparing = new ConcurrentHashMap<>();

    private volatile boolean closing;

    /**
     * A watch that has looked at nothing.
     *
     * @param nanos a clock that only ever goes forward, in nanoseconds
     * @param threads one for each project that is looked at; they end with the watch
     */
    public FreshnessMonitor(FreshnessCheck look, LongSupplier nanos, ExecutorService threads) {
        this.threads = threads;
        this.look = look;
        this.nanos = nanos;
    }

    /** Threads that do not keep the program alive, however a file system hangs. */
    public static ExecutorService daemons() {
        return Executors.newCachedThreadPool(new NamedThreads("freshness"));
    }

    /** Some repositories of a project. */
    private record Scope(ProjectId project, DatabaseName database, Set<RepositoryId> repositories) {
        Scope {
            repositories = Set.copyOf(repositories);
        }
    }

    /** The looks at one scope; guarded by the map. */
    private static final class Watched {
        private Future<ProjectFreshness> running = CompletableFuture.completedFuture(ProjectFreshness.UNKNOWN);
        private ProjectFreshness last = ProjectFreshness.UNKNOWN;
        private long startedAt;
        private long nextAt;
        private long generation = -1;
        private boolean looked;
    }

    /** A look that is under way; {@link #await} has its result. */
    public interface Pending {
        /** The result, or what is known when the time for it is used up. */
        ProjectFreshness await() throws InterruptedException;
    }

    /**
     * Begins to look at a project's repositories, or joins the look that is under way, or takes the last one's result if it
     * is recent. What changed is indexed: at once if it is little, else by a job. Returns at once.
     *
     * @param repositories those that matter to the caller; no other one is looked at
     */
    public Pending begin(ReadyProject project, Set<RepositoryId> repositories) {
        Scope scope = new Scope(project.id(), project.databaseName(), repositories);
        if (repositories.isEmpty()) {
            return () -> ProjectFreshness.NONE;
        }
        synchronized (scopes) {
            Future<ProjectFreshness> current = current(scope);
            // Who joins a look that hangs does not wait for it.
            long deadline = Optional.ofNullable(scopes.get(scope))
                    .map(watched ->
                            watched.startedAt + look.lifetime().timeout().toNanos())
                    .orElse(0L);
            return () -> await(current, scope, deadline);
        }
    }

    private Future<ProjectFreshness> current(Scope scope) {
        synchronized (scopes) {
            Watched watched = scopes.computeIfAbsent(scope, unused -> new Watched());
            if (scopes.size() > KEPT_SCOPES) {
                scopes.remove(scopes.keySet().iterator().next());
            }
            if (!watched.running.isDone()) {
                return watched.running;
            }
            boolean recent = watched.looked && nanos.getAsLong() - watched.nextAt < 0;
            if (recent && !watched.last.tellsOfChanges()) {
                return CompletableFuture.completedFuture(watched.last);
            }
            CompletableFuture<ProjectFreshness> result = new CompletableFuture<>();
            watched.running = result;
            watched.startedAt = nanos.getAsLong();
            threads.execute(recent ? () -> lookIfIndexed(watched, scope, result) : () -> run(watched, scope, result));
            return result;
        }
    }

    /** What was behind a moment ago may have been indexed since: then the files are compared anew. */
    private void lookIfIndexed(Watched watched, Scope scope, CompletableFuture<ProjectFreshness> result) {
        ProjectFreshness last;
        long before;
        synchronized (scopes) {
            last = watched.last;
            before = watched.generation;
        }
        if (generation(scope.database()) == before) {
            result.complete(last);
        } else {
            run(watched, scope, result);
        }
    }

    /** That of the index; -1 if it cannot be told now. */
    private long generation(DatabaseName database) {
        try {
            return look.generation(database);
        } catch (RuntimeException | Error unavailable) {
            LOG.debug("It cannot be seen whether {} was written to: {}", database, unavailable.toString());
            return -1;
        }
    }

    private void run(Watched watched, Scope scope, CompletableFuture<ProjectFreshness> result) {
        long before = generation(scope.database());
        ProjectFreshness seen = look(watched, scope);
        synchronized (scopes) {
            watched.generation = before;
            long end = nanos.getAsLong();
            watched.last = new ProjectFreshness(seen.repositories(), false, seen.complete());
            watched.nextAt = watched.startedAt + Math.max(EVERY_NANOS, REST_FACTOR * (end - watched.startedAt));
            watched.looked = true;
            result.complete(seen);
        }
        if (seen.changed()) {
            try {
                look.finish(scope.database(), scope.repositories());
            } catch (CodebaseException unavailable) {
                tell("Cannot tidy the index", scope.database(), unavailable);
            }
        }
    }

    private ProjectFreshness look(Watched watched, Scope scope) {
        DatabaseName database = scope.database();
        try {
            return look.at(scope.project(), database, scope.repositories());
        } catch (CodebaseException unavailable) {
            tell("Cannot see how far the index is up to date", database, unavailable);
        } catch (RuntimeException | Error bug) {
            // Also errors: a look without an end would be the last one at this project.
            LOG.error("Cannot see whether the index in {} is up to date", database, bug);
        }
        synchronized (scopes) {
            return unknown(watched.last, NOT_SEEN);
        }
    }

    /** What is told without a look: a session's next answer knows more, after a command nobody looks any more. */
    private ProjectFreshness unknown(ProjectFreshness last, String remark) {
        return look.lifetime() == ProcessLifetime.COMMAND
                ? new ProjectFreshness(last.repositories(), List.of(remark), false, true)
                : new ProjectFreshness(last.repositories(), false, false);
    }

    /** What breaks off because this process ends is nothing to warn of: it is all or nothing, and the next look finds it. */
    private void tell(String what, DatabaseName database, CodebaseException failure) {
        LOG.atLevel(closing ? Level.DEBUG : Level.WARN)
                .log("{} (database {}): {}", what, database, failure.getMessage());
    }

    private ProjectFreshness await(Future<ProjectFreshness> look, Scope scope, long deadline)
            throws InterruptedException {
        try {
            return look.get(Math.max(0, deadline - nanos.getAsLong()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException slow) {
            ProjectFreshness last;
            synchronized (scopes) {
                last = Optional.ofNullable(scopes.get(scope))
                        .map(watched -> watched.last)
                        .orElse(ProjectFreshness.UNKNOWN);
            }
            return unknown(last, NO_TIME);
        } catch (ExecutionException bug) {
            throw new IllegalStateException("a look does not fail", bug.getCause());
        }
    }

    /**
     * How far the repositories of some projects are behind, as far as the time reaches; nothing is indexed. Few are looked
     * at side by side: each takes a connection to its database, and searches need some, too.
     */
    public Map<RepositoryId, RepositoryFreshness> compare(List<DatabaseName> databases) throws InterruptedException {
        long deadline = nanos.getAsLong() + look.lifetime().timeout().toNanos();
        Queue<DatabaseName> left = new ConcurrentLinkedQueue<>(databases);
        Map<RepositoryId, RepositoryFreshness> seen = new ConcurrentHashMap<>();
        List<Future<?>> comparers = new ArrayList<>();
        for (int i = 0; i < Math.min(COMPARERS, databases.size()); i++) {
            comparers.add(threads.submit(() -> compare(left, deadline, seen)));
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

    private void compare(Queue<DatabaseName> left, long deadline, Map<RepositoryId, RepositoryFreshness> seen) {
        DatabaseName next = left.poll();
        while (next != null && nanos.getAsLong() - deadline < 0) {
            long now = nanos.getAsLong();
            long begun = Optional.ofNullable(comparing.putIfAbsent(next, now)).orElse(now);
            if (now - begun < look.lifetime().timeout().toNanos()) {
                try {
                    compare(next, seen);
                } finally {
                    comparing.remove(next);
                }
            }
            next = left.poll();
        }
    }

    private void compare(DatabaseName database, Map<RepositoryId, RepositoryFreshness> seen) {
        try {
            look.compare(database).forEach(one -> seen.put(one.repositoryId(), one));
        } catch (RuntimeException failure) {
            // Once interrupted, nobody waits for it any more.
            if (!Thread.currentThread().isInterrupted()) {
                LOG.warn("Cannot see how far the index is up to date (database {})", database, failure);
            }
        }
    }

    /** Waits a moment for what is under way, so that it comes to its end; the rest is broken off. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(CLOSE_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("A look at files did not end in time");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        closing = true;
        threads.shutdownNow();
    }
}
