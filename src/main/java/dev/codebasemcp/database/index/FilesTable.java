package dev.codebasemcp.database.index;

import dev.codebasemcp.model.ContentHash;
import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.model.FileStamp;
import dev.codebasemcp.model.FileState;
import dev.codebasemcp.model.KnownFile;
import dev.codebasemcp.model.RepositoryId;
import dev.codebasemcp.model.SkipReason;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** The table {@code files}. */
final class FilesTable {
    /** Rows that a streamed query fetches at once. */
    static final int FETCH_ROWS = 5_000;

    private FilesTable() {}

    static void forEachKnown(Connection connection, RepositoryId repository, Consumer<KnownFile> files)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select f.path, f.state, f.size_bytes, f.modified_nanos, f.inode, f.settled, f.reason, c.hash
                from files f left join contents c on c.id = f.content_id
                where f.repository_key = (select key from repositories where id = ?)""")) {
            select.setFetchSize(FETCH_ROWS);
            select.setObject(1, repository.value());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    files.accept(knownFile(rows));
                }
            }
        }
    }

    static void forEachIndexed(Connection connection, Consumer<FileRow> files) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                select r.id as repository_id, f.path, f.content_id, f.size_bytes, f.modified_nanos, f.inode
                from files f join repositories r on r.key = f.repository_key
                where f.content_id is not null""")) {
            select.setFetchSize(FETCH_ROWS);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    files.accept(new FileRow(
                            new FileKey(
                                    new RepositoryId(rows.getObject("repository_id", UUID.class)),
                                    rows.getString("path")),
                            rows.getLong("content_id"),
                            stamp(rows)));
                }
            }
        }
    }

    /** Writes the new states of files. Returns the ids of the contents that the files referred to before. */
    static Set<Long> upsert(
            Connection connection, int repository, List<KnownFile> files, Map<ContentHash, Long> contentIds)
            throws SQLException {
        Set<Long> before = contentsOf(
                connection, repository, files.stream().map(KnownFile::path).toList());
        try (PreparedStatement upsert = connection.prepareStatement("""
                insert into files (repository_key, path, content_id, size_bytes, modified_nanos, inode, settled, state, reason)
                values (?, ?, ?, ?, ?, ?, ?, ?::file_state, ?)
                on conflict (repository_key, path) do update set
                    content_id = case when excluded.state = 'failed' then files.content_id else excluded.content_id end,
                    size_bytes = excluded.size_bytes, modified_nanos = excluded.modified_nanos, inode = excluded.inode,
                    settled = excluded.settled, state = excluded.state, reason = excluded.reason""")) {
            for (KnownFile file : inOrderOfTheKey(files)) {
                upsert.setInt(1, repository);
                upsert.setString(2, file.path());
                upsert.setObject(3, file.content().map(contentIds::get).orElse(null), java.sql.Types.BIGINT);
                upsert.setLong(4, file.stamp().sizeBytes());
                upsert.setLong(5, file.stamp().modifiedNanos());
                upsert.setLong(6, file.stamp().mark());
                upsert.setBoolean(7, file.settled());
                upsert.setString(8, file.state().label());
                upsert.setString(
                        9,
                        file.skipReason()
                                .map(SkipReason::label)
                                .or(file::failure)
                                .orElse(""));
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
        return before;
    }

    /** Rows in key order fill the index pages; others split them. */
    private static List<KnownFile> inOrderOfTheKey(List<KnownFile> files) {
        return files.stream().sorted(Comparator.comparing(KnownFile::path)).toList();
    }

    /** Deletes files. Returns the ids of the contents that they referred to. */
    static Set<Long> delete(Connection connection, int repository, List<String> paths) throws SQLException {
        Set<Long> before = contentsOf(connection, repository, paths);
        try (PreparedStatement delete =
                connection.prepareStatement("delete from files where repository_key = ? and path = any(?)")) {
            delete.setInt(1, repository);
            delete.setArray(2, connection.createArrayOf("text", paths.toArray()));
            delete.executeUpdate();
        }
        return before;
    }

    private static Set<Long> contentsOf(Connection connection, int repository, Collection<String> paths)
            throws SQLException {
        Set<Long> contents = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement("""
                select distinct content_id from files
                where repository_key = ? and path = any(?) and content_id is not null""")) {
            select.setInt(1, repository);
            select.setArray(2, connection.createArrayOf("text", paths.toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    contents.add(rows.getLong(1));
                }
            }
        }
        return contents;
    }

    private static FileStamp stamp(ResultSet rows) throws SQLException {
        return new FileStamp(rows.getLong("size_bytes"), rows.getLong("modified_nanos"), rows.getLong("inode"));
    }

    private static KnownFile knownFile(ResultSet rows) throws SQLException {
        FileState state = FileState.ofLabel(rows.getString("state"));
        Optional<String> reason = Optional.of(rows.getString("reason")).filter(text -> !text.isEmpty());
        return new KnownFile(
                rows.getString("path"),
                state,
                stamp(rows),
                rows.getBoolean("settled"),
                Optional.ofNullable(rows.getBytes("hash")).map(ContentHash::ofBytes),
                reason.filter(text -> state == FileState.SKIPPED).map(SkipReason::ofLabel),
                reason.filter(text -> state == FileState.FAILED));
    }
}
