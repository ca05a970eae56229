package dev.codebasemcp.database;

import dev.codebasemcp.model.UnavailableException;
import java.sql.SQLException;
import java.util.Set;
import java.util.stream.Stream;

/** What a failure of the database means, by its SQLState (PostgreSQL's manual, appendix A). */
final class SqlFailures {
    static final String UNDEFINED_TABLE = "42P01";
    private static final String UNDEFINED_COLUMN = "42703";
    static final String UNDEFINED_DATABASE = "3D000";
    private static final String DUPLICATE_DATABASE = "42P04";
    static final String TOO_MANY_CONNECTIONS = "53300";
    static final String OBJECT_IN_USE = "55006";
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String DISK_FULL = "53100";
    static final String INSUFFICIENT_PRIVILEGE = "42501";

    /** Serialization failure, deadlock. */
    private static final Set<String> CONFLICTS = Set.of("40001", "40P01");
    /** Shut down, crashed, or still starting. */
    private static final Set<String> GONE = Set.of("57P01", "57P02", "57P03");
    /** Connection, authorization, resources, operator intervention, system error, lock not available. */
    private static final Set<String> OUTSIDE = Set.of("08", "28", "53", "57", "58", "55");

    private SqlFailures() {}

    /** The database is not there, or not with the tables and columns that it should have. */
    static boolean isMissing(SQLException failure) {
        return is(failure, UNDEFINED_DATABASE, UNDEFINED_TABLE, UNDEFINED_COLUMN);
    }

    static boolean isConflict(SQLException failure) {
        return CONFLICTS.contains(state(failure));
    }

    /** The connection is dead, or cannot be made because no server listens. */
    static boolean isServerGone(SQLException failure) {
        String state = state(failure);
        return state.startsWith("08") || GONE.contains(state);
    }

    /** Two that create the same database: one is told so by the name, or by the catalog's index. */
    static boolean isDuplicateDatabase(SQLException failure) {
        return is(failure, DUPLICATE_DATABASE, UNIQUE_VIOLATION);
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
        if (isConflict(failure) || isOutside(state)) {
            return new UnavailableException(
                    "The database " + database + " cannot be used now: "
                            + root(failure).getMessage() + advice(state),
                    failure);
        }
        return new SqlBugException(database, failure);
    }

    private static boolean isOutside(String state) {
        return state.equals(INSUFFICIENT_PRIVILEGE) || (state.length() > 2 && OUTSIDE.contains(state.substring(0, 2)));
    }

    /** The next step, where it is known. */
    private static String advice(String state) {
        return switch (state) {
            case INSUFFICIENT_PRIVILEGE ->
                ". Give the role of CODEBASE_MCP_DATABASE_URL the right to create databases"
                        + " (ALTER ROLE … CREATEDB), or name another role there.";
            case DISK_FULL -> ". Free space on the server's disk, then make the request again.";
            default -> "";
        };
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
