package dev.codebasemcp.web.views;

import dev.codebasemcp.administration.ProjectCounts;
import dev.codebasemcp.administration.RepositoryAdministration;
import dev.codebasemcp.administration.RepositoryAdministration.Listed;
import dev.codebasemcp.database.index.RepositoryRow;
import dev.codebasemcp.database.registry.IndexHistoryTable;
import dev.codebasemcp.database.registry.ProjectRow;
import dev.codebasemcp.database.registry.ProjectsTable;
import dev.codebasemcp.jobs.JobQueue;
import dev.codebasemcp.model.Job;
import dev.codebasemcp.model.ProjectState;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.model.RepositoryId;
import dev.codebasemcp.model.RepositorySummary;
import dev.codebasemcp.paths.PathText;
import dev.codebasemcp.project.ConfigSearch;
import dev.codebasemcp.project.ProjectLookup;
import dev.codebasemcp.provisioning.ReadyProject;
import dev.codebasemcp.web.ApiRequest;
import dev.codebasemcp.web.Route;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One project: its repositories, the growth of its index, and its jobs. */
public final class ProjectRoutes {
    private static final int JOBS = 20;
    private static final String PROJECT = "project_id";

    private final ProjectLookup lookup;
    private final RepositoryAdministration repositories;
    private final ProjectCounts counts;
    private final ProjectSettings settings;
    private final JobQueue queue;
    private final Clock clock;

    /** Creates routes that tell of jobs in {@code queue}. */
    public ProjectRoutes(Parts parts, JobQueue queue, Clock clock) {
        this.lookup = new ProjectLookup(parts.projects());
        this.repositories = parts.repositories();
        this.counts = parts.counts();
        this.settings = new ProjectSettings(parts.configs());
        this.queue = queue;
        this.clock = clock;
    }

    /** What knows projects. */
    public record Parts(
            ProjectsTable projects,
            RepositoryAdministration repositories,
            ProjectCounts counts,
            ConfigSearch configs) {}

    /** Returns the routes. */
    public List<Route> routes() {
        return List.of(
                new Route("GET", "/api/projects/{id}", this::project),
                new Route("DELETE", "/api/projects/{id}/repositories/{repository}", this::remove));
    }

    /** Looking changes nothing: no database is made again, completed or migrated. */
    private Map<String, ?> project(ApiRequest request) {
        ProjectRow row = lookup.require(PROJECT, request.part("id"));
        List<Listed> listed = row.state() == ProjectState.READY
                ? repositories.list(repositories.existing(row.id().toString()))
                : List.of();
        Instant now = clock.instant();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("id", row.id().toString());
        answer.put("name", row.name());
        answer.put("database_name", row.database().value());
        answer.put("state", row.state().label());
        counts.sizeBytes(row.database()).ifPresent(size -> answer.put("size_bytes", size));
        answer.put("repositories", listed.stream().map(ProjectRoutes::fields).toList());
        answer.put("settings", settings.of(listed));
        answer.put(
                "growth",
                counts.growth(row.database()).stream()
                        .map(ProjectRoutes::fields)
                        .toList());
        answer.put(
                "jobs",
                queue.list(row.id(), Optional.empty(), JOBS).stream()
                        .map(job -> WatchedJob.fields(job, queue, now))
                        .toList());
        return answer;
    }

    /** The page has asked its user before. */
    private Map<String, ?> remove(ApiRequest request) {
        ProjectRow row = lookup.require(PROJECT, request.part("id"));
        String given = request.part("repository");
        RepositoryId id = RepositoryId.parse(given)
                .orElseThrow(() -> new RejectedException("'" + given + "' is no id of a repository."));
        if (row.state() != ProjectState.READY) {
            throw new RejectedException(
                    "The project '" + row.name() + "' has no index now, so nothing can be removed.");
        }
        ReadyProject project = repositories.existing(row.id().toString());
        checkIdle(project, id);
        RepositoryRow removed = repositories.removeUnlessBusy(project, id);
        return Map.of("removed", place(removed.id(), removed.root()));
    }

    /** A job that waits would index the repository again, on whichever machine. */
    private void checkIdle(ReadyProject project, RepositoryId id) {
        RepositoryRow row = repositories
                .find(project, id)
                .orElseThrow(() -> new RejectedException("The project '" + project.name() + "' has no repository " + id
                        + " any more. Load the page again."));
        boolean wanted = queue.currentOfAll().stream()
                .filter(report -> !report.status().isFinal())
                .anyMatch(report -> report.job().projectId().equals(project.id()) && isOf(report.job(), row));
        if (wanted) {
            throw new RejectedException("A job indexes the repository " + PathText.textOf(row.root())
                    + " now or soon. Wait for its end or cancel it, then remove the repository; nothing was changed.");
        }
    }

    /** One without a machine is of a version that did not know them, and may be meant by any. */
    private static boolean isOf(Job job, RepositoryRow row) {
        return job.root().equals(row.root())
                && (job.machine().equals(row.machine())
                        || job.machine().isEmpty()
                        || row.machine().isEmpty());
    }

    private static Map<String, Object> fields(Listed listed) {
        RepositorySummary repository = listed.summary();
        Map<String, Object> fields = place(repository.id(), repository.root());
        repository
                .machine()
                .filter(machine -> listed.place() == RepositoryAdministration.Place.ELSEWHERE)
                .ifPresent(machine -> fields.put("machine", machine.toString()));
        fields.put("place", listed.place().name().toLowerCase(Locale.ROOT));
        fields.put("files", repository.files());
        fields.put("chunks", repository.chunks());
        repository.indexedAt().ifPresent(time -> fields.put("indexed_at", time.toString()));
        return fields;
    }

    private static Map<String, Object> place(RepositoryId id, Path root) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("repository_id", id.toString());
        fields.put("path", PathText.textOf(root));
        return fields;
    }

    private static Map<String, Object> fields(IndexHistoryTable.Entry entry) {
        return Map.of(
                "time", entry.time().toString(),
                "files", entry.files(),
                "chunks", entry.chunks(),
                "size_bytes", entry.sizeBytes());
    }
}
