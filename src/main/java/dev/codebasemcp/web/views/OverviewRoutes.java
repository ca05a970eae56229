package dev.codebasemcp.web.views;

import dev.codebasemcp.administration.ProjectDirectory;
import dev.codebasemcp.administration.ProjectSummary;
import dev.codebasemcp.freshness.FreshnessMonitor;
import dev.codebasemcp.freshness.RepositoryFreshness;
import dev.codebasemcp.jobs.JobQueue;
import dev.codebasemcp.mcp.tools.ListProjectsTool;
import dev.codebasemcp.model.JobReport;
import dev.codebasemcp.model.ProjectId;
import dev.codebasemcp.model.ProjectState;
import dev.codebasemcp.model.Term;
import dev.codebasemcp.web.PageWords;
import dev.codebasemcp.web.Route;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * All projects at a glance. The list itself comes from the registry alone; how fresh the projects are is another
 * question, because it looks at their files.
 */
public final class OverviewRoutes {
    /** A user who looks at the page waits longer than a model, and reads the list meanwhile. */
    private static final Duration FRESHNESS_WITHIN = Duration.ofSeconds(5);

    private static final String GET = "GET";

    private final ProjectDirectory directory;
    private final JobQueue queue;
    private final FreshnessMonitor freshness;
    private final Clock clock;

    /** Creates the routes of an overview of the projects in {@code directory}. */
    public OverviewRoutes(ProjectDirectory directory, JobQueue queue, FreshnessMonitor freshness, Clock clock) {
        this.directory = directory;
        this.queue = queue;
        this.freshness = freshness;
        this.clock = clock;
    }

    /** Returns the routes. */
    public List<Route> routes() {
        return List.of(
                new Route(GET, "/api/overview", request -> overview()),
                new Route(GET, "/api/overview/freshness", request -> freshness()));
    }

    private Map<String, ?> overview() {
        List<ProjectSummary> projects = directory.stored();
        Instant now = clock.instant();
        Map<ProjectId, List<JobReport>> jobs = queue.currentOfAll().stream()
                .collect(Collectors.groupingBy(report -> report.job().projectId()));
        return Map.of(
                "projects",
                projects.stream()
                        .map(project -> project(project, jobs.getOrDefault(project.id(), List.of()), now))
                        .toList());
    }

    /** What {@code list_projects} answers about it, and more. */
    private Map<String, Object> project(ProjectSummary project, List<JobReport> jobs, Instant now) {
        Map<String, Object> answer = ListProjectsTool.structured(project, Map.of());
        answer.put("languages", languages(project.languages()));
        answer.put(
                "jobs",
                jobs.stream()
                        .filter(report -> !report.status().isFinal())
                        .map(report -> WatchedJob.fields(report, queue, now))
                        .toList());
        jobs.stream()
                .filter(report -> report.status().isFinal())
                .findFirst()
                .ifPresent(report -> answer.put("last_job", WatchedJob.fields(report, queue, now)));
        return answer;
    }

    private static List<Map<String, Object>> languages(Map<String, Long> files) {
        return files.entrySet().stream()
                .map(entry -> Map.<String, Object>of("language", entry.getKey(), "files", entry.getValue()))
                .toList();
    }

    /** A repository that could not be compared in time is missing in the answer. */
    private Map<String, ?> freshness() throws InterruptedException {
        List<ProjectSummary> here = directory.stored().stream()
                .filter(project -> project.state() == ProjectState.READY && project.isHere())
                .toList();
        return Map.of(
                "repositories",
                freshness
                        .compare(here.stream().map(ProjectSummary::database).toList(), FRESHNESS_WITHIN)
                        .values()
                        .stream()
                        .map(OverviewRoutes::fresh)
                        .toList());
    }

    private static Map<String, Object> fresh(RepositoryFreshness seen) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("repository_id", seen.repositoryId().toString());
        answer.put("stale_files", seen.staleFiles());
        answer.put("refreshing", seen.refreshing());
        Optional<String> note = seen.note().map(text -> Term.worded(text, PageWords.ALL));
        note.ifPresent(text -> answer.put("note", text));
        return answer;
    }
}
