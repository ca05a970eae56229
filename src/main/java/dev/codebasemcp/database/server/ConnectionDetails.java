package dev.codebasemcp.database.server;

import dev.codebasemcp.config.DatabaseUrl;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.Driver;

/**
 * How to connect to a server.
 *
 * @param host a host name, or several with ports, as in {@code one:5432,two:5433}
 * @param password never shown
 * @param maintenanceDatabase the database to connect to while others are created and dropped
 * @param parameters further parameters of the JDBC driver, such as {@code sslmode}; also {@code passfile}, a password file for
 *     connections without a password
 */
public record ConnectionDetails(
        String host,
        int port,
        String user,
        String password,
        String maintenanceDatabase,
        Map<String, String> parameters) {
    /** The setting that names a user's own server. */
    public static final String SETTING = "CODEBASE_MCP_DATABASE_URL";

    private static final String PASSWORD_FILE = "passfile";
    private static final Driver DRIVER = new Driver();
    private static final String CONNECT_SECONDS = "5";

    public ConnectionDetails {
        parameters = Map.copyOf(parameters);
    }

    /** The JDBC URL of one database, without user and password. */
    public String jdbcUrl(String database) {
        String name = URLEncoder.encode(database, StandardCharsets.UTF_8);
        return "jdbc:postgresql://" + DatabaseUrl.address(host, port) + "/" + name;
    }

    /** Opens a connection to one database, outside any pool. */
    public Connection open(String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "codebase-mcp");
        properties.setProperty("connectTimeout", CONNECT_SECONDS);
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("reWriteBatchedInserts", "true");
        properties.putAll(parameters);
        properties.remove(PASSWORD_FILE);
        properties.setProperty("user", user);
        // Without a password, the driver would search for a password file itself, without checking its permissions.
        properties.setProperty("password", password.isEmpty() ? passwordFromFile(database) : password);
        Connection connection = DRIVER.connect(jdbcUrl(database), properties);
        if (connection == null) {
            throw new SQLException("the driver refused " + jdbcUrl(database), "08001");
        }
        return connection;
    }

    private String passwordFromFile(String database) {
        return Optional.ofNullable(parameters.get(PASSWORD_FILE))
                .flatMap(file -> new PasswordFile(Path.of(file)).find(DatabaseUrl.address(host, port), database, user))
                .orElse("");
    }

    @Override
    public String toString() {
        return user + "@" + DatabaseUrl.address(host, port);
    }
}
