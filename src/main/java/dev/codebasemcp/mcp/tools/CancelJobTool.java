package dev.codebasemcp.mcp.tools;

import dev.codebasemcp.jobs.JobQueue;
import dev.codebasemcp.mcp.Arguments;
import dev.codebasemcp.mcp.ProjectToolSpecs;
import dev.codebasemcp.mcp.Tool;
import dev.codebasemcp.mcp.ToolAnswer;
import dev.codebasemcp.mcp.ToolCall;
import dev.codebasemcp.mcp.ToolSpec;
import dev.codebasemcp.model.JobReport;
import dev.codebasemcp.requests.JobLookup;
import dev.codebasemcp.requests.SkippedFiles;
import java.time.Clock;

/** {@code cancel_indexing}. */
public final class CancelJobTool implements Tool {
    private final JobLookup jobs;
    private final JobQueue queue;
    private final JobAnswer answers;

    public CancelJobTool(JobLookup jobs, JobQueue queue, SkippedFiles skipped, Clock clock) {
        this.jobs = jobs;
        this.queue = queue;
        this.answers = new JobAnswer(skipped, clock);
    }

    @Override
    public ToolSpec spec() {
        return ProjectToolSpecs.CANCEL_INDEXING;
    }

    @Override
    public ToolAnswer call(Arguments arguments, ToolCall call) throws InterruptedException {
        JobReport known = jobs.job(arguments.uuid("job_id"));
        return answers.full(queue.cancel(known.job().id()), jobs.projectOf(known), call.wantsAll());
    }
}
