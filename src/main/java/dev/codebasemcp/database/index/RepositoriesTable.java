package dev.codebasemcp.database.index;

import dev.codebasemcp.model.MachineId;
import dev.codebasemcp.model.RepositoryId;
import dev.codebasemcp.model.RepositorySummary;
import dev.codebasemcp.paths.PathText;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table {@code repositories}. */
final class RepositoriesTable {
    private static final String COLUMNS = "id, machine_id, directory, identity, fingerprint, complete, indexed_at";

    private RepositoriesTable() {}

    static RepositoryRow findOrInsert(Connection connection, MachineId machine, Path root) throws SQLException {
        Optional<RepositoryRow> found = find(connection, machine, root);
        if (found.isPresent()) {
            return found.get();
        }
        lock(connection);
        try (PreparedStatement insert = connection.prepareStatement("""
                        insert into repositories (id, machine_id, directory) values (?, ?, ?)
                        on conflict (machine_id, directory) do nothing""")) {
            insert.setObject(1, RepositoryId.random().value());
            insert.setObject(2, machine.value());
            insert.setString(3, PathText.textOf(root));
            insert.executeUpdate();
        }
        return find(connection, machine, root).orElseThrow();
    }

    /**
     * Prevents others from registering or moving a repository until the end of the transaction. Does not block writes
     * of files.
     */
    private static void lock(Connection connection) throws SQLException {
        try (Statement lock = connection.createStatement()) {
            lock.execute("lock table repositories in share row exclusive mode");
        }
    }

    /**
     * Assigns a repository without a machine to a machine. Returns false if it has a machine, or the machine has
     * another repository there.
     */
    static boolean claim(Connection connection, RepositoryRow row, MachineId machine) throws SQLException {
        lock(connection);
        try (PreparedStatement select =
                connection.prepareStatement("select 1 from repositories where id = ? and machine_id is null")) {
            select.setObject(1, row.id().value());
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() && move(connection, row.id(), machine, row.root());
            }
        }
    }

    /** Assigns a repository to a machine and path. Returns false if the machine has a repository there. */
    static boolean move(Connection connection, RepositoryId repository, MachineId machine, Path root)
            throws SQLException {
        lock(connection);
        try (PreparedStatement update = connection.prepareStatement("""
                        update repositories set machine_id = ?, directory = ? where id = ? and not exists
                            (select from repositories where machine_id = ? and directory = ? and id <> ?)""")) {
            update.setObject(1, machine.value());
            update.setString(2, PathText.textOf(root));
            update.setObject(3, repository.value());
            update.setObject(4, machine.value());
            update.setString(5, PathText.textOf(root));
            update.setObject(6, repository.value());
            return update.executeUpdate() == 1;
        }
    }

    static void identify(Connection connection, RepositoryId repository, String identity) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update repositories set identity = ? where id = ?")) {
            update.setString(1, identity);
            update.setObject(2, repository.value());
            update.executeUpdate();
        }
    }

    /** Removes a repository with the rows of its files; a sweep removes their contents. */
    static boolean delete(Connection connection, RepositoryId repository) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from repositories where id = ?")) {
            delete.setObject(1, repository.value());
            return delete.executeUpdate() == 1;
        }
    }

    /** Returns the key of a repository in the rows of its files. */
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
                        connection.prepareStatement("select " + COLUMNS + " from repositories order by directory, id");
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
                        select r.id, r.machine_id, r.directory, r.identity, r.fingerprint, r.complete, r.indexed_at,
                               count(c.id) as files, coalesce(sum(c.chunk_count), 0) as chunks
                        from repositories r
                        left join files f on f.repository_key = r.key
                        left join contents c on c.id = f.content_id
                        group by r.id
                        order by r.directory, r.id""");
                ResultSet rows = select.executeQuery()) {
            List<RepositorySummary> found = new ArrayList<>();
            while (rows.next()) {
                RepositoryRow row = row(rows);
                found.add(new RepositorySummary(
                        row.id(),
                        row.machine(),
                        row.root(),
                        rows.getLong("files"),
                        rows.getLong("chunks"),
                        row.indexedAt()));
            }
            return found;
        }
    }

    /** Sets the fingerprint only if there are no files yet: then all files will have the settings of this run. */
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

    static Optional<RepositoryRow> find(Connection connection, MachineId machine, Path root) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select " + COLUMNS + " from repositories where machine_id = ? and directory = ?")) {
            select.setObject(1, machine.value());
            select.setString(2, PathText.textOf(root));
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? Optional.of(row(rows)) : Optional.empty();
            }
        }
    }

    private static RepositoryRow row(ResultSet rows) throws SQLException {
        return new RepositoryRow(
                new RepositoryId(rows.getObject("id", UUID.class)),
                Optional.ofNullable(rows.getObject("machine_id", UUID.class)).map(MachineId::new),
                PathText.stored(rows.getString("directory")),
                Optional.ofNullable(rows.getString("identity")),
                rows.getString("fingerprint"),
                rows.getBoolean("complete"),
                Optional.ofNullable(rows.getObject("indexed_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant));
    }
}
