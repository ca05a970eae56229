package dev.codebasemcp.database;

import dev.codebasemcp.model.UnavailableException;
import java.sql.SQLException;
import java.util.Set;
import java.util.stream.Stream;

/** What a failure of the database means, by its SQLState (PostgreSQL's manual, appendix A). */
final class SqlFailures {
    static final String UNDEFINED_TABLE = "42P01";
    static final String UNDEFINED_DATABASE = "3D000";
    static final String DUPLICATE_DATABASE = "42P04";
    static final String UNIQUE_VIOLATION = "23505";

    /** Serialization failure, deadlock. */
    private static final Set<String> CONFLICTS = Set.of("40001", "40P01");
    /** Shut down, crashed, or still starting. */
    private static final Set<String> GONE = Set.of("57P01", "57P02", "57P03");
    /** Connection, authorization, resources, operator intervention, system error, lock not available. */
    private static final Set<String> OUTSIDE = Set.of("08", "28", "53", "57", "58", "55");

    private SqlFailures() {}

    static boolean isConflict(SQLException failure) {
        return CONFLICTS.contains(state(failure));
    }

    /** The connection is dead, or cannot be made because no server listens. */
    static boolean isServerGone(SQLException failure) {
        String state = state(failure);
        return state.startsWith("08") || GONE.contains(state);
    }

    static boolean is(SQLException failure, String... states) {
        return Stream.of(states).anyMatch(state(failure)::equals);
    }

    /** The exception that callers get for {@code failure}. */
    static RuntimeException translate(String database, SQLException failure) {
        String state = state(failure);
        if (state.equals(UNDEFINED_DATABASE)) {
            return new UnavailableException("The database " + database + " does not exist.", failure);
        }
        if (isConflict(failure) || (state.length() > 2 && OUTSIDE.contains(state.substring(0, 2)))) {
            return new UnavailableException(
                    "The database " + database + " cannot be used now: "
                            + root(failure).getMessage(),
                    failure);
        }
        return new SqlBugException(database, failure);
    }

    /** The pool wraps what the server said. */
    private static SQLException root(SQLException failure) {
        SQLException innermost = failure;
        while (innermost.getCause() instanceof SQLException cause) {
            innermost = cause;
        }
        return innermost;
    }

    private static String state(SQLException failure) {
        String state = root(failure).getSQLState();
        return state == null ? "" : state;
    }
}
