package dev.codebasemcp.database.registry;

import dev.codebasemcp.database.Database;
import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.IndexStats;
import dev.codebasemcp.model.MachineId;
import dev.codebasemcp.model.RepositoryId;
import dev.codebasemcp.model.RepositorySummary;
import dev.codebasemcp.paths.PathText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Supplier;

/** All SQL on the registry's statistics of projects. Thread-safe and stateless. */
public final class ProjectStatsTable {
    private static final String PAGE = """
            WITH page AS (
                SELECT p.id, p.name, p.database_name, p.state, p.created_from, p.flavour, d.oid AS database_oid, f.generation, f.size_bytes, f.counted_at,
                       (f.languages_generation, f.languages_oid) = (f.generation, f.database_oid) AS has_languages,
                       f.languages, f.language_files,
                       ARRAY(SELECT t.tag FROM project_tags t WHERE t.project_id = p.id ORDER BY t.tag) AS tags
                FROM projects p
                LEFT JOIN pg_database d ON d.datname = p.database_name
                LEFT JOIN project_figures f ON f.database_name = p.database_name AND f.database_oid = d.oid
                WHERE p.name > ? ORDER BY p.name LIMIT ?)
            SELECT page.*, r.id AS repository_id, r.machine_id, r.directory, r.files, r.chunks, r.indexed_at
            FROM page
            LEFT JOIN repository_figures r ON r.database_name = page.database_name AND page.counted_at IS NOT NULL
            ORDER BY page.name, r.directory, r.id
            """;

    private final Supplier<Database> registry;

    /** Gets the database from {@code registry} at each use. */
    public ProjectStatsTable(Supplier<Database> registry) {
        this.registry = registry;
    }

    /**
     * A registered project with its statistics.
     *
     * @param tags in alphabetical order
     * @param stats empty if its database was never counted, or was recreated since
     */
    public record Listed(ProjectRow project, List<String> tags, Optional<IndexStats> stats) {
        public Listed {
            tags = List.copyOf(tags);
        }
    }

    /**
     * Returns a page of projects, ordered by name, in one query.
     *
     * @param after the last name of the previous page; an empty text for the first page
     */
    public List<Listed> page(String after, int limit) {
        return registry.get().query(connection -> {
            try (PreparedStatement statement = Rows.prepare(connection, PAGE, after, limit);
                    ResultSet rows = statement.executeQuery()) {
                return listed(rows);
            }
        });
    }

    /** Returns the number of registered projects. */
    public long count() {
        return registry.get().query(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("SELECT count(*) FROM projects");
                    ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    /** Returns the size of a project's database when it was counted last; empty if it was never counted. */
    public OptionalLong sizeBytes(DatabaseName database) {
        String sql = """
                SELECT f.size_bytes FROM project_figures f
                JOIN pg_database d ON d.datname = f.database_name AND d.oid = f.database_oid WHERE f.database_name = ?
                """;
        return registry.get().query(connection -> {
            try (PreparedStatement statement = Rows.prepare(connection, sql, database.value());
                    ResultSet row = statement.executeQuery()) {
                return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
            }
        });
    }

    /** Stores counts, unless counts of a later state of the same database are stored, or the project is gone. */
    public void store(DatabaseName database, IndexStats stats) {
        registry.get().write(connection -> {
            if (upsert(connection, database, stats)) {
                insertRepositories(connection, database, stats.repositories());
            }
            return database;
        });
    }

    private static boolean upsert(Connection connection, DatabaseName database, IndexStats stats) throws SQLException {
        // The lock prevents a deletion of the project until the end of the transaction.
        String sql = """
                INSERT INTO project_figures AS f
                    (database_name, database_oid, generation, size_bytes, counted_at, languages, language_files,
                     languages_oid, languages_generation)
                SELECT p.database_name, ?::oid, ?, ?, ?, ?, ?, ?::oid, ? FROM projects p
                WHERE p.database_name = ? FOR KEY SHARE
                ON CONFLICT (database_name) DO UPDATE
                SET database_oid = EXCLUDED.database_oid, generation = EXCLUDED.generation,
                    size_bytes = EXCLUDED.size_bytes, counted_at = EXCLUDED.counted_at,
                    languages = EXCLUDED.languages, language_files = EXCLUDED.language_files,
                    languages_oid = EXCLUDED.languages_oid, languages_generation = EXCLUDED.languages_generation
                WHERE f.database_oid <> EXCLUDED.database_oid
                   OR (f.generation, f.counted_at) <= (EXCLUDED.generation, EXCLUDED.counted_at)
                """;
        return Rows.update(
                        connection,
                        sql,
                        stats.databaseOid(),
                        stats.generation(),
                        stats.sizeBytes(),
                        Rows.timestamp(stats.countedAt()),
                        stats.languages().keySet().toArray(String[]::new),
                        stats.languages().values().toArray(Long[]::new),
                        stats.databaseOid(),
                        stats.generation(),
                        database.value())
                == 1;
    }

    private static void insertRepositories(
            Connection connection, DatabaseName database, List<RepositorySummary> repositories) throws SQLException {
        Rows.update(connection, "DELETE FROM repository_figures WHERE database_name = ?", database.value());
        for (RepositorySummary repository : repositories) {
            Rows.update(
                    connection,
                    "INSERT INTO repository_figures (database_name, id, machine_id, directory, files, chunks, indexed_at)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                    database.value(),
                    repository.id().value(),
                    repository.machine().map(MachineId::value).orElse(null),
                    PathText.textOf(repository.root()),
                    repository.files(),
                    repository.chunks(),
                    repository.indexedAt().map(Rows::timestamp).orElse(null));
        }
    }

    private static List<Listed> listed(ResultSet rows) throws SQLException {
        Map<String, Listed> found = new LinkedHashMap<>();
        Map<String, List<RepositorySummary>> repositories = new LinkedHashMap<>();
        while (rows.next()) {
            String name = rows.getString("name");
            List<RepositorySummary> own = repositories.computeIfAbsent(name, first -> new ArrayList<>());
            if (rows.getObject("repository_id") != null) {
                own.add(repository(rows));
            }
            found.put(name, new Listed(ProjectsTable.row(rows), tags(rows), stats(rows, own)));
        }
        return List.copyOf(found.values());
    }

    private static List<String> tags(ResultSet row) throws SQLException {
        return List.of((String[]) row.getArray("tags").getArray());
    }

    private static Optional<IndexStats> stats(ResultSet row, List<RepositorySummary> repositories) throws SQLException {
        Optional<Instant> counted = Rows.instant(row, "counted_at");
        return counted.isEmpty()
                ? Optional.empty()
                : Optional.of(new IndexStats(
                        row.getLong("database_oid"),
                        row.getLong("generation"),
                        row.getLong("size_bytes"),
                        counted.get(),
                        repositories,
                        languages(row)));
    }

    /** A process of an older version counts anew without them, and leaves those of an earlier count. */
    private static Map<String, Long> languages(ResultSet row) throws SQLException {
        if (!row.getBoolean("has_languages")) {
            return Map.of();
        }
        String[] names = (String[]) row.getArray("languages").getArray();
        Long[] files = (Long[]) row.getArray("language_files").getArray();
        Map<String, Long> counts = new LinkedHashMap<>();
        for (int i = 0; i < names.length; i++) {
            counts.put(names[i], files[i]);
        }
        return counts;
    }

    private static RepositorySummary repository(ResultSet row) throws SQLException {
        return new RepositorySummary(
                new RepositoryId(row.getObject("repository_id", UUID.class)),
                Optional.ofNullable(row.getObject("machine_id", UUID.class)).map(MachineId::new),
                PathText.stored(row.getString("directory")),
                row.getLong("files"),
                row.getLong("chunks"),
                Rows.instant(row, "indexed_at"));
    }
}
