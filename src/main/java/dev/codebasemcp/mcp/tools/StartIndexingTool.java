package dev.codebasemcp.mcp.tools;

import dev.codebasemcp.mcp.Arguments;
import dev.codebasemcp.mcp.ProjectToolSpecs;
import dev.codebasemcp.mcp.Tool;
import dev.codebasemcp.mcp.ToolAnswer;
import dev.codebasemcp.mcp.ToolCall;
import dev.codebasemcp.mcp.ToolSpec;
import dev.codebasemcp.model.JobReport;
import dev.codebasemcp.model.Term;
import dev.codebasemcp.repositories.DirectoryRule;
import dev.codebasemcp.requests.IndexRequests;
import dev.codebasemcp.requests.IndexRequests.Accepted;
import dev.codebasemcp.requests.ProjectFacts;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code start_indexing_background}: submits a job and returns. */
public final class StartIndexingTool implements Tool {
    private final DirectoryRule directories;
    private final IndexRequests requests;

    public StartIndexingTool(DirectoryRule directories, IndexRequests requests) {
        this.directories = directories;
        this.requests = requests;
    }

    @Override
    public ToolSpec spec() {
        return ProjectToolSpecs.START_INDEXING_BACKGROUND;
    }

    @Override
    public ToolAnswer call(Arguments arguments, ToolCall call) {
        Path repository =
                directories.checkRepository("repo_path", arguments.text("repo_path"), arguments.flag("force"));
        Accepted accepted = requests.submit(
                arguments.optionalText("project_id"), call.session(), repository, arguments.flag("force_reindex"));
        return accepted.job()
                .map(job -> answer(job, accepted.project()))
                .orElseGet(() -> DryRunAnswer.indexing(accepted.project(), repository, "message"));
    }

    private static ToolAnswer answer(JobReport job, ProjectFacts project) {
        String message = "Indexing " + job.job().root() + " in the background; ask " + Term.of("get_indexing_status")
                + " for job " + job.job().id() + ".";
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("job_id", job.job().id().toString());
        answer.put("status", job.status().label());
        answer.put("message", message);
        answer.put("project", ProjectAnswer.structured(project));
        return new ToolAnswer(answer, message + "\n" + ProjectAnswer.text(project));
    }
}
