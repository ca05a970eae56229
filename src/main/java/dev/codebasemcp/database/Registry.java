package dev.codebasemcp.database;

import dev.codebasemcp.model.UnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The registry's database. The first use creates and migrates it; if someone drops it, the next use recreates it empty.
 * Projects whose configs contain ids are registered again with their databases when they are next used.
 */
final class Registry {
    private static final Logger LOG = LoggerFactory.getLogger(Registry.class);
    private static final LockKey CREATION = LockKey.of("registry", "create");

    private final LazyServer server;
    private final Database database;
    /** The same database without recreation, to check whether it exists. */
    private final Database existing;

    private final Runnable duringCreation;
    private volatile boolean ready;

    /**
     * Creates a registry. {@code duringCreation} starts work that can run while the database is created, and returns at
     * once.
     */
    Registry(String name, LazyServer server, Pools pools, Runnable duringCreation) {
        Schema schema = Schema.registry();
        this.server = server;
        this.duringCreation = duringCreation;
        this.database = new Database(name, server, new Transactions(pools, name, Optional.of(this::recreate)), schema);
        this.existing = new Database(name, server, pools, schema);
    }

    /** Returns the database with the current schema. */
    Database open() {
        if (!ready) {
            prepare();
        }
        return database;
    }

    String name() {
        return database.name();
    }

    /** Opens a connection outside of the pools. */
    Connection connect() throws SQLException {
        try {
            return server.open(name());
        } catch (SQLException failure) {
            if (!SqlFailures.is(failure, SqlFailures.UNDEFINED_DATABASE)) {
                throw failure;
            }
            recreate();
            return server.open(name());
        }
    }

    /**
     * For callers that found no database, or one that another process is still creating. Later callers find it ready.
     */
    private synchronized void recreate() {
        ready = false;
        prepare();
    }

    private synchronized void prepare() {
        if (!ready) {
            if (!isCurrent()) {
                create();
            }
            check(name());
            ready = true;
        }
    }

    /**
     * Queries the maintenance database: the server logs each connection to a missing database as an error, and a pooler
     * takes seconds to report it.
     */
    private boolean exists() {
        boolean pooled = server.get().mayBePooled();
        if (pooled) {
            check(server.get().connection().maintenanceDatabase());
        }
        try (Connection connection = server.openMaintenance()) {
            return ServerCatalog.exists(connection, name());
        } catch (SQLException failure) {
            if (pooled) {
                throw SqlFailures.translate(name(), failure);
            }
            LOG.debug("Cannot ask whether the registry is there; trying to use it", failure);
            return true;
        }
    }

    private boolean isCurrent() {
        try {
            return exists() && existing.isCurrent();
        } catch (UnavailableException failure) {
            if (failure.getCause() instanceof SQLException cause
                    && SqlFailures.is(cause, SqlFailures.UNDEFINED_DATABASE)) {
                return false;
            }
            throw failure;
        }
    }

    /** Runs before anything relies on locks or sessions. Poolers may treat each database differently. */
    void check(String database) {
        try {
            server.check(database);
        } catch (SQLException failure) {
            throw SqlFailures.translate(database, failure);
        }
    }

    private void create() {
        try (Connection connection = server.openMaintenance()) {
            AdvisoryLocks.lockSession(connection, CREATION);
            try {
                if (!ServerCatalog.exists(connection, name())) {
                    duringCreation.run();
                    ServerCatalog.execute(
                            connection,
                            "CREATE DATABASE " + Identifiers.quote(name()) + " TEMPLATE template0 ENCODING 'UTF8'");
                    LOG.info("Made the registry {}, which was not there", name());
                }
                existing.migrate();
            } finally {
                AdvisoryLocks.unlockSession(connection, CREATION);
            }
        } catch (SQLException failure) {
            throw SqlFailures.translate(name(), failure);
        }
    }
}
