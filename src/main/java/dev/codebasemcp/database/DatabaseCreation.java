package dev.codebasemcp.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Creates project databases: takes the spare copy of the template, or makes a copy. Safe for any number of threads. */
final class DatabaseCreation implements AutoCloseable {
    /** A copy is heavy on the server, so more at once gain nothing. */
    private static final int AT_ONCE = 4;

    private final Templates templates;
    private final DatabaseOptions options;
    private final Spares spares = new Spares();
    private final Semaphore places = new Semaphore(AT_ONCE, true);

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

    /** What new databases can have. */
    VectorFlavour flavourOfNew(Connection connection) throws SQLException {
        Optional<VectorFlavour> wanted = options.flavour();
        return wanted.isPresent() ? wanted.get() : ServerCatalog.offered(connection);
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
