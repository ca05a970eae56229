package dev.codebasemcp.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates project databases: takes the spare copy of the template, or makes a copy. Safe for any number of threads. */
final class DatabaseCreation implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseCreation.class);
    /** A copy is heavy on the server, so more at once gain nothing. */
    private static final int AT_ONCE = 4;
    /** Two migrations beside each other, and who waits for them: with fewer there is one at a time. */
    private static final int CONNECTIONS_FOR_TWO = 12;

    private final LazyServer server;
    private final Templates templates;
    private final DatabaseOptions options;
    private final Spares spares = new Spares();
    private final Semaphore places = new Semaphore(AT_ONCE, true);
    /** Why the pgvector that the server offers cannot be had. Asked once, since it takes a trial. */
    private volatile Optional<String> refusal = Optional.empty();

    DatabaseCreation(LazyServer server, Templates templates, DatabaseOptions options) {
        this.server = server;
        this.templates = templates;
        this.options = options;
    }

    /** Creates the database {@code name} with the current schema; empty, and nothing done, if there is one of that name. */
    Optional<VectorFlavour> create(Database registry, String name) {
        Optional<VectorFlavour> made = inPlace(
                registry,
                connection -> ServerCatalog.exists(connection, name) ? Optional.empty() : make(connection, name));
        if (made.isPresent() && options.keepsSpare()) {
            spares.replace(() -> inPlace(registry, this::makeSpare));
        }
        return made;
    }

    /**
     * Begins to make the template and the spare of a server without a registry, for the project that is sure to come:
     * beside the making of the registry, which leaves a processor free. Not where pgvector is offered. Returns at once.
     */
    void prepareServer() {
        if (options.keepsSpare() && options.maxConnections() >= CONNECTIONS_FOR_TWO) {
            spares.make(this::makeFirstSpare);
        }
    }

    /** The work that the next spare was to wait for has ended. Returns at once. */
    void endRest() {
        spares.endRest();
    }

    /** What new databases can have; {@code connection} is to the registry, and outside of a transaction. */
    VectorFlavour flavourOfNew(Connection connection) throws SQLException {
        Optional<VectorFlavour> wanted = options.flavour();
        if (wanted.isPresent()) {
            return wanted.get();
        }
        boolean had = ServerCatalog.offered(connection) == VectorFlavour.PGVECTOR && mayCreatePgvector(connection);
        return had ? VectorFlavour.PGVECTOR : VectorFlavour.PORTABLE;
    }

    /** Why new databases are portable on a server that offers pgvector; known once {@link #flavourOfNew} was asked. */
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

    private <T> T inPlace(Database registry, SqlWork<T> work) {
        places.acquireUninterruptibly();
        try {
            return registry.outsideTransaction(work);
        } finally {
            places.release();
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

    /** Where pgvector is offered, only a connection to the registry can tell whether it may be had. */
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
            // A process of another version may drop a template that it takes for an old one.
            if (!SqlFailures.is(failure, SqlFailures.UNDEFINED_DATABASE)) {
                throw failure;
            }
            return templates.copy(connection, flavour, name);
        }
    }
}
