package dev.codebasemcp.mcp.tools;

import dev.codebasemcp.jobs.JobQueue;
import dev.codebasemcp.mcp.Arguments;
import dev.codebasemcp.mcp.ProjectToolSpecs;
import dev.codebasemcp.mcp.Tool;
import dev.codebasemcp.mcp.ToolAnswer;
import dev.codebasemcp.mcp.ToolCall;
import dev.codebasemcp.mcp.ToolSpec;
import dev.codebasemcp.model.JobId;
import dev.codebasemcp.model.JobReport;
import dev.codebasemcp.repositories.DirectoryRule;
import dev.codebasemcp.requests.IndexRequests;
import dev.codebasemcp.requests.IndexRequests.Accepted;
import dev.codebasemcp.requests.SkippedFiles;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** {@code index_repository}: submits a job and waits for its end. */
public final class IndexRepositoryTool implements Tool {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(500);

    private final DirectoryRule directories;
    private final IndexRequests requests;
    private final JobQueue queue;
    private final JobAnswer answers;

    /**
     * Creates the tool.
     *
     * @param skipped lists the files that a run skipped
     */
    public IndexRepositoryTool(
            DirectoryRule directories, IndexRequests requests, JobQueue queue, SkippedFiles skipped, Clock clock) {
        this.directories = directories;
        this.requests = requests;
        this.queue = queue;
        this.answers = new JobAnswer(skipped, clock);
    }

    @Override
    public ToolSpec spec() {
        return ProjectToolSpecs.INDEX_REPOSITORY;
    }

    @Override
    public ToolAnswer call(Arguments arguments, ToolCall call) throws InterruptedException {
        Path repository =
                directories.checkRepository("repo_path", arguments.text("repo_path"), arguments.flag("force"));
        Accepted accepted = requests.submit(
                arguments.optionalText("project_id"), call.session(), repository, arguments.flag("force_reindex"));
        Optional<JobReport> job = accepted.job();
        if (job.isEmpty()) {
            return DryRunAnswer.indexing(accepted.project(), repository, "status_message");
        }
        return answers.full(await(job.get().job().id(), call), accepted.project(), call.wantsAll());
    }

    /** Waits for the end of the job. If its process dies, waits for the job that resumes it. */
    private JobReport await(JobId first, ToolCall call) throws InterruptedException {
        JobId job = first;
        try {
            JobReport report = awaitOne(job, call);
            while (report.resumedBy().isPresent()) {
                job = report.resumedBy().get();
                report = awaitOne(job, call);
            }
            return report;
        } catch (InterruptedException stopped) {
            if (!call.sessionEnded()) {
                queue.cancel(job);
            }
            throw stopped;
        }
    }

    private JobReport awaitOne(JobId job, ToolCall call) throws InterruptedException {
        return queue.await(job, POLL_INTERVAL, report -> IndexingProgress.tell(report, call), () -> false);
    }
}
