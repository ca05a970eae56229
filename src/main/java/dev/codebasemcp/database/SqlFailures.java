package dev.codebasemcp.database;

import dev.codebasemcp.model.TransientFailureException;
import dev.codebasemcp.model.UnavailableException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Classifies database failures by SQLState (PostgreSQL's manual, appendix A). The only place that translates an {@link
 * SQLException} for callers.
 */
final class SqlFailures {
    static final String UNDEFINED_TABLE = "42P01";
    private static final String UNDEFINED_COLUMN = "42703";
    static final String UNDEFINED_DATABASE = "3D000";
    private static final String DUPLICATE_DATABASE = "42P04";
    static final String TOO_MANY_CONNECTIONS = "53300";
    static final String OBJECT_IN_USE = "55006";
    private static final String UNIQUE_VIOLATION = "23505";
    static final String INSUFFICIENT_PRIVILEGE = "42501";
    static final String READ_ONLY = "25006";
    /** The driver's state for a connection that ended. */
    static final String CONNECTION_FAILURE = "08006";

    /** Serialization failure, deadlock. */
    private static final Set<String> CONFLICTS = Set.of("40001", "40P01");
    /**
     * The server ended or refuses connections: it shut down, crashed or is starting; the database was dropped; or the
     * connection or transaction was idle, or the transaction ran, for too long.
     */
    private static final Set<String> GONE = Set.of("57P01", "57P02", "57P03", "57P04", "57P05", "25P03", "25P04");
    /** These pass by themselves: the server serves others in a moment, or its file errors come from a shutdown. */
    private static final Set<String> PASSING = Set.of("53300", "58000", "58030", "58P01", "58P02");
    /**
     * Connection, authorization, resources, operator intervention, system error, object state, missing database,
     * unreadable configuration file.
     */
    private static final Set<String> OUTSIDE_CLASSES = Set.of("08", "28", "3D", "53", "55", "57", "58", "F0");
    /** A missing right, damaged data, or an answer that the driver did not expect. */
    private static final Set<String> OUTSIDE_STATES =
            Set.of(INSUFFICIENT_PRIVILEGE, READ_ONLY, "XX001", "XX002", "99999");
    /** Duplicate or missing prepared statements and cursors: two of our connections share a server session. */
    private static final Set<String> SHARED_SESSION = Set.of("26000", "34000", "42P03", "42P05");

    /** A duplicate column, table or other object, or its row in a catalog. */
    private static final Set<String> ALREADY_MADE = Set.of("42701", "42P07", "42710", UNIQUE_VIOLATION);

    private static final Pattern NO_DATABASE = Pattern.compile("database \"[^\"]*\" does not exist|no such database");

    private SqlFailures() {}

    /** Whether the database is missing, or lacks expected tables or columns. */
    static boolean isMissing(SQLException failure) {
        return is(failure, UNDEFINED_DATABASE, UNDEFINED_TABLE, UNDEFINED_COLUMN);
    }

    /** Whether another process has meanwhile created the object. */
    static boolean isAlreadyMade(SQLException failure) {
        return ALREADY_MADE.contains(state(failure));
    }

    static boolean isConflict(SQLException failure) {
        return CONFLICTS.contains(state(failure));
    }

    /**
     * Whether the connection is dead, or no server listens. Failures without a state come from the pool, about a
     * connection that it closed.
     */
    static boolean isServerGone(SQLException failure) {
        String state = state(failure);
        return state.isEmpty()
                || state.startsWith("08")
                || GONE.contains(state)
                || chain(failure).anyMatch(IOException.class::isInstance);
    }

    /** Whether a read-only server, database or role refused a write. */
    static boolean isReadOnly(SQLException failure) {
        return is(failure, READ_ONLY);
    }

    /** Whether another process creates the same database; the name or the catalog's index reports it. */
    static boolean isDuplicateDatabase(SQLException failure) {
        return is(failure, DUPLICATE_DATABASE, UNIQUE_VIOLATION);
    }

    static boolean is(SQLException failure, String... states) {
        return Stream.of(states).anyMatch(state(failure)::equals);
    }

    /** Whether only a bug of this program explains {@code failure}, if its connection is alive. */
    static boolean isBug(SQLException failure) {
        String state = state(failure);
        return !isServerGone(failure) && !isConflict(failure) && !isOutside(state) && !SHARED_SESSION.contains(state);
    }

    /** Returns the SQL failure that caused another exception, if any. */
    static Optional<SQLException> carriedBy(Throwable failure) {
        return chain(failure)
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .findFirst();
    }

    /** Returns the exception for callers. */
    static RuntimeException translate(String database, SQLException failure) {
        if (isBug(failure)) {
            return new SqlBugException(database, rootFailure(failure));
        }
        String state = state(failure);
        String message = "The database " + database + " cannot be used now: "
                + FailureAdvice.withNextStep(rootFailure(failure), state, SHARED_SESSION.contains(state));
        return isServerGone(failure) || PASSING.contains(state) || state.equals(READ_ONLY)
                ? new TransientFailureException(message, failure)
                : new UnavailableException(message, failure);
    }

    private static boolean isOutside(String state) {
        return OUTSIDE_STATES.contains(state)
                || (state.length() > 2 && OUTSIDE_CLASSES.contains(state.substring(0, 2)));
    }

    /** Returns the innermost failure with a state: the pool, Flyway and batches wrap the server's message. */
    private static SQLException rootFailure(SQLException failure) {
        return chain(failure)
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .filter(sql -> sql.getSQLState() != null && !sql.getSQLState().isEmpty())
                .reduce((outer, inner) -> inner)
                .orElse(failure);
    }

    private static String state(SQLException failure) {
        SQLException root = rootFailure(failure);
        String state = root.getSQLState();
        if (state == null) {
            return "";
        }
        // PgBouncer passes on the server's message but not its state.
        boolean pooled = state.equals("08P01")
                && NO_DATABASE.matcher(String.valueOf(root.getMessage())).find();
        return pooled ? UNDEFINED_DATABASE : state;
    }

    /** Returns a failure and its causes, outermost first. Each appears once, since chains may have cycles. */
    private static Stream<Throwable> chain(Throwable failure) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> found = new ArrayDeque<>();
        Throwable next = failure;
        while (next != null && seen.add(next)) {
            found.add(next);
            Throwable cause = next.getCause();
            next = cause == null && next instanceof SQLException sql ? sql.getNextException() : cause;
        }
        return found.stream();
    }
}
