package dev.codebasemcp.database.registry;

import dev.codebasemcp.database.Database;
import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.ProjectId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All SQL on the registry's table of projects. Thread-safe and stateless. */
public final class ProjectsTable {
    private static final String SELECT = """
            SELECT p.id, p.name, p.database_name, p.state, p.created_from, p.flavour,
                   d.oid AS database_oid
            FROM projects p LEFT JOIN pg_database d ON d.datname = p.database_name
            """;

    private final Supplier<Database> registry;
    private final Clock clock;

    /** Gets the database from {@code registry} at each use, so that nothing waits for the server earlier. */
    public ProjectsTable(Supplier<Database> registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    /** Returns the project with that id, or whose former id it was. */
    public Optional<ProjectRow> byId(ProjectId id) {
        String sql = SELECT + """
                WHERE p.id = COALESCE((SELECT f.project_id FROM project_former_ids f WHERE f.id = ?), ?)
                """;
        return registry.get()
                .query(connection ->
                        select(connection, sql, id.value(), id.value()).stream().findFirst());
    }

    /** Returns the project with exactly that name. */
    public Optional<ProjectRow> byName(String name) {
        return registry.get().query(connection -> findOne(connection, SELECT + "WHERE p.name = ?", name));
    }

    /** Returns the project that owns that database. */
    public Optional<ProjectRow> byDatabase(DatabaseName database) {
        return registry.get()
                .query(connection -> findOne(connection, SELECT + "WHERE p.database_name = ?", database.value()));
    }

    /** Returns all projects, ordered by name. */
    public List<ProjectRow> all() {
        return registry.get().query(connection -> select(connection, SELECT + "ORDER BY p.name"));
    }

    /** Registers a project as not ready. Returns false, without changes, if its id, name or database is taken. */
    public boolean insert(NewProject project) {
        return registry.get().write(connection -> insert(connection, project));
    }

    /** Does the same and binds the project to the place of the config that created it. */
    public boolean insert(NewProject project, PlaceRow place) {
        return registry.get()
                .write(connection -> insert(connection, project)
                        && ProjectPlacesTable.insert(connection, place, project.id(), clock));
    }

    private boolean insert(Connection connection, NewProject project) throws SQLException {
        String sql = """
                INSERT INTO projects (id, name, database_name, state, created_from, description, created_at, updated_at)
                VALUES (?, ?, ?, 'creating', ?, ?, ?, ?)
                ON CONFLICT DO NOTHING
                """;
        OffsetDateTime now = now();
        return Rows.update(
                        connection,
                        sql,
                        project.id().value(),
                        project.name(),
                        project.database().value(),
                        project.createdFrom().orElse(null),
                        project.description().orElse(null),
                        now,
                        now)
                == 1;
    }

    /** Marks a project's database as existing with the current schema. */
    public boolean markReady(ProjectId id, String flavour) {
        return update(
                "UPDATE projects SET state = 'ready', flavour = ?, updated_at = ? WHERE id = ?",
                flavour,
                now(),
                id.value());
    }

    /** Marks a project's database as still to be created. */
    public boolean markCreating(ProjectId id) {
        return update("UPDATE projects SET state = 'creating', updated_at = ? WHERE id = ?", now(), id.value());
    }

    /** Renames a project. Returns false, without changes, if the name is taken or the project is gone. */
    public boolean rename(ProjectId id, String name) {
        // The statement checks the name to avoid an exception; the unique constraint decides a race.
        String sql = """
                UPDATE projects SET name = ?, updated_at = ?
                WHERE id = ? AND NOT EXISTS (SELECT 1 FROM projects WHERE name = ?)
                """;
        return update(sql, name, now(), id.value(), name);
    }

    /**
     * Gives a project, with its jobs, another id. The former id still refers to it.
     *
     * @return false, without changes, if the other id is taken or the project is gone
     */
    public boolean takeOver(ProjectId project, ProjectId identity) {
        return registry.get().write(connection -> {
            String sql = """
                    UPDATE projects SET id = ?, updated_at = ?
                    WHERE id = ? AND NOT EXISTS (SELECT 1 FROM projects WHERE id = ?)
                      AND NOT EXISTS (SELECT 1 FROM project_former_ids WHERE id = ?)
                    """;
            UUID wanted = identity.value();
            if (Rows.update(connection, sql, wanted, now(), project.value(), wanted, wanted) == 0) {
                return false;
            }
            Rows.update(
                    connection,
                    "INSERT INTO project_former_ids (id, project_id, created_at) VALUES (?, ?, ?)",
                    project.value(),
                    wanted,
                    now());
            Rows.update(connection, "UPDATE jobs SET project_id = ? WHERE project_id = ?", wanted, project.value());
            return true;
        });
    }

    /** Sets the directory that the project comes from. */
    public boolean moveTo(ProjectId id, String directory) {
        return update(
                "UPDATE projects SET created_from = ?, updated_at = ? WHERE id = ?", directory, now(), id.value());
    }

    /** Removes a project that is not ready from the registry. Its jobs remain as records. */
    public boolean remove(ProjectId id) {
        return update("DELETE FROM projects WHERE id = ? AND state = 'creating'", id.value());
    }

    private boolean update(String sql, @Nullable Object... arguments) {
        return registry.get().write(connection -> Rows.update(connection, sql, arguments) == 1);
    }

    private OffsetDateTime now() {
        return Rows.timestamp(clock.instant());
    }

    private static Optional<ProjectRow> findOne(Connection connection, String sql, Object argument)
            throws SQLException {
        return select(connection, sql, argument).stream().findFirst();
    }

    private static List<ProjectRow> select(Connection connection, String sql, Object... arguments) throws SQLException {
        try (PreparedStatement statement = Rows.prepare(connection, sql, arguments);
                ResultSet rows = statement.executeQuery()) {
            List<ProjectRow> found = new ArrayList<>();
            while (rows.next()) {
                found.add(row(rows));
            }
            return found;
        }
    }

    static ProjectRow row(ResultSet row) throws SQLException {
        long oid = row.getLong("database_oid");
        return new ProjectRow(
                new ProjectId(row.getObject("id", UUID.class)),
                row.getString("name"),
                new DatabaseName(row.getString("database_name")),
                row.getString("state").equals("ready"),
                Optional.ofNullable(row.getString("created_from")),
                Optional.ofNullable(row.getString("flavour")),
                oid == 0 ? OptionalLong.empty() : OptionalLong.of(oid));
    }
}
