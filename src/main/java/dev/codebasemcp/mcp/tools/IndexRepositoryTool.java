package dev.codebasemcp.mcp.tools;

import dev.codebasemcp.jobs.JobQueue;
import dev.codebasemcp.mcp.Arguments;
import dev.codebasemcp.mcp.Tool;
import dev.codebasemcp.mcp.ToolAnswer;
import dev.codebasemcp.mcp.ToolCall;
import dev.codebasemcp.mcp.ToolCatalog;
import dev.codebasemcp.mcp.ToolSpec;
import dev.codebasemcp.model.JobId;
import dev.codebasemcp.model.JobProgress;
import dev.codebasemcp.model.JobReport;
import dev.codebasemcp.repositories.DirectoryRule;
import dev.codebasemcp.requests.IndexRequests;
import dev.codebasemcp.requests.IndexRequests.Accepted;
import dev.codebasemcp.requests.JobPace;
import dev.codebasemcp.requests.SkippedFiles;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** {@code index_repository}: asks for a job and waits for its end. */
public final class IndexRepositoryTool implements Tool {
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final DirectoryRule directories;
    private final IndexRequests requests;
    private final JobQueue queue;
    private final JobAnswer answers;

    /**
     * Makes the tool.
     *
     * @param skipped names what a run left out
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
        return answers.full(await(job.get().job().id(), call), accepted.project(), call.wantsAll());
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
        call.progress(JobPace.share(report), JobPace.WHOLE, told(report.progress()));
    }

    private static String told(JobProgress progress) {
        if (progress.filesTotal() > 0) {
            return progress.phase().label() + ": " + progress.filesScanned() + " of " + progress.filesTotal()
                    + " files";
        }
        return progress.filesScanned() > 0
                ? progress.phase().label() + ": " + progress.filesScanned() + " files so far"
                : progress.phase().label();
    }
}
