package dev.codebasemcp.mcp.tools;

import dev.codebasemcp.mcp.Arguments;
import dev.codebasemcp.mcp.Tool;
import dev.codebasemcp.mcp.ToolAnswer;
import dev.codebasemcp.mcp.ToolCall;
import dev.codebasemcp.mcp.ToolCatalog;
import dev.codebasemcp.mcp.ToolSpec;
import dev.codebasemcp.provisioning.ProjectDirectory;
import dev.codebasemcp.provisioning.ProjectSummary;
import dev.codebasemcp.provisioning.RepositorySummary;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code list_projects}. */
public final class ListProjectsTool implements Tool {
    private static final long MEBIBYTE = 1L << 20;

    private final ProjectDirectory directory;

    public ListProjectsTool(ProjectDirectory directory) {
        this.directory = directory;
    }

    @Override
    public ToolSpec spec() {
        return ToolCatalog.LIST_PROJECTS;
    }

    @Override
    public ToolAnswer call(Arguments arguments, ToolCall call) {
        List<ProjectSummary> projects = directory.list();
        String text = projects.isEmpty()
                ? "No project is registered yet; index_repository makes one."
                : projects.stream().map(ListProjectsTool::text).collect(Collectors.joining("\n"));
        return new ToolAnswer(structured(projects), text);
    }

    /** The structured answer about {@code projects}. */
    public static Map<String, Object> structured(List<ProjectSummary> projects) {
        return Map.of(
                "projects", projects.stream().map(ListProjectsTool::structured).toList());
    }

    private static Map<String, Object> structured(ProjectSummary project) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("id", project.id().toString());
        answer.put("name", project.name());
        answer.put("database_name", project.database().value());
        answer.put("state", project.state());
        answer.put("size_bytes", project.sizeBytes());
        answer.put(
                "repositories",
                project.repositories().stream()
                        .map(ListProjectsTool::structured)
                        .toList());
        return answer;
    }

    private static Map<String, Object> structured(RepositorySummary repository) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("repository_id", repository.id().toString());
        answer.put("path", repository.path());
        answer.put("files", repository.files());
        answer.put("chunks", repository.chunks());
        repository.indexedAt().ifPresent(time -> answer.put("indexed_at", time.toString()));
        return answer;
    }

    private static String text(ProjectSummary project) {
        String head = project.name() + " (" + project.id() + ", " + project.database() + ", " + project.state() + ", "
                + (project.sizeBytes() + MEBIBYTE - 1) / MEBIBYTE + " MB)";
        return project.repositories().stream().map(ListProjectsTool::text).collect(Collectors.joining("", head, ""));
    }

    private static String text(RepositorySummary repository) {
        return "\n  " + repository.path() + " (" + repository.id() + "): " + repository.files() + " files, "
                + repository.chunks() + " chunks, "
                + repository
                        .indexedAt()
                        .map(Instant::toString)
                        .map(time -> "indexed " + time)
                        .orElse("never indexed");
    }
}
