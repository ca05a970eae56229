package dev.codebasemcp.database.index;

import dev.codebasemcp.model.RepositoryId;
import dev.codebasemcp.model.SkipReason;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/** The table {@code left_out}, and queries on all files that a run skipped without an error. */
final class SkippedFilesTable {
    private SkippedFilesTable() {}

    /** Returns the reasons by path, both of skipped files that were read and of skipped paths that were not. */
    static Map<String, SkipReason> all(Connection connection, RepositoryId repository) throws SQLException {
        return select(connection, repository, """
                select path, reason from left_out where repository_key = (select key from repositories where id = ?)
                union
                select path, reason from files
                where state = 'skipped' and repository_key = (select key from repositories where id = ?)""", 2);
    }

    /** Replaces the paths that were skipped without reading. Returns whether they changed. */
    static boolean replace(Connection connection, RepositoryId repository, Map<String, SkipReason> paths)
            throws SQLException {
        Map<String, SkipReason> before = select(connection, repository, """
                select path, reason from left_out where repository_key = (select key from repositories where id = ?)""", 1);
        if (before.equals(paths)) {
            return false;
        }
        int key = RepositoriesTable.key(connection, repository);
        try (PreparedStatement delete = connection.prepareStatement("delete from left_out where repository_key = ?");
                PreparedStatement insert = connection.prepareStatement(
                        "insert into left_out (repository_key, path, reason) values (?, ?, ?)")) {
            delete.setInt(1, key);
            delete.executeUpdate();
            for (Map.Entry<String, SkipReason> entry : paths.entrySet()) {
                insert.setInt(1, key);
                insert.setString(2, entry.getKey());
                insert.setString(3, entry.getValue().label());
                insert.addBatch();
            }
            insert.executeBatch();
        }
        return true;
    }

    private static Map<String, SkipReason> select(
            Connection connection, RepositoryId repository, String sql, int parameters) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 1; i <= parameters; i++) {
                select.setObject(i, repository.value());
            }
            Map<String, SkipReason> found = new TreeMap<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.put(rows.getString("path"), SkipReason.ofLabel(rows.getString("reason")));
                }
            }
            return found;
        }
    }
}
