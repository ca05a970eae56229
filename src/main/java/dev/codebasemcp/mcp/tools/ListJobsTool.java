package dev.codebasemcp.mcp.tools;

import dev.codebasemcp.jobs.JobQueue;
import dev.codebasemcp.jobs.JobReport;
import dev.codebasemcp.jobs.JobStatus;
import dev.codebasemcp.mcp.Arguments;
import dev.codebasemcp.mcp.Tool;
import dev.codebasemcp.mcp.ToolAnswer;
import dev.codebasemcp.mcp.ToolCall;
import dev.codebasemcp.mcp.ToolCatalog;
import dev.codebasemcp.mcp.ToolSpec;
import dev.codebasemcp.provisioning.JobLookup;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code list_indexing_jobs}. */
public final class ListJobsTool implements Tool {
    private final JobLookup jobs;
    private final JobQueue queue;

    public ListJobsTool(JobLookup jobs, JobQueue queue) {
        this.jobs = jobs;
        this.queue = queue;
    }

    @Override
    public ToolSpec spec() {
        return ToolCatalog.LIST_INDEXING_JOBS;
    }

    @Override
    public ToolAnswer call(Arguments arguments, ToolCall call) {
        List<JobReport> found = queue.list(
                arguments.optionalText("project_id").map(jobs::project),
                arguments.optionalText("status").map(label -> JobStatus.valueOf(label.toUpperCase(Locale.ROOT))),
                arguments.integer("limit"));
        String text = found.isEmpty()
                ? "No such jobs."
                : found.stream().map(JobAnswer::line).collect(Collectors.joining("\n"));
        return new ToolAnswer(
                Map.of("jobs", found.stream().map(JobAnswer::brief).toList()), text);
    }
}
