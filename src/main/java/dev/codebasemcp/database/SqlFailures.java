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
 * What a failure of the database means, by its SQLState (PostgreSQL's manual, appendix A). The one door through which
 * an {@link SQLException} becomes what callers get.
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
    /** What the driver calls a connection that ended. */
    static final String CONNECTION_FAILURE = "08006";

    /** Serialization failure, deadlock. */
    private static final Set<String> CONFLICTS = Set.of("40001", "40P01");
    /**
     * The server ended the connection or refuses any: shut down, crashed, starting, its database dropped, or idle or a
     * transaction for too long.
     */
    private static final Set<String> GONE = Set.of("57P01", "57P02", "57P03", "57P04", "57P05", "25P03", "25P04");
    /** A server that says so serves others in a moment; trouble with its files may be that of a server that ends. */
    private static final Set<String> PASSING = Set.of("53300", "58000", "58030", "58P01", "58P02");
    /**
     * Connection, authorization, resources, operator intervention, system error, state of objects, a database that is not
     * there, a file of settings that cannot be read.
     */
    private static final Set<String> OUTSIDE = Set.of("08", "28", "3D", "53", "55", "57", "58", "F0");
    /** A right that is missing, damaged data, what the driver did not expect of a server. */
    private static final Set<String> OUTSIDE_TOO = Set.of(INSUFFICIENT_PRIVILEGE, READ_ONLY, "XX001", "XX002", "99999");
    /** Prepared statements and cursors that are there twice or not at all: two connections of ours share a server's. */
    private static final Set<String> SHARED_SESSION = Set.of("26000", "34000", "42P03", "42P05");

    /** A column, a table, another object, or its row in a catalogue. */
    private static final Set<String> ALREADY_MADE = Set.of("42701", "42P07", "42710", UNIQUE_VIOLATION);

    private static final Pattern NO_DATABASE = Pattern.compile("database \"[^\"]*\" does not exist|no such database");

    private SqlFailures() {}

    /** The database is not there, or not with the tables and columns that it should have. */
    static boolean isMissing(SQLException failure) {
        return is(failure, UNDEFINED_DATABASE, UNDEFINED_TABLE, UNDEFINED_COLUMN);
    }

    /** What a statement makes was made by another process meanwhile. */
    static boolean isAlreadyMade(SQLException failure) {
        return ALREADY_MADE.contains(state(failure));
    }

    static boolean isConflict(SQLException failure) {
        return CONFLICTS.contains(state(failure));
    }

    /**
     * The connection is dead, or cannot be made because no server listens. Failures without a state are the pool's, about
     * a connection that it has closed.
     */
    static boolean isServerGone(SQLException failure) {
        String state = state(failure);
        return state.isEmpty()
                || state.startsWith("08")
                || GONE.contains(state)
                || chain(failure).anyMatch(IOException.class::isInstance);
    }

    /** A statement that writes was refused by a server, a database or a role that is for reading only. */
    static boolean isReadOnly(SQLException failure) {
        return is(failure, READ_ONLY);
    }

    /** Two that create the same database: one is told so by the name, or by the catalog's index. */
    static boolean isDuplicateDatabase(SQLException failure) {
        return is(failure, DUPLICATE_DATABASE, UNIQUE_VIOLATION);
    }

    static boolean is(SQLException failure, String... states) {
        return Stream.of(states).anyMatch(state(failure)::equals);
    }

    /** Whether nothing but a fault of this program explains {@code failure}, if its connection lives. */
    static boolean isBug(SQLException failure) {
        String state = state(failure);
        return !isServerGone(failure) && !isConflict(failure) && !isOutside(state) && !SHARED_SESSION.contains(state);
    }

    /** The failure of SQL that another exception carries, if it does. */
    static Optional<SQLException> carriedBy(Throwable failure) {
        return chain(failure)
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .findFirst();
    }

    /** The exception that callers get for {@code failure}. */
    static RuntimeException translate(String database, SQLException failure) {
        if (isBug(failure)) {
            return new SqlBugException(database, telling(failure));
        }
        String state = state(failure);
        String message = "The database " + database + " cannot be used now: "
                + FailureAdvice.withNextStep(telling(failure), state, SHARED_SESSION.contains(state));
        return isServerGone(failure) || PASSING.contains(state) || state.equals(READ_ONLY)
                ? new TransientFailureException(message, failure)
                : new UnavailableException(message, failure);
    }

    private static boolean isOutside(String state) {
        return OUTSIDE_TOO.contains(state) || (state.length() > 2 && OUTSIDE.contains(state.substring(0, 2)));
    }

    /** The pool, Flyway and batches wrap what the server said: the innermost failure that has a state. */
    private static SQLException telling(SQLException failure) {
        return chain(failure)
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .filter(one -> one.getSQLState() != null && !one.getSQLState().isEmpty())
                .reduce((outer, inner) -> inner)
                .orElse(failure);
    }

    private static String state(SQLException failure) {
        SQLException telling = telling(failure);
        String state = telling.getSQLState();
        if (state == null) {
            return "";
        }
        // PgBouncer hands on the server's words, but not its code.
        boolean pooled = state.equals("08P01")
                && NO_DATABASE.matcher(String.valueOf(telling.getMessage())).find();
        return pooled ? UNDEFINED_DATABASE : state;
    }

    /** A failure and what caused it, from the outside in; each once, since chains may have loops. */
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
