package dev.codebasemcp.database.index;

import dev.codebasemcp.model.RepositoryId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table {@code repositories}. */
final class RepositoriesTable {
    private static final String COLUMNS = "id, root_path, fingerprint, complete, indexed_at";

    private RepositoriesTable() {}

    static RepositoryRow findOrInsert(Connection connection, String rootPath) throws SQLException {
        Optional<RepositoryRow> found = find(connection, rootPath);
        if (found.isPresent()) {
            return found.get();
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into repositories (id, root_path) values (?, ?) on conflict (root_path) do nothing")) {
            insert.setObject(1, RepositoryId.random().value());
            insert.setString(2, rootPath);
            insert.executeUpdate();
        }
        return find(connection, rootPath).orElseThrow();
    }

    /** What the rows of a repository's files have for its id. */
    static int key(Connection connection, RepositoryId repository) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select key from repositories where id = ?")) {
            select.setObject(1, repository.value());
            try (ResultSet rows = select.executeQuery()) {
                if (!rows.next()) {
                    throw new IllegalArgumentException("no repository of this project: " + repository);
                }
                return rows.getInt("key");
            }
        }
    }

    static List<RepositoryRow> all(Connection connection) throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement("select " + COLUMNS + " from repositories order by root_path");
                ResultSet rows = select.executeQuery()) {
            List<RepositoryRow> found = new ArrayList<>();
            while (rows.next()) {
                found.add(row(rows));
            }
            return found;
        }
    }

    static List<RepositorySummary> summaries(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                        select r.id, r.root_path, r.fingerprint, r.complete, r.indexed_at,
                               count(c.id) as files, coalesce(sum(c.chunk_count), 0) as chunks
                        from repositories r
                        left join files f on f.repository_key = r.key
                        left join contents c on c.id = f.content_id
                        group by r.id
                        order by r.root_path""");
                ResultSet rows = select.executeQuery()) {
            List<RepositorySummary> found = new ArrayList<>();
            while (rows.next()) {
                found.add(new RepositorySummary(row(rows), rows.getLong("files"), rows.getLong("chunks")));
            }
            return found;
        }
    }

    /** Only where there is no file yet are all files made with the settings of a run that begins. */
    static void begin(Connection connection, RepositoryId repository, String fingerprint) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                        update repositories r
                        set fingerprint =
                            case when exists (select from files f where f.repository_key = r.key) then '' else ? end
                        where r.id = ?""")) {
            update.setString(1, fingerprint);
            update.setObject(2, repository.value());
            update.executeUpdate();
        }
    }

    static void complete(Connection connection, RepositoryId repository, String fingerprint, Instant indexedAt)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update repositories set fingerprint = ?, indexed_at = ?, complete = true where id = ?")) {
            update.setString(1, fingerprint);
            update.setObject(2, indexedAt.atOffset(ZoneOffset.UTC));
            update.setObject(3, repository.value());
            update.executeUpdate();
        }
    }

    static void beginChange(Connection connection, RepositoryId repository) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update repositories set complete = false where id = ? and complete")) {
            update.setObject(1, repository.value());
            update.executeUpdate();
        }
    }

    private static Optional<RepositoryRow> find(Connection connection, String rootPath) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select " + COLUMNS + " from repositories where root_path = ?")) {
            select.setString(1, rootPath);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? Optional.of(row(rows)) : Optional.empty();
            }
        }
    }

    private static RepositoryRow row(ResultSet rows) throws SQLException {
        return new RepositoryRow(
                new RepositoryId(rows.getObject("id", UUID.class)),
                rows.getString("root_path"),
                rows.getString("fingerprint"),
                rows.getBoolean("complete"),
                Optional.ofNullable(rows.getObject("indexed_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant));
    }
}
