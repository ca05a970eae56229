package dev.codebasemcp.database;

import dev.codebasemcp.database.Transactions.Mode;
import java.util.Optional;

/**
 * One database: runs transactions on pooled connections. Cheap to create, and thread-safe.
 *
 * <p>Retries a transaction a few times after a serialization failure or deadlock. Retries on another connection if the
 * first was dead at the start or takes no writes. Also retries a read-only transaction whose connection dies while it
 * runs.
 *
 * <p>A database failure becomes an {@link dev.codebasemcp.model.UnavailableException}, or a {@link
 * dev.codebasemcp.model.TransientFailureException} if it passes by itself. An invalid statement becomes a {@link
 * SqlBugException}. Exceptions of the work itself reach the caller unchanged after a rollback.
 *
 * <p>Do not nest: work that requests a second connection while holding one can exhaust the connection limit.
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

    /** Creates a database with special transactions. */
    Database(String name, LazyServer server, Transactions transactions, Schema schema) {
        this(name, name, server, transactions, schema);
    }

    /** Creates a database with an identity besides its name. */
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

    /** A missing table or column may mean that a newer program version migrated the database. */
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
     * Identifies the database in caches. Where known, it distinguishes databases that had the same name one after the
     * other.
     */
    public String identity() {
        return identity;
    }

    /** Runs {@code work} in a read-only transaction on one consistent state of the database (repeatable read). */
    public <T> T read(SqlWork<T> work) {
        return transactions.run(Mode.READ, work);
    }

    /** Runs one SELECT without a transaction, which saves two round trips. Retries it if the connection is dead. */
    public <T> T query(SqlWork<T> work) {
        return transactions.run(Mode.QUERY, work);
    }

    /** Runs {@code work} in a transaction (read committed) that is durable when this returns. */
    public <T> T write(SqlWork<T> work) {
        return transactions.run(Mode.WRITE, work);
    }

    /**
     * Runs {@code work} in an atomic transaction. A server crash within a second may undo it, so use it only for data
     * that can be rebuilt.
     */
    public <T> T writeRelaxed(SqlWork<T> work) {
        return transactions.run(Mode.WRITE_RELAXED, work);
    }

    /** Runs {@code work} without a transaction. */
    <T> T outsideTransaction(SqlWork<T> work) {
        return transactions.run(Mode.NONE, work);
    }

    /** Returns how this database stores vectors; cached after the first call. */
    public VectorFlavour flavour() {
        return flavour.orElseGet(() -> {
            VectorFlavour found =
                    read(schema::stateOf).map(Schema.State::flavour).orElseGet(() -> read(Schema::flavourOfEmpty));
            flavour = Optional.of(found);
            return found;
        });
    }

    /**
     * Whether the schema is exactly the one that this program version needs; one query.
     *
     * @throws dev.codebasemcp.model.RejectedException if the schema is newer than this program
     */
    public boolean isCurrent() {
        return read(schema::stateOf).map(state -> schema.isCurrent(name, state)).orElse(false);
    }

    /**
     * Migrates the schema to the version that this program needs, if necessary. Safe to run in several processes at
     * once.
     *
     * @throws dev.codebasemcp.model.RejectedException if the schema is newer than this program; nothing is changed
     */
    public void migrate() {
        if (isCurrent()) {
            return;
        }
        // One migration at a time in this process: each needs several connections, and later callers find the work
        // done.
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
