package dev.codebasemcp.database;

import dev.codebasemcp.model.UnavailableException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Refuses a server that cannot be worked with: an old one, and one behind a pooler that gives each transaction another
 * session of the server, because session locks would be lost without a word.
 *
 * <p>Two connections of a server always have two sessions, each its own, for as long as they last. Such a pooler takes
 * an idle session for each statement: either the one that was used last, so that the second connection gets the first
 * one's, or the one that was idle longest, so that the first connection gets another one with its second statement.
 * Other clients of the pooler may come in between, so that this is looked at a few times.
 */
final class PoolerCheck {
    private static final int LOOKS = 4;
    private static final int OLDEST = 14;

    private PoolerCheck() {}

    /**
     * Looks at two fresh connections to one database.
     *
     * @throws UnavailableException with the next step
     */
    static void refuse(String server, Connection one, Connection other) throws SQLException {
        int version = one.getMetaData().getDatabaseMajorVersion();
        if (version < OLDEST) {
            throw new UnavailableException("The " + server + " is PostgreSQL " + version + ", and codebase-mcp needs "
                    + OLDEST + " or newer; name another server in CODEBASE_MCP_DATABASE_URL.");
        }
        if (shareSessions(one, other)) {
            throw new UnavailableException("The " + server + " cannot be used. " + FailureAdvice.POOLER + ".");
        }
    }

    private static boolean shareSessions(Connection one, Connection other) throws SQLException {
        int first = session(one);
        int second = session(other);
        boolean shared = first == second;
        for (int look = 0; look < LOOKS && !shared; look++) {
            int again = session(one);
            int andAgain = session(one);
            shared = again != first || andAgain != first || session(other) != second;
        }
        return shared;
    }

    private static int session(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return row.getInt(1);
        }
    }
}
