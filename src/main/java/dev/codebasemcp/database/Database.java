package dev.codebasemcp.database;

import dev.codebasemcp.database.Transactions.Mode;
import java.util.Optional;

/**
 * One database: runs transactions on pooled connections. Cheap to get, safe for any number of threads.
 *
 * <p>A transaction that fails with a serialization failure or a deadlock is run again a few times. It is run on another
 * connection where its own was dead before it began or takes no writes, and one that only reads also where the
 * connection dies in the middle. A failure of the database becomes an {@link
 * dev.codebasemcp.model.UnavailableException} (a {@link dev.codebasemcp.model.TransientFailureException} where it passes
 * by itself), a wrong statement a {@link SqlBugException}; what the work throws itself reaches the caller as it is, after
 * a rollback.
 *
 * <p>Do not nest: work that asks for a second connection while it holds one can starve the limit on connections.
 */
public final class Database {
    private final String name;
    private final String identity;
    private final LazyServer server;
    private final Transactions transactions;
    private final Schema schema;
    private volatile Optional<VectorFlavour> flavour = Optional.empty();

    Database(String name, LazyServer server, Pools pools, Schema schema) {
        this(name, name, server, pools, schema);
    }

    /** A database with transactions of a special kind. */
    Database(String name, LazyServer server, Transactions transactions, Schema schema) {
        this(name, name, server, transactions, schema);
    }

    /** A database that is known by more than its name. */
    Database(String name, String identity, LazyServer server, Pools pools, Schema schema) {
        this(
                name,
                identity,
                server,
                new Transactions(pools, name, Optional.of(() -> refuseNewer(name, pools, schema))),
                schema);
    }

    private Database(String name, String identity, LazyServer server, Transactions transactions, Schema schema) {
        this.name = name;
        this.identity = identity;
        this.server = server;
        this.transactions = transactions;
        this.schema = schema;
    }

    /** A table or column that is missing may have been there until a newer version of the program migrated the database. */
    private static void refuseNewer(String name, Pools pools, Schema schema) {
        new Transactions(pools, name, Optional.empty())
                .run(Mode.READ, schema::stateOf)
                .ifPresent(state -> schema.refuseNewer(name, state));
    }

    /** The name of the database. */
    public String name() {
        return name;
    }

    /**
     * Tells databases apart that had one name after each other, where that is known: for whoever remembers something about
     * a database.
     */
    public String identity() {
        return identity;
    }

    /** Runs {@code work} in a read-only transaction that sees one state of the database (repeatable read). */
    public <T> T read(SqlWork<T> work) {
        return transactions.run(Mode.READ, work);
    }

    /**
     * Runs one SELECT. It needs no transaction, which would take two more round trips; on a dead connection it is run
     * again.
     */
    public <T> T query(SqlWork<T> work) {
        return transactions.run(Mode.QUERY, work);
    }

    /** Runs {@code work} in a transaction (read committed) that is on disk when this returns. */
    public <T> T write(SqlWork<T> work) {
        return transactions.run(Mode.WRITE, work);
    }

    /**
     * Runs {@code work} in a transaction that is atomic, but that a crash of the server within a second may undo. For
     * data that can be made again.
     */
    public <T> T writeRelaxed(SqlWork<T> work) {
        return transactions.run(Mode.WRITE_RELAXED, work);
    }

    /** Runs {@code work} without a transaction. */
    <T> T outsideTransaction(SqlWork<T> work) {
        return transactions.run(Mode.NONE, work);
    }

    /** How this database stores vectors. Asked once, then remembered. */
    public VectorFlavour flavour() {
        return flavour.orElseGet(() -> {
            VectorFlavour found =
                    read(schema::stateOf).map(Schema.State::flavour).orElseGet(() -> read(Schema::flavourOfEmpty));
            flavour = Optional.of(found);
            return found;
        });
    }

    /**
     * Whether the schema is exactly the one that this version of the program needs; one query.
     *
     * @throws dev.codebasemcp.model.RejectedException if the schema is newer than this program
     */
    public boolean isCurrent() {
        return read(schema::stateOf).map(state -> schema.isCurrent(name, state)).orElse(false);
    }

    /**
     * Brings the schema to the version that this program needs; does nothing if it is there already. Any number of
     * processes may do so at once.
     *
     * @throws dev.codebasemcp.model.RejectedException if the schema is newer than this program; nothing is changed
     */
    public void migrate() {
        if (isCurrent()) {
            return;
        }
        // One at a time in this process: each migration needs connections, and who waits finds the work done.
        synchronized (schema) {
            if (!isCurrent()) {
                schema.migrate(new ServerDataSource(server, name), flavour(), name);
            }
        }
    }

    @Override
    public String toString() {
        return "database " + name;
    }
}
