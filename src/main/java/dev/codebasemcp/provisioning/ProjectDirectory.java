package dev.codebasemcp.provisioning;

import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.index.IndexStore;
import dev.codebasemcp.database.registry.ProjectDatabases;
import dev.codebasemcp.database.registry.ProjectRow;
import dev.codebasemcp.database.registry.ProjectsTable;
import dev.codebasemcp.model.CodebaseException;
import dev.codebasemcp.model.MachineId;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells which projects there are and what is in them. Safe for many threads. */
public final class ProjectDirectory {
    private static final Logger LOG = LoggerFactory.getLogger(ProjectDirectory.class);

    private final Databases databases;
    private final ProjectsTable projects;
    private final ProjectDatabases projectDatabases;
    private final Supplier<MachineId> machine;

    /** Tells of the projects in the registry, as {@code machine} sees them. */
    public ProjectDirectory(Databases databases, ProjectsTable projects, Supplier<MachineId> machine) {
        this.machine = machine;
        this.databases = databases;
        this.projects = projects;
        this.projectDatabases = new ProjectDatabases(databases::registry);
    }

    /** All registered projects by name. One whose database cannot be read is listed without repositories. */
    public List<ProjectSummary> list() {
        Map<String, Long> sizes = projectDatabases.sizes();
        return projects.all().stream().map(project -> summary(project, sizes)).toList();
    }

    private ProjectSummary summary(ProjectRow project, Map<String, Long> sizes) {
        Long size = sizes.get(project.database().value());
        if (size == null) {
            return new ProjectSummary(project.id(), project.name(), project.database(), "missing", 0, List.of());
        }
        String state = project.ready() ? "ready" : "creating";
        return new ProjectSummary(
                project.id(),
                project.name(),
                project.database(),
                state,
                size,
                project.ready() ? readable(project) : List.of());
    }

    private List<RepositorySummary> readable(ProjectRow project) {
        try {
            return repositories(new IndexStore(databases.project(project.database())));
        } catch (CodebaseException unreadable) {
            LOG.warn("Cannot read the database of project {}: {}", project.name(), unreadable.getMessage());
            return List.of();
        }
    }

    private List<RepositorySummary> repositories(IndexStore store) {
        return store.repositories().stream()
                .map(summary -> new RepositorySummary(
                        summary.repository().id(),
                        summary.repository().rootPath(),
                        summary.repository().machine().filter(other -> !other.equals(machine.get())),
                        summary.files(),
                        summary.chunks(),
                        summary.repository().indexedAt()))
                .toList();
    }
}
