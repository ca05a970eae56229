package dev.codebasemcp.database.server;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import org.postgresql.Driver;

/**
 * How to connect to a server.
 *
 * @param password never shown
 * @param maintenanceDatabase the database to be in while others are created and dropped
 * @param parameters further parameters of the JDBC driver, such as {@code sslmode}
 */
public record ConnectionDetails(
        String host,
        int port,
        String user,
        String password,
        String maintenanceDatabase,
        Map<String, String> parameters) {
    /** Where a server of the user's own is named. */
    public static final String SETTING = "CODEBASE_MCP_DATABASE_URL";

    private static final Driver DRIVER = new Driver();
    private static final String CONNECT_SECONDS = "5";

    public ConnectionDetails {
        parameters = Map.copyOf(parameters);
    }

    /** The JDBC URL of one database, without user and password. */
    public String jdbcUrl(String database) {
        String name = URLEncoder.encode(database, StandardCharsets.UTF_8);
        String address = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return "jdbc:postgresql://" + address + ":" + port + "/" + name;
    }

    /** A new connection to one database, outside of any pool. */
    public Connection open(String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "codebase-mcp");
        properties.setProperty("connectTimeout", CONNECT_SECONDS);
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("reWriteBatchedInserts", "true");
        properties.putAll(parameters);
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        Connection connection = DRIVER.connect(jdbcUrl(database), properties);
        if (connection == null) {
            throw new SQLException("the driver refused " + jdbcUrl(database), "08001");
        }
        return connection;
    }

    @Override
    public String toString() {
        return user + "@" + host + ":" + port;
    }
}
