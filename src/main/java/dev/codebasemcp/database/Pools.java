package dev.codebasemcp.database;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.codebasemcp.model.UnavailableException;
import dev.codebasemcp.threads.NamedThreads;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection pool per database that is in use, within two limits: connections in use, and open pools. Above the
 * second, the pool that was idle longest is closed; a pool in use never is.
 */
final class Pools implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Pools.class);

    /** How long a thread waits in the pool before it asks again; the pool takes no less. */
    private static final Duration TURN = Duration.ofMillis(250);

    /** How long a thread hopes for a connection of others where the server refuses another one. */
    private static final Duration REFUSED = Duration.ofSeconds(1);

    private static final Duration IDLE_TIME = Duration.ofMinutes(1);

    private final LazyServer server;
    private final DatabaseOptions options;
    private final ConnectionBudget budget;
    private final Semaphore permits;
    /** In the order of last use, the oldest first. */
    @GuardedBy("this") private final Map<String, OpenPool> open = new LinkedHashMap<>();

    /** A thread that is interrupted must not close a pool: the pool would stop half closed, its connections lost. */
    private final ExecutorService closers = Executors.newCachedThreadPool(new NamedThreads("pool-closer"));
    /** Done when every pool is that had to be closed so far. */
    @GuardedBy("this") private CompletableFuture<Void> closing = CompletableFuture.completedFuture(null);

    @GuardedBy("this") private boolean closed;

    Pools(LazyServer server, DatabaseOptions options, ConnectionBudget budget) {
        this.server = server;
        this.options = options;
        this.budget = budget;
        this.permits = new Semaphore(options.maxConnections(), true);
        budget.onShortage(this::evictIdle);
    }

    /** A connection that its user gives back by closing the lease. Waits for one, but not longer than the options say. */
    Lease lease(String database) throws SQLException {
        OpenPool pool = acquire(database);
        try {
            takePermit();
            try {
                return new Lease(pool, connect(pool));
            } catch (SQLException | RuntimeException failure) {
                permits.release();
                throw failure;
            }
        } catch (SQLException | RuntimeException failure) {
            release(pool);
            throw failure;
        }
    }

    /** Drops the idle connections of a database; for one whose server was seen to be gone. */
    synchronized void renew(String database) {
        Optional.ofNullable(open.get(database)).ifPresent(OpenPool::evictIdle);
    }

    /** Closes the pool of a database, if it has one, whoever uses it; its database is about to be dropped. */
    void forget(String database) {
        OpenPool pool;
        synchronized (this) {
            pool = open.remove(database);
            notifyAll();
        }
        if (pool != null) {
            closeApart(pool);
            allClosed().join();
        }
    }

    synchronized PoolStats stats() {
        int idle = open.values().stream().mapToInt(OpenPool::idle).sum();
        return new PoolStats(
                options.maxConnections() - permits.availablePermits(),
                permits.getQueueLength(),
                idle,
                budget.open(),
                openProjects(),
                options.maxConnections(),
                options.maxOpenDatabases());
    }

    @Override
    public void close() {
        List<OpenPool> pools;
        synchronized (this) {
            closed = true;
            pools = List.copyOf(open.values());
            open.clear();
            notifyAll();
        }
        pools.forEach(this::closeApart);
        allClosed().join();
        closers.shutdown();
    }

    private synchronized CompletableFuture<Void> allClosed() {
        return closing;
    }

    private synchronized void closeApart(OpenPool pool) {
        closing = CompletableFuture.allOf(closing, CompletableFuture.runAsync(pool::close, closers));
    }

    /**
     * Waits for a connection of the pool in short turns. Where one that was made for a waiting thread is closed before it
     * is handed over, being idle at that moment, the pool makes no other until somebody asks again.
     */
    private Connection connect(OpenPool pool) throws SQLException {
        long begin = System.nanoTime();
        long deadline = begin + options.timeout().toNanos();
        while (true) {
            if (pool.total() == 0) {
                pool.source().prepare();
            }
            try {
                return pool.hikari().getConnection();
            } catch (SQLTransientConnectionException failure) {
                long now = System.nanoTime();
                // What the server says does not change by waiting on.
                if (failure.getCause() != null && (now - deadline >= 0 || now - begin > REFUSED.toNanos())) {
                    throw failure;
                }
                if (now - deadline >= 0) {
                    throw exhausted("CODEBASE_MCP_MAX_CONNECTIONS");
                }
            }
        }
    }

    /**
     * Idle connections of some databases must not keep another one from a connection within the limit. Where a thread waits,
     * an idle connection is on its way to it; but one that was prepared is not, while the pool waits to make one itself.
     */
    private synchronized void evictIdle() {
        for (OpenPool pool : open.values()) {
            if (pool.waiting() == 0) {
                pool.evictIdle();
            } else {
                pool.discardPrepared();
            }
        }
    }

    private void takePermit() {
        try {
            if (!permits.tryAcquire(options.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
                throw exhausted("CODEBASE_MCP_MAX_CONNECTIONS");
            }
        } catch (InterruptedException failure) {
            throw interrupted(failure);
        }
    }

    private synchronized OpenPool acquire(String database) {
        waitForPlace(database);
        OpenPool pool = Optional.ofNullable(open.remove(database)).orElseGet(() -> openPool(database));
        open.put(database, pool);
        pool.enter();
        return pool;
    }

    /** Closes the pool that has to make place. */
    @GuardedBy("this") private void waitForPlace(String database) {
        long deadline = System.nanoTime() + options.timeout().toNanos();
        while (!closed && !open.containsKey(database) && !hasPlaceFor(database)) {
            Optional<OpenPool> oldest = oldestIdle().map(open::remove);
            if (oldest.isPresent()) {
                closeApart(oldest.get());
                return;
            }
            long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (millis <= 0) {
                throw exhausted("CODEBASE_MCP_MAX_OPEN_DATABASES");
            }
            try {
                wait(millis);
            } catch (InterruptedException failure) {
                throw interrupted(failure);
            }
        }
        if (closed) {
            throw new UnavailableException("This process is shutting down and uses the database no more.");
        }
    }

    /** The registry, which every request needs, has a place of its own. */
    @GuardedBy("this") private boolean hasPlaceFor(String database) {
        return isRegistry(database) || openProjects() < options.maxOpenDatabases();
    }

    @GuardedBy("this") private int openProjects() {
        return (int) open.keySet().stream().filter(name -> !isRegistry(name)).count();
    }

    private boolean isRegistry(String database) {
        return database.equals(options.registryName());
    }

    @GuardedBy("this") private Optional<String> oldestIdle() {
        return open.entrySet().stream()
                .filter(entry -> !isRegistry(entry.getKey()))
                .filter(entry -> !entry.getValue().isUsed())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private synchronized void release(OpenPool pool) {
        pool.leave();
        if (budget.isShort()) {
            evictIdle();
        }
        notifyAll();
    }

    private OpenPool openPool(String database) {
        ServerDataSource source = new ServerDataSource(server, database);
        HikariConfig config = new HikariConfig();
        config.setPoolName(database);
        config.setDataSource(source);
        config.setMaximumPoolSize(options.maxConnections());
        config.setMinimumIdle(0);
        config.setIdleTimeout(IDLE_TIME.toMillis());
        config.setKeepaliveTime(0);
        config.setConnectionTimeout(TURN.toMillis());
        config.setInitializationFailTimeout(-1);
        config.setAutoCommit(false);
        // Else the pool asks its first connection for it, and is of no use for ever if that one breaks meanwhile.
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        return new OpenPool(new HikariDataSource(config), source);
    }

    private UnavailableException exhausted(String setting) {
        return new UnavailableException("No database connection was free for "
                + options.timeout().toMillis() + " ms (" + stats() + "); try again, or raise " + setting + ".");
    }

    private static UnavailableException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new UnavailableException("Interrupted while waiting for a database connection.", cause);
    }

    /** A connection for a while. */
    final class Lease implements AutoCloseable {
        private final OpenPool pool;
        private final Connection connection;

        private Lease(OpenPool pool, Connection connection) {
            this.pool = pool;
            this.connection = connection;
        }

        Connection connection() {
            return connection;
        }

        /** The work is done, or its own failure is on its way: a connection that died since concerns the pool alone. */
        @Override
        public void close() {
            try {
                connection.close();
            } catch (SQLException failure) {
                LOG.debug(
                        "A connection to {} was lost when it was given back",
                        pool.hikari().getPoolName(),
                        failure);
                pool.hikari().evictConnection(connection);
            } finally {
                permits.release();
                release(pool);
            }
        }
    }
}
