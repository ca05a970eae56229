package dev.codebasemcp.database;

import dev.codebasemcp.model.UnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The registry's database: made and migrated by its first use, and made again, empty, where somebody dropped it since.
 * Projects whose configs have their ids are registered again with their databases as they come along.
 */
final class Registry {
    private static final Logger LOG = LoggerFactory.getLogger(Registry.class);
    private static final LockKey CREATION = LockKey.of("registry", "create");

    private final LazyServer server;
    private final Database database;
    /** The same database, whose absence is a failure, to look whether it is there. */
    private final Database asItIs;

    private final Runnable meanwhile;
    private volatile boolean ready;

    /** A registry; {@code meanwhile}: begins what can be done while its database is made, and returns at once. */
    Registry(String name, LazyServer server, Pools pools, Runnable meanwhile) {
        Schema schema = Schema.registry();
        this.server = server;
        this.meanwhile = meanwhile;
        this.database = new Database(name, server, new Transactions(pools, name, Optional.of(this::recreate)), schema);
        this.asItIs = new Database(name, server, pools, schema);
    }

    /** The database, with the current schema. */
    Database open() {
        if (!ready) {
            prepare();
        }
        return database;
    }

    String name() {
        return database.name();
    }

    /** A connection outside of the pools. */
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

    /** For who found no database, or one without tables that another process is making. Who comes second finds it there. */
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
     * Asked elsewhere: a server writes each attempt to connect to a missing database to its log as a failure, and a pooler
     * takes seconds to say that there is none.
     */
    private boolean isThere() {
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
            return isThere() && asItIs.isCurrent();
        } catch (UnavailableException failure) {
            if (failure.getCause() instanceof SQLException cause
                    && SqlFailures.is(cause, SqlFailures.UNDEFINED_DATABASE)) {
                return false;
            }
            throw failure;
        }
    }

    /** Before anything relies on locks or sessions; poolers may treat each database in another way. */
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
                    meanwhile.run();
                    ServerCatalog.execute(
                            connection,
                            "CREATE DATABASE " + Identifiers.quote(name()) + " TEMPLATE template0 ENCODING 'UTF8'");
                    LOG.info("Made the registry {}, which was not there", name());
                }
                asItIs.migrate();
            } finally {
                AdvisoryLocks.unlockSession(connection, CREATION);
            }
        } catch (SQLException failure) {
            throw SqlFailures.translate(name(), failure);
        }
    }
}
