package dev.codebasemcp.database;

import dev.codebasemcp.database.server.ServerStarter;
import dev.codebasemcp.model.DatabaseName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * All databases of the server: the registry and one per project, each with a pool that opens on first use.
 *
 * <p>Safe for any number of threads, and for any number of processes on one server. The server is started by the first
 * use, which waits for it; {@link #startServer} does so ahead of time.
 */
public final class Databases implements AutoCloseable {
    private static final LockKey REGISTRY_LOCK = LockKey.of("registry", "create");

    private final DatabaseOptions options;
    private final LazyServer server;
    private final Pools pools;
    private final ServerCatalog catalog;
    private final Schema projectSchema = Schema.project();
    private final Templates templates;
    private final Database registry;
    private final AdvisoryLocks locks;
    private volatile boolean registryReady;

    public Databases(ServerStarter starter, DatabaseOptions options) {
        this.options = options;
        this.server = new LazyServer(starter);
        this.pools = new Pools(server, options);
        this.catalog = new ServerCatalog(server);
        this.templates = new Templates(server, projectSchema);
        this.registry = new Database(options.registryName(), server, pools, Schema.registry());
        this.locks = new AdvisoryLocks(server, registry);
    }

    /** Starts the server in the background, so that the first use waits less. Returns at once; reports no failure. */
    public void startServer() {
        server.startInBackground();
    }

    /** The registry, created and migrated by the first call. */
    public Database registry() {
        if (!registryReady) {
            prepareRegistry();
        }
        return registry;
    }

    /** The database of a project. No connection is made yet, so whether it exists shows at its first use. */
    public Database project(DatabaseName name) {
        return new Database(name.value(), server, pools, projectSchema);
    }

    /** Whether the server has that database now. */
    public boolean exists(DatabaseName name) {
        return catalog.exists(name.value());
    }

    /** Creates the database with the current schema; one that exists already is left as it is. */
    public Database create(DatabaseName name) {
        catalog.run(name.value(), connection -> {
            boolean absent = !ServerCatalog.exists(connection, name.value());
            if (absent) {
                createAbsent(connection, name.value());
            }
            return absent;
        });
        return project(name);
    }

    /** Drops the database with everything in it, ending the connections to it; does nothing if there is none. */
    public void drop(DatabaseName name) {
        pools.forget(name.value());
        catalog.run(name.value(), connection -> {
            ServerCatalog.execute(
                    connection, "DROP DATABASE IF EXISTS " + Identifiers.quote(name.value()) + " WITH (FORCE)");
            return true;
        });
    }

    /** Advisory locks, all kept in the registry, so that they hold between processes. */
    public AdvisoryLocks locks() {
        if (!registryReady) {
            prepareRegistry();
        }
        return locks;
    }

    /** What the pools do at this moment; does not touch the server. */
    public PoolFigures figures() {
        return pools.figures();
    }

    /** One sentence for people about the server; starts it if need be. */
    public String describeServer() {
        return server.get().describe();
    }

    /** How new databases store vectors on this server. */
    public VectorFlavour flavourOfNew() {
        return catalog.run(registry.name(), this::flavourOfNew);
    }

    /** The version of pgvector that the server offers, whether or not it is new enough to be used. */
    public Optional<String> pgvectorVersion() {
        return catalog.run(registry.name(), ServerCatalog::pgvectorVersion);
    }

    /** Gives up locks, closes every pool and leaves the server. */
    @Override
    public void close() {
        closePools();
        server.close();
    }

    /** Like {@link #close}, but stays with the server, for tests that share one. */
    void closePools() {
        locks.close();
        pools.close();
    }

    /** How many advisory locks this process holds. */
    int heldLocks() {
        return locks.count();
    }

    private VectorFlavour flavourOfNew(Connection connection) throws SQLException {
        Optional<VectorFlavour> wanted = options.flavour();
        return wanted.isPresent() ? wanted.get() : ServerCatalog.offered(connection);
    }

    private void createAbsent(Connection connection, String name) throws SQLException {
        try {
            copyTemplate(connection, name);
        } catch (SQLException failure) {
            // A process of another version may drop a template that it takes for an old one.
            if (!SqlFailures.is(failure, SqlFailures.UNDEFINED_DATABASE)) {
                throw failure;
            }
            copyTemplate(connection, name);
        }
    }

    private void copyTemplate(Connection connection, String name) throws SQLException {
        String template = templates.ensure(connection, flavourOfNew(connection));
        String quoted = Identifiers.quote(name);
        try {
            ServerCatalog.execute(connection, "CREATE DATABASE " + quoted + " TEMPLATE " + Identifiers.quote(template));
            // Tells people, and the tests that clean up, which registry a database belongs to.
            ServerCatalog.execute(
                    connection, "COMMENT ON DATABASE " + quoted + " IS " + Identifiers.quoteText(registry.name()));
        } catch (SQLException failure) {
            // Two processes create the same database: one is told so by the name, or by the catalog's index.
            if (!SqlFailures.is(failure, SqlFailures.DUPLICATE_DATABASE, SqlFailures.UNIQUE_VIOLATION)) {
                throw failure;
            }
        }
    }

    private synchronized void prepareRegistry() {
        if (registryReady) {
            return;
        }
        boolean current = catalog.exists(registry.name()) && registry.isCurrent();
        if (!current) {
            catalog.run(registry.name(), this::createRegistry);
        }
        registryReady = true;
    }

    private boolean createRegistry(Connection connection) throws SQLException {
        AdvisoryLocks.lockSession(connection, REGISTRY_LOCK);
        try {
            if (!ServerCatalog.exists(connection, registry.name())) {
                ServerCatalog.execute(
                        connection,
                        "CREATE DATABASE " + Identifiers.quote(registry.name())
                                + " TEMPLATE template0 ENCODING 'UTF8'");
            }
            registry.migrate();
            return true;
        } finally {
            AdvisoryLocks.unlockSession(connection, REGISTRY_LOCK);
        }
    }
}
