package dev.codebasemcp.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.model.DatabaseName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

class SpaceReclaimTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @PostgresTest
    void theSpaceOfDeletedRowsIsGivenBackWithoutWaitingForTheServer(PostgresFixture fixture) {
        Database project = fixture.newProject();
        project.write(connection -> execute(
                connection,
                "INSERT INTO repositories (id, directory, fingerprint, machine_id)"
                        + " SELECT gen_random_uuid(), 'r' || n, repeat('x', 500), gen_random_uuid()"
                        + " FROM generate_series(1, 2000) n"));
        project.write(connection -> execute(connection, "DELETE FROM repositories"));
        assertThat(size(project)).isPositive();

        long end = System.nanoTime() + TIMEOUT.toNanos();
        // Whoever looks at the table at that moment keeps the server from cutting it.
        while (size(project) > 0 && System.nanoTime() < end) {
            fixture.databases().replacedMuch(new DatabaseName(project.name()));
        }

        assertThat(size(project)).isZero();
    }

    private static long size(Database database) {
        return database.query(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT pg_relation_size('repositories')")) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    private static boolean execute(Connection connection, String sql) throws SQLException {
        ServerCatalog.execute(connection, sql);
        return true;
    }
}
