package dev.codebasemcp.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates project databases from the spare copy of the template, or from a new copy. Thread-safe. */
final class DatabaseCreation implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseCreation.class);
    /** Copies load the server heavily, so more at once gain nothing. */
    private static final int MAX_COPIES = 4;
    /**
     * Allows two migrations at once and their waiting callers. With fewer connections, migrations run one at a time.
     */
    private static final int CONNECTIONS_FOR_TWO = 12;

    private final LazyServer server;
    private final Templates templates;
    private final DatabaseOptions options;
    private final Spares spares = new Spares();
    private final Semaphore permits = new Semaphore(MAX_COPIES, true);
    /** Why this role cannot create the pgvector that the server offers. Cached, since it takes a trial. */
    private volatile Optional<String> refusal = Optional.empty();

    DatabaseCreation(LazyServer server, Templates templates, DatabaseOptions options) {
        this.server = server;
        this.templates = templates;
        this.options = options;
    }

    /**
     * Creates the database {@code name} with the current schema. Returns empty, without changes, if it already exists.
     */
    Optional<VectorFlavour> create(Database registry, String name) {
        Optional<VectorFlavour> made = withPermit(
                registry,
                connection -> ServerCatalog.exists(connection, name) ? Optional.empty() : make(connection, name));
        if (made.isPresent() && options.keepsSpare()) {
            spares.replace(() -> withPermit(registry, this::makeSpare));
        }
        return made;
    }

    /**
     * Starts making the template and the spare on a server without a registry, for the first project. Runs in parallel
     * with the creation of the registry, which leaves a processor idle. Skipped where pgvector is offered. Returns at
     * once.
     */
    void prepareServer() {
        if (options.keepsSpare() && options.maxConnections() >= CONNECTIONS_FOR_TWO) {
            spares.make(this::makeFirstSpare);
        }
    }

    /** Ends the delay of the next spare, as the work it waited for is done. Returns at once. */
    void endDelay() {
        spares.endDelay();
    }

    /**
     * Returns the flavour of new databases. Requires a {@code connection} to the registry, outside of a transaction.
     */
    VectorFlavour flavourOfNew(Connection connection) throws SQLException {
        Optional<VectorFlavour> wanted = options.flavour();
        if (wanted.isPresent()) {
            return wanted.get();
        }
        boolean had = ServerCatalog.offered(connection) == VectorFlavour.PGVECTOR && mayCreatePgvector(connection);
        return had ? VectorFlavour.PGVECTOR : VectorFlavour.PORTABLE;
    }

    /** Returns why new databases are portable on a server that offers pgvector; known after {@link #flavourOfNew}. */
    Optional<String> pgvectorRefusal() {
        return refusal;
    }

    private boolean mayCreatePgvector(Connection connection) throws SQLException {
        if (refusal.isEmpty() && !templates.isMade(connection, VectorFlavour.PGVECTOR)) {
            Optional<String> found = PgvectorTrial.refusal(connection);
            found.ifPresent(reason ->
                    LOG.warn("New databases are portable: pgvector is offered, but cannot be created: {}", reason));
            refusal = found;
        }
        return refusal.isEmpty();
    }

    @Override
    public void close() {
        spares.close();
    }

    private <T> T withPermit(Database registry, SqlWork<T> work) {
        permits.acquireUninterruptibly();
        try {
            return registry.outsideTransaction(work);
        } finally {
            permits.release();
        }
    }

    private Optional<VectorFlavour> make(Connection connection, String name) throws SQLException {
        VectorFlavour flavour = flavourOfNew(connection);
        if (Spares.take(connection, templates.ensure(connection, flavour), name, options.registryName())) {
            return Optional.of(flavour);
        }
        boolean copied = copy(connection, flavour, name);
        ServerCatalog.comment(connection, name, options.registryName());
        return copied ? Optional.of(flavour) : Optional.empty();
    }

    private boolean makeSpare(Connection connection) throws SQLException {
        VectorFlavour flavour = flavourOfNew(connection);
        String spare = Spares.nameFor(templates.ensure(connection, flavour));
        return !ServerCatalog.exists(connection, spare) && copy(connection, flavour, spare);
    }

    /** Only a connection to the registry can show whether this role may create an offered pgvector. */
    private void makeFirstSpare() {
        try (Connection connection = server.openMaintenance()) {
            if (options.flavour().isPresent() || ServerCatalog.offered(connection) == VectorFlavour.PORTABLE) {
                templates.ensureOn(connection, options.flavour().orElse(VectorFlavour.PORTABLE));
                makeSpare(connection);
            }
        } catch (SQLException failure) {
            throw SqlFailures.translate("of the next project", failure);
        }
    }

    private boolean copy(Connection connection, VectorFlavour flavour, String name) throws SQLException {
        try {
            return templates.copy(connection, flavour, name);
        } catch (SQLException failure) {
            // A process of another version may consider the template old and drop it.
            if (!SqlFailures.is(failure, SqlFailures.UNDEFINED_DATABASE)) {
                throw failure;
            }
            return templates.copy(connection, flavour, name);
        }
    }
}
