package dev.codebasemcp.web.views;

import dev.codebasemcp.jobs.JobQueue;
import dev.codebasemcp.mcp.tools.JobAnswer;
import dev.codebasemcp.model.JobReport;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** A job as the page shows it. */
final class WatchedJob {
    private WatchedJob() {}

    /** Returns the fields of a job; its machine only if that is another one. */
    static Map<String, Object> fields(JobReport report, JobQueue queue, Instant now) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("project_id", report.job().projectId().toString());
        fields.putAll(JobAnswer.watched(report, now));
        fields.put("force_reindex", report.job().force());
        if (!queue.isOfThisMachine(report.job())) {
            report.job().machine().ifPresent(machine -> fields.put("machine", machine.toString()));
        }
        return fields;
    }
}
