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
 * One connection pool per database in use, with limits on connections in use and on open pools. Above the second limit,
 * the pool that was idle longest is closed; pools in use never are.
 */
final class Pools implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Pools.class);

    /** How long a thread waits in the pool before it retries; the minimum of the pool. */
    private static final Duration TURN = Duration.ofMillis(250);

    /** How long a thread waits for a released connection after the server refused a new one. */
    private static final Duration REFUSAL_TIMEOUT = Duration.ofSeconds(1);

    private static final Duration IDLE_TIME = Duration.ofMinutes(1);

    private final LazyServer server;
    private final DatabaseOptions options;
    private final ConnectionBudget budget;
    private final Semaphore permits;
    /** By last use, the oldest first. */
    @GuardedBy("this") private final Map<String, OpenPool> open = new LinkedHashMap<>();

    /** Closes pools, since an interrupted thread would leave a pool half closed and leak its connections. */
    private final ExecutorService closers = Executors.newCachedThreadPool(new NamedThreads("pool-closer"));
    /** Completes when all pools that are closing have closed. */
    @GuardedBy("this") private CompletableFuture<Void> closing = CompletableFuture.completedFuture(null);

    @GuardedBy("this") private boolean closed;

    Pools(LazyServer server, DatabaseOptions options, ConnectionBudget budget) {
        this.server = server;
        this.options = options;
        this.budget = budget;
        this.permits = new Semaphore(options.maxConnections(), true);
        budget.onShortage(this::evictIdle);
    }

    /** Leases a connection until the lease is closed. Waits at most as long as the options allow. */
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

    /** Drops the idle connections of a database whose server is gone. */
    synchronized void renew(String database) {
        Optional.ofNullable(open.get(database)).ifPresent(OpenPool::evictIdle);
    }

    /** Closes the connections that nobody uses. */
    void closeIdle() {
        evictIdle();
    }

    /** Closes the pool of a database that is about to be dropped, even if it is in use. */
    void forget(String database) {
        OpenPool pool;
        synchronized (this) {
            pool = open.remove(database);
            notifyAll();
        }
        if (pool != null) {
            closeInBackground(pool);
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
        pools.forEach(this::closeInBackground);
        allClosed().join();
        closers.shutdown();
    }

    private synchronized CompletableFuture<Void> allClosed() {
        return closing;
    }

    private synchronized void closeInBackground(OpenPool pool) {
        closing = CompletableFuture.allOf(closing, CompletableFuture.runAsync(pool::close, closers));
    }

    /**
     * Waits for a connection in short turns. If the pool closes an idle connection before handing it over, it makes no
     * other one until the next request.
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
                // Longer waiting does not change the server's answer.
                if (failure.getCause() != null && (now - deadline >= 0 || now - begin > REFUSAL_TIMEOUT.toNanos())) {
                    throw failure;
                }
                if (now - deadline >= 0) {
                    throw exhausted("CODEBASE_MCP_MAX_CONNECTIONS");
                }
            }
        }
    }

    /**
     * Idle connections of one database must not block another one within the limit. A pool with waiting threads is
     * about to hand over its idle connection. But a prepared connection is not handed over while the pool waits to make
     * one itself.
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
        waitForFreePool(database);
        OpenPool pool = Optional.ofNullable(open.remove(database)).orElseGet(() -> openPool(database));
        open.put(database, pool);
        pool.enter();
        return pool;
    }

    /** Waits for a free pool, or closes the one that was idle longest. */
    @GuardedBy("this") private void waitForFreePool(String database) {
        long deadline = System.nanoTime() + options.timeout().toNanos();
        while (!closed && !open.containsKey(database) && !hasRoomFor(database)) {
            Optional<OpenPool> oldest = oldestIdle().map(open::remove);
            if (oldest.isPresent()) {
                closeInBackground(oldest.get());
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
            throw new UnavailableException("This process is shutting down and accepts no more database work.");
        }
    }

    /** The registry does not count, since every request needs it. */
    @GuardedBy("this") private boolean hasRoomFor(String database) {
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
        // Otherwise the pool queries its first connection for this, and stays unusable if that one breaks meanwhile.
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

    /** A leased connection. */
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

        /** Never throws: the work is done or has already failed, so a lost connection concerns only the pool. */
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
