package dev.codebasemcp.database;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pool of one database and its number of users, which the monitor of {@link Pools} guards. */
final class OpenPool {
    private static final Logger LOG = LoggerFactory.getLogger(OpenPool.class);
    private static final String UNCLOSED = "An unused connection of {} did not close";

    private final HikariDataSource hikari;
    private final ServerDataSource source;
    private int users;

    OpenPool(HikariDataSource hikari, ServerDataSource source) {
        this.hikari = hikari;
        this.source = source;
    }

    HikariDataSource hikari() {
        return hikari;
    }

    ServerDataSource source() {
        return source;
    }

    void enter() {
        users++;
    }

    void leave() {
        users--;
    }

    boolean isUsed() {
        return users > 0;
    }

    int idle() {
        return hikari.getHikariPoolMXBean().getIdleConnections();
    }

    int waiting() {
        return hikari.getHikariPoolMXBean().getThreadsAwaitingConnection();
    }

    int total() {
        return hikari.getHikariPoolMXBean().getTotalConnections();
    }

    void evictIdle() {
        hikari.getHikariPoolMXBean().softEvictConnections();
        discardPrepared();
    }

    void close() {
        try {
            source.close();
        } catch (SQLException failure) {
            LOG.warn(UNCLOSED, hikari.getPoolName(), failure);
        }
        hikari.close();
    }

    void discardPrepared() {
        try {
            source.discardPrepared();
        } catch (SQLException failure) {
            LOG.warn(UNCLOSED, hikari.getPoolName(), failure);
        }
    }
}
