package dev.codebasemcp.database.index;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * What a project's index holds, of one consistent state of it.
 *
 * @param databaseOid what the server calls the database, whatever its name
 * @param generation rises with every change of the index
 * @param sizeBytes of the database on disk
 * @param countedAt by the server's clock
 * @param repositories by path
 */
public record IndexStats(
        long databaseOid, long generation, long sizeBytes, Instant countedAt, List<RepositorySummary> repositories) {
    private static final String STATE = """
            select d.oid, s.generation, pg_database_size(d.oid) as size_bytes, clock_timestamp() as counted_at
            from index_state s cross join pg_database d where d.datname = current_database()""";

    public IndexStats {
        repositories = List.copyOf(repositories);
    }

    static IndexStats read(Connection connection) throws SQLException {
        List<RepositorySummary> repositories = RepositoriesTable.summaries(connection);
        try (PreparedStatement select = connection.prepareStatement(STATE);
                ResultSet row = select.executeQuery()) {
            row.next();
            return new IndexStats(
                    row.getLong("oid"),
                    row.getLong("generation"),
                    row.getLong("size_bytes"),
                    row.getObject("counted_at", OffsetDateTime.class).toInstant(),
                    repositories);
        }
    }
}
