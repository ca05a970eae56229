package dev.codebasemcp.database.registry;

import dev.codebasemcp.database.Database;
import dev.codebasemcp.model.ProjectId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** All SQL on the registry's tags of projects. Thread-safe and stateless. */
public final class ProjectTagsTable {
    private final Supplier<Database> registry;
    private final Clock clock;

    /** Gets the database from {@code registry} at each use. */
    public ProjectTagsTable(Supplier<Database> registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    /** Gives a project the tags that it does not have yet; none if it is gone. Returns their number. */
    public int add(ProjectId project, Collection<String> tags) {
        String sql = """
                INSERT INTO project_tags (project_id, tag, created_at)
                SELECT p.id, ?, ? FROM projects p WHERE p.id = ? FOR KEY SHARE
                ON CONFLICT DO NOTHING
                """;
        return registry.get().write(connection -> {
            int added = 0;
            for (String tag : tags) {
                added += Rows.update(connection, sql, tag, Rows.timestamp(clock.instant()), project.value());
            }
            return added;
        });
    }

    /** Takes the tags from a project; ignores those that it does not have. Returns the number of taken ones. */
    public int remove(ProjectId project, Collection<String> tags) {
        String sql = "DELETE FROM project_tags WHERE project_id = ? AND tag = ?";
        return registry.get().write(connection -> {
            int removed = 0;
            for (String tag : tags) {
                removed += Rows.update(connection, sql, project.value(), tag);
            }
            return removed;
        });
    }

    /** Returns all tags by name, with the projects that have them. */
    public Map<String, Set<ProjectId>> all() {
        return registry.get().query(connection -> {
            try (PreparedStatement statement =
                            connection.prepareStatement("SELECT tag, project_id FROM project_tags ORDER BY tag");
                    ResultSet rows = statement.executeQuery()) {
                Map<String, Set<ProjectId>> tags = new LinkedHashMap<>();
                while (rows.next()) {
                    tags.computeIfAbsent(rows.getString("tag"), first -> new LinkedHashSet<>())
                            .add(new ProjectId(rows.getObject("project_id", UUID.class)));
                }
                return tags;
            }
        });
    }
}
