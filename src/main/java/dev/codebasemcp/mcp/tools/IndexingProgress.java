package dev.codebasemcp.mcp.tools;

import dev.codebasemcp.mcp.ToolCall;
import dev.codebasemcp.model.JobProgress;
import dev.codebasemcp.model.JobReport;
import dev.codebasemcp.requests.JobPace;

/** Tells the client of a waiting call how far a job is. */
final class IndexingProgress {
    private IndexingProgress() {}

    static void tell(JobReport report, ToolCall call) {
        call.watch(report);
        call.progress(JobPace.share(report), JobPace.WHOLE, describe(report.progress()));
    }

    private static String describe(JobProgress progress) {
        if (progress.filesTotal() > 0) {
            return progress.phase().label() + ": " + progress.filesScanned() + " of " + progress.filesTotal()
                    + " files";
        }
        return progress.filesScanned() > 0
                ? progress.phase().label() + ": " + progress.filesScanned() + " files so far"
                : progress.phase().label();
    }
}
