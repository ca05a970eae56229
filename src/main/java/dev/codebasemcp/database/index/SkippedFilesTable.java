package dev.codebasemcp.database.index;

import dev.codebasemcp.model.RepositoryId;
import dev.codebasemcp.model.SkipReason;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/** The table {@code left_out}, and with it all that a run did not index though nothing is wrong with it. */
final class SkippedFilesTable {
    private SkippedFilesTable() {}

    /** Reasons by path: of the files that were looked into, and of what was not even looked into. */
    static Map<String, SkipReason> all(Connection connection, RepositoryId repository) throws SQLException {
        return select(connection, repository, """
                select path, reason from left_out where repository_key = (select key from repositories where id = ?)
                union
                select path, reason from files
                where state = 'skipped' and repository_key = (select key from repositories where id = ?)""", 2);
    }

    /** Makes {@code paths} those that were not even looked into; returns whether they were others before. */
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
            for (Map.Entry<String, SkipReason> one : paths.entrySet()) {
                insert.setInt(1, key);
                insert.setString(2, one.getKey());
                insert.setString(3, one.getValue().label());
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
