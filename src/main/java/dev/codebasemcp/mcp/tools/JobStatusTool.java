package dev.codebasemcp.mcp.tools;

import dev.codebasemcp.mcp.Arguments;
import dev.codebasemcp.mcp.ProjectToolSpecs;
import dev.codebasemcp.mcp.Tool;
import dev.codebasemcp.mcp.ToolAnswer;
import dev.codebasemcp.mcp.ToolCall;
import dev.codebasemcp.mcp.ToolSpec;
import dev.codebasemcp.model.JobReport;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.model.Term;
import dev.codebasemcp.requests.JobLookup;
import dev.codebasemcp.requests.SkippedFiles;
import java.time.Clock;

/** {@code get_indexing_status}. */
public final class JobStatusTool implements Tool {
    private final JobLookup jobs;
    private final JobAnswer answers;

    public JobStatusTool(JobLookup jobs, SkippedFiles skipped, Clock clock) {
        this.jobs = jobs;
        this.answers = new JobAnswer(skipped, clock);
    }

    @Override
    public ToolSpec spec() {
        return ProjectToolSpecs.GET_INDEXING_STATUS;
    }

    @Override
    public ToolAnswer call(Arguments arguments, ToolCall call) {
        JobReport report = jobs.job(arguments.uuid("job_id"));
        arguments.optionalText("project_id").ifPresent(project -> checkOwner(report, project));
        return answers.full(report, jobs.projectOf(report), call.wantsAll());
    }

    private void checkOwner(JobReport report, String project) {
        if (!report.job().projectId().equals(jobs.project(project))) {
            throw new RejectedException(
                    Term.of("job_id") + ": job " + report.job().id() + " does not belong to project \"" + project
                            + "\"; leave " + Term.of("project_id") + " out, or name the job's own project "
                            + report.job().projectId() + ".");
        }
    }
}
