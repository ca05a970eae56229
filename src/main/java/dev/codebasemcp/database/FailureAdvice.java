package dev.codebasemcp.database;

import dev.codebasemcp.database.server.ConnectionDetails;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Describes a server failure to users: the server's message, and the next step where known. */
final class FailureAdvice {
    private static final String ROLE = "the role that codebase-mcp connects as";
    private static final String PLACE = ConnectionDetails.SETTING;

    /** The consequences of a pooler that does not keep sessions, and the fix. */
    static final String POOLER = "A connection pooler in between gives each transaction another session of the server,"
            + " which breaks locks and prepared statements. Set pool_mode = session for codebase-mcp's databases"
            + " (PgBouncer: in pgbouncer.ini), or name the PostgreSQL server itself in " + PLACE;

    private static final String OTHERS = ", end some of its clients, or lower CODEBASE_MCP_MAX_CONNECTIONS";

    /**
     * The first match applies. Servers may use other languages than English; then the last entry of a state applies.
     */
    private static final List<Step> STEPS = List.of(
            new Step(
                    "42501",
                    "create database",
                    "Give " + ROLE + " the right to create databases (ALTER ROLE … CREATEDB), or name another role in "
                            + PLACE),
            new Step(
                    "42501",
                    "extension",
                    "Have a superuser create it (CREATE EXTENSION), mark it as trusted, or name another role in "
                            + PLACE),
            new Step(
                    "42501",
                    "for schema",
                    "Give " + ROLE + " its rights on that schema (GRANT USAGE, CREATE ON SCHEMA … TO …)"),
            new Step(
                    "42501",
                    "for database",
                    "Give " + ROLE
                            + " its rights on that database (GRANT CONNECT, CREATE, TEMPORARY ON DATABASE … TO …)"),
            new Step(
                    "42501",
                    "for tablespace",
                    "Give " + ROLE + " the right to use it (GRANT CREATE ON TABLESPACE … TO …)"),
            new Step("42501", "denied for ", otherOwner()),
            new Step("42501", "owner of", otherOwner()),
            new Step(
                    "42501",
                    "",
                    "Give " + ROLE
                            + " the right that is missing: it needs CREATEDB, CONNECT to its databases, and USAGE"
                            + " and CREATE on their schema public"),
            new Step(SqlFailures.READ_ONLY, "", "It takes no writes: " + ReadOnlyServer.NEXT_STEP),
            new Step(
                    SqlFailures.UNDEFINED_DATABASE,
                    "",
                    "If it is the one that " + PLACE + " names, name one there that exists, such as postgres"),
            // The message about this process's own limit is complete.
            new Step(SqlFailures.TOO_MANY_CONNECTIONS, "CODEBASE_MCP_MAX_CONNECTIONS", ""),
            new Step(
                    SqlFailures.TOO_MANY_CONNECTIONS,
                    "for role",
                    "All of its connections are taken: raise the role's limit (ALTER ROLE … CONNECTION LIMIT)"
                            + OTHERS),
            new Step(
                    SqlFailures.TOO_MANY_CONNECTIONS,
                    "for database",
                    "All of its connections are taken: raise the database's limit (ALTER DATABASE … CONNECTION LIMIT)"
                            + OTHERS),
            new Step(
                    SqlFailures.TOO_MANY_CONNECTIONS,
                    "",
                    "All connections are taken: raise the server's max_connections (superuser_reserved_connections and"
                            + " reserved_connections are taken off it)" + OTHERS),
            new Step(
                    "28P01",
                    "",
                    "Correct the user and the password: in " + PLACE + ", PGPASSWORD or the password file"),
            new Step(
                    "28000",
                    "pg_hba.conf",
                    "Have the server's administrator add a line for this user, database and host to pg_hba.conf; where"
                            + " it says \"no encryption\", sslmode=require in " + PLACE + " may do"),
            new Step(
                    "28000",
                    "log in",
                    "Give that role the right to log in (ALTER ROLE … LOGIN), or name another one in " + PLACE),
            new Step(
                    "28000",
                    "",
                    "Correct the user in " + PLACE + ", or create that role (CREATE ROLE … LOGIN CREATEDB)"),
            new Step("53100", "", "Free space on the server's disk, then make the request again"),
            new Step(
                    "53200",
                    "",
                    "The server lacks memory: lower its work_mem or max_connections, or end other clients of it"),
            new Step(
                    "57014",
                    "",
                    "Something ended the statement; if that is a time limit, raise statement_timeout for " + ROLE
                            + " (ALTER ROLE … SET statement_timeout = 0)"),
            new Step(
                    "55P03",
                    "",
                    "Another session holds a lock for long: end it, or raise lock_timeout for " + ROLE
                            + ", then make the request again"),
            new Step("55006", "", "Other clients are connected to it: end them, then make the request again"),
            new Step("57P03", "", "Make the request again in a moment; if it lasts, look into the server's log"),
            new Step("XX001", "", damaged()),
            new Step("XX002", "", damaged()),
            new Step("08", "there is no host", "Correct the host in " + PLACE),
            new Step(
                    "08",
                    "startup parameter",
                    "A pooler in between refuses what the driver asks for: add that parameter to"
                            + " ignore_startup_parameters in pgbouncer.ini"),
            new Step(
                    "08",
                    "password",
                    "Give the password: in " + PLACE + ", PGPASSWORD or the password file, which others may not read"),
            new Step(
                    "08",
                    "not support SSL",
                    "Set sslmode=disable or prefer in " + PLACE + ", or turn ssl on in the server"),
            new Step("08", "SSL", certificates()),
            new Step("08", "verified", certificates()),
            new Step("08", "certificate", certificates()),
            new Step(
                    "08P01",
                    "",
                    "What listens there does not speak as PostgreSQL does: look at host and port in " + PLACE),
            new Step(
                    "08",
                    "imed out",
                    "Nothing answers there: look at host and port in " + PLACE + ", at firewalls and at the network"),
            new Step("08001", "", "Start the server, or correct host and port in " + PLACE));

    private FailureAdvice() {}

    /**
     * A next step for failures whose SQLState starts with {@code state} and whose message contains {@code words}.
     *
     * @param text without a final full stop
     */
    private record Step(String state, String words, String text) {
        boolean fits(String sqlState, String message) {
            return sqlState.startsWith(state) && message.contains(words);
        }
    }

    /**
     * Returns the message for {@code failure}.
     *
     * @param state its SQLState
     * @param sharedSession whether two connections share one server session
     */
    static String withNextStep(SQLException failure, String state, boolean sharedSession) {
        String message = messageOf(failure);
        String step = sharedSession
                ? POOLER
                : STEPS.stream()
                        .filter(candidate -> candidate.fits(state, message))
                        .findFirst()
                        .map(Step::text)
                        .orElse("");
        return step.isEmpty() ? message : message + (message.endsWith(".") ? " " : ". ") + step + ".";
    }

    /** The driver reports the reason of a failed connection only in the cause. */
    private static String messageOf(SQLException failure) {
        String message = sentences(String.valueOf(failure.getMessage()));
        return Optional.ofNullable(failure.getCause())
                .map(FailureAdvice::describe)
                .filter(cause -> !message.contains(cause))
                .map(cause -> message.replaceFirst("\\.$", "") + " (" + cause + ")")
                .orElse(message);
    }

    /** Joins details and hints, which the server puts on separate lines. */
    private static String sentences(String message) {
        return message.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .reduce((before, line) -> before + (before.matches(".*[.:;!?]") ? " " : ". ") + line)
                .orElse("");
    }

    private static String describe(Throwable cause) {
        if (cause instanceof UnknownHostException) {
            return "there is no host " + cause.getMessage();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private static String otherOwner() {
        return "It belongs to another role: name that one in " + PLACE + ", give it away (ALTER … OWNER TO …), or grant"
                + " the right (GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA … TO …)";
    }

    private static String damaged() {
        return "The server found damaged data: look into its log, and restore or drop that database; what it held can be"
                + " indexed again";
    }

    private static String certificates() {
        return "Look at sslmode and sslrootcert in " + PLACE + ": sslrootcert names the certificate of who signed the"
                + " server's; or it is no PostgreSQL that listens there";
    }
}
