package dev.codebasemcp.mcp.tools;

import dev.codebasemcp.jobs.JobQueue;
import dev.codebasemcp.jobs.JobReport;
import dev.codebasemcp.mcp.Arguments;
import dev.codebasemcp.mcp.Tool;
import dev.codebasemcp.mcp.ToolAnswer;
import dev.codebasemcp.mcp.ToolCall;
import dev.codebasemcp.mcp.ToolCatalog;
import dev.codebasemcp.mcp.ToolSpec;
import dev.codebasemcp.model.JobId;
import dev.codebasemcp.provisioning.DirectoryRule;
import dev.codebasemcp.provisioning.IndexRequests;
import dev.codebasemcp.provisioning.IndexRequests.Accepted;
import dev.codebasemcp.provisioning.JobPace;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** {@code index_repository}: asks for a job and waits for its end. */
public final class IndexRepositoryTool implements Tool {
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final double WHOLE = 100;

    private final DirectoryRule directories;
    private final IndexRequests requests;
    private final JobQueue queue;
    private final JobAnswer answers;

    public IndexRepositoryTool(DirectoryRule directories, IndexRequests requests, JobQueue queue, Clock clock) {
        this.directories = directories;
        this.requests = requests;
        this.queue = queue;
        this.answers = new JobAnswer(clock);
    }

    @Override
    public ToolSpec spec() {
        return ToolCatalog.INDEX_REPOSITORY;
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
        return answers.full(await(job.get().job().id(), call), accepted.project());
    }

    /** Waits for the end of the work: where a process dies in the middle of a job, for that of the one that goes on. */
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
        return queue.await(job, LOOK_EVERY, report -> tell(report, call), () -> false);
    }

    private static void tell(JobReport report, ToolCall call) {
        String message = report.progress().phase() + ": " + report.progress().filesScanned() + " of "
                + report.progress().filesTotal() + " files";
        call.progress(JobPace.percent(report), WHOLE, message);
    }
}
