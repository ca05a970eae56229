package dev.codebasemcp.database;

import dev.codebasemcp.database.server.ServerStarter;
import dev.codebasemcp.model.DatabaseName;
import java.util.Optional;

/**
 * All databases of the server: the registry and one per project, each with a pool that opens on first use.
 *
 * <p>Safe for any number of threads, and for any number of processes on one server. The server is started by the first
 * use, which waits for it; {@link #startServer} does so ahead of time.
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

    /** Databases of projects with a special schema. */
    Databases(ServerStarter starter, DatabaseOptions options, Schema projectSchema) {
        ConnectionBudget budget = new ConnectionBudget(options.maxConnections(), options.timeout());
        this.server = new LazyServer(starter, budget);
        this.pools = new Pools(server, options, budget);
        this.projectSchema = projectSchema;
        this.creation = new DatabaseCreation(server, new Templates(server, projectSchema), options);
        this.registry = new Registry(options.registryName(), server, pools, creation::prepareServer);
        this.locks = new AdvisoryLocks(registry);
    }

    /** Starts the server in the background, so that the first use waits less. Returns at once; reports no failure. */
    public void startServer() {
        server.startInBackground();
    }

    /** The registry, created and migrated by the first call, and made again by a later one if it was dropped. */
    public Database registry() {
        return registry.open();
    }

    /** The database of a project. No connection is made yet, so whether it exists shows at its first use. */
    public Database project(DatabaseName name) {
        return new Database(name.value(), server, pools, projectSchema);
    }

    /** The database of a project that the server calls {@code oid} now; another one of the same name has another. */
    public Database project(DatabaseName name, long oid) {
        return new Database(name.value(), name.value() + '#' + oid, server, pools, projectSchema);
    }

    /** Whether the server has that database now. */
    public boolean exists(DatabaseName name) {
        return registry().query(connection -> ServerCatalog.exists(connection, name.value()));
    }

    /** Creates the database with the current schema; one that exists already is left as it is. */
    public Database create(DatabaseName name) {
        make(name);
        return project(name);
    }

    /**
     * Like {@link #create}.
     *
     * @return the flavour, if this call made the database: it is a copy of the template then, and its schema current
     */
    public Optional<VectorFlavour> make(DatabaseName name) {
        return creation.create(registry(), name.value());
    }

    /** Some work on the databases has ended: what was put off for its sake begins in the background. Returns at once. */
    public void workEnded() {
        creation.endRest();
    }

    /** Much of what is in a project's database was replaced: that space is reclaimed in the background. Returns at once. */
    public void replacedMuch(DatabaseName name) {
        reclaim.in(project(name));
    }

    /** Drops the database with everything in it, ending the connections to it; does nothing if there is none. */
    public void drop(DatabaseName name) {
        pools.forget(name.value());
        registry().outsideTransaction(connection -> {
            ServerCatalog.execute(
                    connection, "DROP DATABASE IF EXISTS " + Identifiers.quote(name.value()) + " WITH (FORCE)");
            return true;
        });
    }

    /** Advisory locks, all kept in the registry, so that they hold between processes. */
    public AdvisoryLocks locks() {
        registry.open();
        return locks;
    }

    /**
     * Looks anew whether the server can be worked with: whether a pooler in between keeps sessions.
     *
     * @throws dev.codebasemcp.model.UnavailableException with the next step, if not
     */
    public void check() {
        registry.check(registry.name());
    }

    /** What the pools do at this moment; does not touch the server. */
    public PoolStats stats() {
        return pools.stats();
    }

    /** What the server says of itself now. */
    public ServerStats serverStats() {
        return registry().read(ServerCatalog::stats);
    }

    /** One sentence for people about the server; starts it if need be. */
    public String describeServer() {
        return server.get().describe();
    }

    /** How new databases store vectors on this server. */
    public VectorFlavour flavourOfNew() {
        return registry().outsideTransaction(creation::flavourOfNew);
    }

    /**
     * What to do where the server offers pgvector and new databases are portable all the same; known once a database was
     * created, or {@link #flavourOfNew} asked.
     */
    public Optional<String> pgvectorAdvice() {
        return creation.pgvectorRefusal()
                .map(reason -> "The server offers pgvector, but its role "
                        + server.get().connection().user() + " cannot create it (" + reason
                        + "), so new databases keep their vectors in the portable way. For pgvector, have the server's"
                        + " administrator add the line \"trusted = true\" to the extension's vector.control, or name a role in"
                        + " CODEBASE_MCP_DATABASE_URL that may create it; then start codebase-mcp again.");
    }

    /** The version of pgvector that the server offers, whether or not it is new enough to be used. */
    public Optional<String> pgvectorVersion() {
        return registry().read(ServerCatalog::pgvectorVersion);
    }

    /** Gives up locks, closes every pool and leaves the server. */
    @Override
    public void close() {
        closePools();
        server.close();
    }

    /** Like {@link #close}, for a process that ends now: connections are cut, and nothing is waited for. */
    public void abandon() {
        server.abandon();
    }

    /** Like {@link #close}, but stays with the server, for tests that share one. */
    void closePools() {
        stopReclaiming();
        creation.close();
        locks.close();
        pools.close();
    }

    /** Lets what is reclaimed now come to its end, and begins with nothing more. */
    void stopReclaiming() {
        reclaim.close();
    }

    /** How many advisory locks this process holds. */
    int heldLocks() {
        return locks.count();
    }
}
