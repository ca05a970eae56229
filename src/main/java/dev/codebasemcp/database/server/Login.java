package dev.codebasemcp.database.server;

import dev.codebasemcp.model.UnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/** An attempt of this program to log in to its own server. */
enum Login {
    ACCEPTED,
    /** The server's password differs from the file's. */
    WRONG_PASSWORD,
    /** The server is gone or too busy. */
    NO_ANSWER;

    /** SQLState when the driver refuses the authentication method, or the server rejects the password or client. */
    private static final String REJECTED = "08004";

    /** Other clients use all connections for now; the pool waits for one. */
    private static final String TOO_MANY_CONNECTIONS = "53300";

    private static final String INVALID_PASSWORD = "28P01";
    private static final String INVALID_AUTHORIZATION = "28";

    /** How to connect to a server; empty without a password. */
    static Optional<ConnectionDetails> details(LivingPostmaster server, ServerFiles files) {
        return DatabasePassword.read(files)
                .map(password -> new ConnectionDetails(
                        "127.0.0.1", server.port(), DataDirectory.USER, password, "postgres", parameters(files)));
    }

    /** Requires SCRAM, which proves that the server knows the password too, and sockets that only reach this server. */
    static Map<String, String> parameters(ServerFiles files) {
        return Map.of(
                "sslmode", "disable",
                "gssEncMode", "disable",
                "requireAuth", "scram-sha-256",
                "socketFactory", PostmasterSockets.class.getName(),
                "socketFactoryArg", files.data().toString());
    }

    static Login attempt(ConnectionDetails details, ServerFiles files) {
        try (Connection connection = details.open(details.maintenanceDatabase())) {
            return connection.isValid(2) ? ACCEPTED : NO_ANSWER;
        } catch (SQLException failure) {
            String state = String.valueOf(failure.getSQLState());
            if (state.equals(TOO_MANY_CONNECTIONS)) {
                return ACCEPTED;
            }
            if (state.equals(INVALID_PASSWORD)) {
                return WRONG_PASSWORD;
            }
            if (state.equals(REJECTED) || state.startsWith(INVALID_AUTHORIZATION)) {
                throw new UnavailableException(
                        "The embedded PostgreSQL in " + files.home() + " rejects this program's login ("
                                + failure.getMessage() + "). Restore scram-sha-256 in each line of "
                                + files.data().resolve("pg_hba.conf")
                                + ", or end all codebase-mcp processes and delete that file: the next start rewrites"
                                + " it. The database is unchanged.",
                        failure);
            }
            return NO_ANSWER;
        }
    }
}
