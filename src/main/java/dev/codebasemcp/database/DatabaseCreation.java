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

    private final Templates templates;
    private final DatabaseOptions options;
    private final Spares spares = new Spares();
    private final Semaphore places = new Semaphore(AT_ONCE, true);
    /** Why the pgvector that the server offers cannot be had. Asked once, since it takes a trial. */
    private volatile Optional<String> refusal = Optional.empty();

    DatabaseCreation(Templates templates, DatabaseOptions options) {
        this.templates = templates;
        this.options = options;
    }

    /** Creates the database {@code name} with the current schema, unless there is one of that name. */
    void create(Database registry, String name) {
        boolean made = inPlace(registry, connection -> {
            boolean absent = !ServerCatalog.exists(connection, name);
            if (absent) {
                make(connection, name);
            }
            return absent;
        });
        if (made && options.keepsSpare()) {
            spares.replace(() -> inPlace(registry, this::makeSpare));
        }
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

    private void make(Connection connection, String name) throws SQLException {
        VectorFlavour flavour = flavourOfNew(connection);
        if (Spares.take(connection, templates.ensure(connection, flavour), name, options.registryName())) {
            return;
        }
        copy(connection, flavour, name);
        ServerCatalog.comment(connection, name, options.registryName());
    }

    private boolean makeSpare(Connection connection) throws SQLException {
        VectorFlavour flavour = flavourOfNew(connection);
        String spare = Spares.nameFor(templates.ensure(connection, flavour));
        boolean absent = !ServerCatalog.exists(connection, spare);
        if (absent) {
            copy(connection, flavour, spare);
        }
        return absent;
    }

    private void copy(Connection connection, VectorFlavour flavour, String name) throws SQLException {
        try {
            templates.copy(connection, flavour, name);
        } catch (SQLException failure) {
            // A process of another version may drop a template that it takes for an old one.
            if (!SqlFailures.is(failure, SqlFailures.UNDEFINED_DATABASE)) {
                throw failure;
            }
            templates.copy(connection, flavour, name);
        }
    }
}
