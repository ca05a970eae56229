package dev.codebasemcp.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Queries and commands about the server's databases. All may run outside of a transaction. */
final class ServerCatalog {
    private static final Logger LOG = LoggerFactory.getLogger(ServerCatalog.class);
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*");
    /** The first 0.x version with the type halfvec. */
    private static final int LEAST_MINOR = 7;

    private ServerCatalog() {}

    static boolean exists(Connection connection, String database) throws SQLException {
        return find(connection, "SELECT 'yes' FROM pg_database WHERE datname = ?", database)
                .isPresent();
    }

    static boolean isTemplate(Connection connection, String database) throws SQLException {
        return find(connection, "SELECT 'yes' FROM pg_database WHERE datname = ? AND datistemplate", database)
                .isPresent();
    }

    /** Returns the databases owned by the role of {@code connection}. */
    static List<String> ownNamesStartingWith(Connection connection, String prefix) throws SQLException {
        String sql = """
                SELECT datname FROM pg_database
                WHERE starts_with(datname::text, ?) AND pg_get_userbyid(datdba) = current_user
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, prefix);
            List<String> names = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            return names;
        }
    }

    static ServerStats stats(Connection connection) throws SQLException {
        String sql = """
                SELECT current_setting('server_version'), current_setting('max_connections')::int,
                       (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'),
                       (SELECT count(*) FROM pg_database)
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return new ServerStats(row.getString(1), row.getInt(3), row.getInt(2), row.getInt(4));
        }
    }

    /** Returns the version of pgvector, if the server offers it. */
    static Optional<String> pgvectorVersion(Connection connection) throws SQLException {
        return find(connection, "SELECT default_version FROM pg_available_extensions WHERE name = ?", "vector");
    }

    /** Returns the flavour that the server offers: pgvector only in a version with all types that we use. */
    static VectorFlavour offered(Connection connection) throws SQLException {
        Optional<Matcher> version = pgvectorVersion(connection).map(VERSION::matcher);
        boolean usable = version.isPresent()
                && version.get().matches()
                && (Integer.parseInt(version.get().group(1)) > 0
                        || Integer.parseInt(version.get().group(2)) >= LEAST_MINOR);
        return usable ? VectorFlavour.PGVECTOR : VectorFlavour.PORTABLE;
    }

    /** Drops a database that nobody uses. Leaves it to a later call if that fails. */
    static void dropUnused(Connection connection, String database) {
        try {
            execute(connection, "ALTER DATABASE " + Identifiers.quote(database) + " IS_TEMPLATE false");
            execute(connection, "DROP DATABASE IF EXISTS " + Identifiers.quote(database));
        } catch (SQLException failure) {
            LOG.info("The old database {} stays for now: {}", database, failure.getMessage());
        }
    }

    /** Ends the sessions of the role of {@code connection} in another database. */
    static void endOwnSessions(Connection connection, String database) throws SQLException {
        String sql = "SELECT count(pg_terminate_backend(pid))::text FROM pg_stat_activity"
                + " WHERE datname = ? AND usename = current_user AND pid <> pg_backend_pid()";
        find(connection, sql, database);
    }

    /** Records for users and test cleanup which registry a database belongs to. */
    static void comment(Connection connection, String database, String comment) throws SQLException {
        execute(
                connection,
                "COMMENT ON DATABASE " + Identifiers.quote(database) + " IS " + Identifiers.quoteText(comment));
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Optional<String> find(Connection connection, String sql, String argument) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, argument);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
            }
        }
    }
}
