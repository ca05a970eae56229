package dev.codebasemcp.database.server;

import dev.codebasemcp.model.UnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/** How this program gets into its own server, and whether it is let in. */
enum Login {
    ACCEPTED,
    /** The server knows another password than the file. */
    WRONG_PASSWORD,
    /** The server is gone or too busy. */
    NO_ANSWER;

    /** SQLStates: the driver refuses the server's way of asking, or the server the password, or whoever comes. */
    private static final String REJECTED = "08004";

    /** Others are at the limit for the moment; who wants a connection waits for it. */
    private static final String TOO_MANY_CONNECTIONS = "53300";

    private static final String INVALID_PASSWORD = "28P01";
    private static final String INVALID_AUTHORIZATION = "28";

    /** How to connect to a server; empty where there is no password. */
    static Optional<ConnectionDetails> details(LivingPostmaster server, ServerFiles files) {
        return DatabasePassword.read(files)
                .map(password -> new ConnectionDetails(
                        "127.0.0.1", server.port(), DataDirectory.USER, password, "postgres", parameters(files)));
    }

    /** Nothing is sent to anybody else, and whoever asks for anything but SCRAM, or cannot prove to know the password, gets none. */
    static Map<String, String> parameters(ServerFiles files) {
        return Map.of(
                "sslmode", "disable",
                "gssEncMode", "disable",
                "requireAuth", "scram-sha-256",
                "socketFactory", PostmasterSockets.class.getName(),
                "socketFactoryArg", files.data().toString());
    }

    /** Tries to connect. */
    static Login by(ConnectionDetails details, ServerFiles files) {
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
                        "The embedded PostgreSQL in " + files.home() + " does not let this program in as it should ("
                                + failure.getMessage() + "). Put back scram-sha-256 in each line of "
                                + files.data().resolve("pg_hba.conf")
                                + ", or end all codebase-mcp processes and delete that file: the next start writes it"
                                + " anew. The database is as it was.",
                        failure);
            }
            return NO_ANSWER;
        }
    }
}
