package dev.codebasemcp.mcp.tools;

import dev.codebasemcp.administration.ProjectDirectory;
import dev.codebasemcp.administration.ProjectSummary;
import dev.codebasemcp.freshness.FreshnessMonitor;
import dev.codebasemcp.freshness.RepositoryFreshness;
import dev.codebasemcp.mcp.Arguments;
import dev.codebasemcp.mcp.ProjectToolSpecs;
import dev.codebasemcp.mcp.Tool;
import dev.codebasemcp.mcp.ToolAnswer;
import dev.codebasemcp.mcp.ToolCall;
import dev.codebasemcp.mcp.ToolSpec;
import dev.codebasemcp.model.RepositoryId;
import dev.codebasemcp.model.RepositorySummary;
import dev.codebasemcp.model.Term;
import dev.codebasemcp.paths.PathText;
import dev.codebasemcp.quoting.Counted;
import dev.codebasemcp.quoting.Quoted;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code list_projects}. */
public final class ListProjectsTool implements Tool {
    private static final long MEBIBYTE = 1L << 20;

    private final ProjectDirectory directory;
    private final FreshnessMonitor freshness;

    public ListProjectsTool(ProjectDirectory directory, FreshnessMonitor freshness) {
        this.directory = directory;
        this.freshness = freshness;
    }

    @Override
    public ToolSpec spec() {
        return ProjectToolSpecs.LIST_PROJECTS;
    }

    @Override
    public ToolAnswer call(Arguments arguments, ToolCall call) throws InterruptedException {
        ProjectDirectory.Page page = directory.list(arguments.optionalText("cursor"), arguments.integer("limit"));
        List<ProjectSummary> projects = page.projects();
        Map<RepositoryId, RepositoryFreshness> seen = freshness.compare(projects.stream()
                .filter(ProjectSummary::isHere)
                .map(ProjectSummary::database)
                .toList());
        String text = projects.isEmpty()
                ? page.total() == 0
                        ? "No project is registered yet; " + Term.of("index_repository") + " creates one."
                        : "No more projects."
                : projects.stream().map(project -> text(project, seen)).collect(Collectors.joining("\n"));
        return new ToolAnswer(structured(page, seen), text + more(page));
    }

    private static String more(ProjectDirectory.Page page) {
        return page.nextCursor()
                .map(cursor -> "\n" + page.projects().size() + " of " + page.total()
                        + " projects; the next ones: cursor " + cursor)
                .orElse("");
    }

    /**
     * Returns the structured answer about a page of projects.
     *
     * @param seen the freshness of their repositories, where it is known
     */
    public static Map<String, Object> structured(
            ProjectDirectory.Page page, Map<RepositoryId, RepositoryFreshness> seen) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(
                "projects",
                page.projects().stream()
                        .map(project -> structured(project, seen))
                        .toList());
        answer.put("total_count", page.total());
        page.nextCursor().ifPresent(cursor -> answer.put("next_cursor", cursor));
        return answer;
    }

    /** Returns the structured answer about one project. */
    public static Map<String, Object> structured(ProjectSummary project, Map<RepositoryId, RepositoryFreshness> seen) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("id", project.id().toString());
        answer.put("name", project.name());
        answer.put("database_name", project.database().value());
        answer.put("state", project.state().label());
        if (!project.tags().isEmpty()) {
            answer.put("tags", project.tags());
        }
        project.sizeBytes().ifPresent(bytes -> answer.put("size_bytes", bytes));
        answer.put(
                "repositories",
                project.repositories().stream()
                        .map(repository -> structured(repository, fresh(repository, seen)))
                        .toList());
        return answer;
    }

    private static Map<String, Object> structured(RepositorySummary repository, Optional<RepositoryFreshness> fresh) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("repository_id", repository.id().toString());
        answer.put("path", PathText.textOf(repository.root()));
        repository.machine().ifPresent(machine -> answer.put("machine", machine.toString()));
        answer.put("files", repository.files());
        answer.put("chunks", repository.chunks());
        repository.indexedAt().ifPresent(time -> answer.put("indexed_at", time.toString()));
        fresh.ifPresent(now -> {
            answer.put("stale_files", now.staleFiles());
            now.note().ifPresent(note -> answer.put("note", note));
        });
        return answer;
    }

    private static Optional<RepositoryFreshness> fresh(
            RepositorySummary repository, Map<RepositoryId, RepositoryFreshness> seen) {
        return Optional.ofNullable(seen.get(repository.id()));
    }

    private static String text(ProjectSummary project, Map<RepositoryId, RepositoryFreshness> seen) {
        String head = Quoted.line(project.name()) + " (" + project.id() + ", " + project.database() + ", "
                + project.state().label()
                + project.sizeBytes()
                        .map(bytes -> ", " + (bytes + MEBIBYTE - 1) / MEBIBYTE + " MB)")
                        .orElse(", not counted yet)")
                + (project.tags().isEmpty() ? "" : ", tags: " + Quoted.line(String.join(", ", project.tags())));
        return project.repositories().stream()
                .map(repository -> text(repository, fresh(repository, seen)))
                .collect(Collectors.joining("", head, ""));
    }

    static String text(RepositorySummary repository, Optional<RepositoryFreshness> fresh) {
        return "\n  " + Quoted.name(PathText.textOf(repository.root())) + " (" + repository.id() + "): "
                + Counted.of(repository.files(), "file")
                + ", "
                + Counted.of(repository.chunks(), "chunk") + ", "
                + repository
                        .indexedAt()
                        .map(Instant::toString)
                        .map(time -> "indexed " + time)
                        .orElse("never indexed")
                + repository.machine().map(machine -> ", on machine " + machine).orElse("")
                + fresh.map(now -> now.note()
                                .map(note -> ". " + Quoted.line(note))
                                .orElseGet(() -> stale(
                                        now.staleFiles(), repository.indexedAt().isPresent())))
                        .orElse("");
    }

    private static String stale(int files, boolean indexed) {
        if (!indexed) {
            return files == 0 ? "" : ", " + Counted.of(files, "file") + " not indexed yet";
        }
        return files == 0 ? ", up to date" : ", " + Counted.of(files, "file") + " changed since";
    }
}
