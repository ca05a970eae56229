package dev.codebasemcp.process;

import java.nio.file.Files;
import java.sql.Connection;
import java.sql.Statement;
import org.postgresql.ds.PGSimpleDataSource;

/** The databases of the server that tests of whole processes share, to damage them. */
final class SharedDatabase {
    private SharedDatabase() {}

    static void execute(String database, String sql) throws Exception {
        try (Connection connection = connection(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static Connection connection(String database) throws Exception {
        String password = Files.readString(ServerProgram.sharedHome().resolve("database-password"))
                .strip();
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl("jdbc:postgresql://127.0.0.1:" + ServerProgram.databasePort() + "/" + database);
        return source.getConnection("codebase_mcp", password);
    }
}
