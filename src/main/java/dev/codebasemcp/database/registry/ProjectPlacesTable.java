package dev.codebasemcp.database.registry;

import dev.codebasemcp.database.Database;
import dev.codebasemcp.model.MachineId;
import dev.codebasemcp.model.ProjectId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** All SQL on the registry's table of places. Thread-safe and stateless. */
public final class ProjectPlacesTable {
    private final Supplier<Database> registry;
    private final Clock clock;

    /** Gets the database from {@code registry} at each use. */
    public ProjectPlacesTable(Supplier<Database> registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    /** Returns the places of a project on all machines, oldest first. */
    public List<PlaceRow> of(ProjectId project) {
        String sql = """
                SELECT machine_id, place, first_commit FROM project_places WHERE project_id = ?
                ORDER BY created_at, machine_id, place
                """;
        return registry.get().query(connection -> {
            try (PreparedStatement statement = Rows.prepare(connection, sql, project.value());
                    ResultSet rows = statement.executeQuery()) {
                List<PlaceRow> places = new ArrayList<>();
                while (rows.next()) {
                    places.add(new PlaceRow(
                            new MachineId(rows.getObject("machine_id", UUID.class)),
                            rows.getString("place"),
                            Optional.ofNullable(rows.getString("first_commit"))));
                }
                return places;
            }
        });
    }

    /** Returns the names of the projects that are bound to the given places of a machine, by place. */
    public Map<String, List<String>> boundTo(MachineId machine, Collection<String> places) {
        String sql = """
                SELECT b.place, p.name FROM project_places b JOIN projects p ON p.id = b.project_id
                WHERE b.machine_id = ? AND b.place = ANY (?) ORDER BY b.place, p.name
                """;
        return registry.get().query(connection -> {
            try (PreparedStatement statement =
                            Rows.prepare(connection, sql, machine.value(), places.toArray(String[]::new));
                    ResultSet rows = statement.executeQuery()) {
                Map<String, List<String>> names = new HashMap<>();
                while (rows.next()) {
                    names.computeIfAbsent(rows.getString("place"), unused -> new ArrayList<>())
                            .add(rows.getString("name"));
                }
                return names;
            }
        });
    }

    /** Binds a place to a project. Does nothing if it is bound already or the project is gone. */
    public void bind(PlaceRow place, ProjectId project) {
        registry.get().write(connection -> insert(connection, place, project, clock));
    }

    /** Replaces a place of a project after a move. */
    public void move(PlaceRow from, PlaceRow to, ProjectId project) {
        registry.get().write(connection -> {
            Rows.update(
                    connection,
                    "DELETE FROM project_places WHERE machine_id = ? AND place = ? AND project_id = ?",
                    from.machine().value(),
                    from.place(),
                    project.value());
            return insert(connection, to, project, clock);
        });
    }

    /** Moves the places of a project from one machine to another, except those that the other already has. */
    public void take(ProjectId project, MachineId from, MachineId to) {
        String sql = """
                UPDATE project_places p SET machine_id = ? WHERE machine_id = ? AND project_id = ?
                AND NOT EXISTS (SELECT 1 FROM project_places o
                                WHERE o.machine_id = ? AND o.place = p.place AND o.project_id = p.project_id)
                """;
        registry.get()
                .write(connection ->
                        Rows.update(connection, sql, to.value(), from.value(), project.value(), to.value()));
    }

    /** Stores the first commit of the repository at a place. */
    public void setFirstCommit(PlaceRow place, ProjectId project, String commit) {
        String sql = """
                UPDATE project_places SET first_commit = ? WHERE machine_id = ? AND place = ? AND project_id = ?
                """;
        registry.get()
                .write(connection ->
                        Rows.update(connection, sql, commit, place.machine().value(), place.place(), project.value()));
    }

    static boolean insert(Connection connection, PlaceRow place, ProjectId project, Clock clock) throws SQLException {
        // The lock prevents a deletion of the project until the end of the transaction.
        String sql = """
                INSERT INTO project_places (machine_id, place, project_id, first_commit, created_at)
                SELECT ?, ?, p.id, ?, ? FROM projects p WHERE p.id = ? FOR KEY SHARE
                ON CONFLICT DO NOTHING
                """;
        return Rows.update(
                        connection,
                        sql,
                        place.machine().value(),
                        place.place(),
                        place.firstCommit().orElse(null),
                        Rows.timestamp(clock.instant()),
                        project.value())
                == 1;
    }
}
