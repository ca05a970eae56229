package dev.codebasemcp.database;

import dev.codebasemcp.database.server.ServerStarter;
import dev.codebasemcp.model.DatabaseName;
import java.util.Optional;

/**
 * All databases of the server: the registry and one per project, each with a pool that opens on first use.
 *
 * <p>Safe for any number of threads, and of processes on one server. The first use starts the server and waits for it;
 * {@link #startServer} starts it ahead of time.
 */
public final class Databases implements AutoCloseable {
    private final LazyServer server;
    private final Pools pools;
    private final Schema projectSchema;
    private final DatabaseCreation creation;
    private final Registry registry;
    private final AdvisoryLocks locks;
    private final SpaceReclaim reclaim = new SpaceReclaim();

    public Databases(ServerStarter starter, DatabaseOptions options) {
        this(starter, options, Schema.project());
    }

    /** Creates databases whose projects have a special schema. */
    Databases(ServerStarter starter, DatabaseOptions options, Schema projectSchema) {
        ConnectionBudget budget = new ConnectionBudget(options.maxConnections(), options.timeout());
        this.server = new LazyServer(starter, budget);
        this.pools = new Pools(server, options, budget);
        this.projectSchema = projectSchema;
        this.creation = new DatabaseCreation(server, new Templates(server, projectSchema), options);
        this.registry = new Registry(options.registryName(), server, pools, creation::prepareServer);
        this.locks = new AdvisoryLocks(registry);
    }

    /**
     * Starts the server in the background to shorten the first use. Returns at once; failures appear at the first use.
     */
    public void startServer() {
        server.startInBackground();
    }

    /** Closes the connections that nobody uses; later ones open again. */
    public void closeIdle() {
        pools.closeIdle();
    }

    /** Returns the registry. The first call creates and migrates it; a later call recreates it if it was dropped. */
    public Database registry() {
        return registry.open();
    }

    /** Returns the database of a project. Does not connect, so a missing database shows only at its first use. */
    public Database project(DatabaseName name) {
        return new Database(name.value(), server, pools, projectSchema);
    }

    /**
     * Returns the database of a project with the server's {@code oid}, which distinguishes it from others of the same
     * name.
     */
    public Database project(DatabaseName name, long oid) {
        return new Database(name.value(), name.value() + '#' + oid, server, pools, projectSchema);
    }

    /** Whether the database exists on the server. */
    public boolean exists(DatabaseName name) {
        return registry().query(connection -> ServerCatalog.exists(connection, name.value()));
    }

    /** Creates the database with the current schema; leaves an existing one unchanged. */
    public Database create(DatabaseName name) {
        make(name);
        return project(name);
    }

    /**
     * Like {@link #create}.
     *
     * @return the flavour if this call created the database, as a copy of the template with the current schema
     */
    public Optional<VectorFlavour> make(DatabaseName name) {
        return creation.create(registry(), name.value());
    }

    /** Starts background work that was delayed while other work on the databases ran. Returns at once. */
    public void workEnded() {
        creation.endDelay();
    }

    /** Reclaims the space of a project's database in the background after much of it was replaced. Returns at once. */
    public void replacedMuch(DatabaseName name) {
        reclaim.in(project(name));
    }

    /** Drops the database, if it exists, and ends all connections to it. */
    public void drop(DatabaseName name) {
        pools.forget(name.value());
        registry().outsideTransaction(connection -> {
            ServerCatalog.execute(
                    connection, "DROP DATABASE IF EXISTS " + Identifiers.quote(name.value()) + " WITH (FORCE)");
            return true;
        });
    }

    /** Returns the advisory locks. They live in the registry's database, so they hold between processes. */
    public AdvisoryLocks locks() {
        registry.open();
        return locks;
    }

    /**
     * Checks again whether the server is usable: whether a pooler in between keeps sessions.
     *
     * @throws dev.codebasemcp.model.UnavailableException with the next step, if it is not
     */
    public void check() {
        registry.check(registry.name());
    }

    /** Returns the current state of the pools without a query. */
    public PoolStats stats() {
        return pools.stats();
    }

    /** Queries the server's version and counts. */
    public ServerStats serverStats() {
        return registry().read(ServerCatalog::stats);
    }

    /** Describes the server in one sentence for users; starts it if necessary. */
    public String describeServer() {
        return server.get().describe();
    }

    /** Returns how new databases store vectors on this server. */
    public VectorFlavour flavourOfNew() {
        return registry().outsideTransaction(creation::flavourOfNew);
    }

    /**
     * Returns advice if new databases are portable although the server offers pgvector. Known after a database was
     * created, or after {@link #flavourOfNew}.
     */
    public Optional<String> pgvectorAdvice() {
        return creation.pgvectorRefusal()
                .map(reason -> "The server offers pgvector, but its role "
                        + server.get().connection().user() + " cannot create it (" + reason
                        + "), so new databases keep their vectors in the portable way. For pgvector, have the server's"
                        + " administrator add the line \"trusted = true\" to the extension's vector.control, or name a role in"
                        + " CODEBASE_MCP_DATABASE_URL that may create it; then start codebase-mcp again.");
    }

    /** Returns the version of pgvector that the server offers, even if it is too old to use. */
    public Optional<String> pgvectorVersion() {
        return registry().read(ServerCatalog::pgvectorVersion);
    }

    /** Releases the locks, closes all pools and leaves the server. */
    @Override
    public void close() {
        closePools();
        server.close();
    }

    /** Like {@link #close}, for a process that exits now: aborts connections and waits for nothing. */
    public void abandon() {
        server.abandon();
    }

    /** Like {@link #close}, but stays attached to the server, for tests that share one. */
    void closePools() {
        stopReclaiming();
        creation.close();
        locks.close();
        pools.close();
    }

    /** Lets the current reclaim finish and starts no more. */
    void stopReclaiming() {
        reclaim.close();
    }

    /** Returns the number of advisory locks that this process holds. */
    int heldLocks() {
        return locks.count();
    }
}
