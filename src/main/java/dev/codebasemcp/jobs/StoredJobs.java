package dev.codebasemcp.jobs;

import dev.codebasemcp.database.registry.JobRow;
import dev.codebasemcp.database.registry.JobStateRow;
import dev.codebasemcp.paths.PathText;
import java.util.List;
import java.util.Locale;

/** Translates between jobs and their rows. */
final class StoredJobs {
    private StoredJobs() {}

    static Job job(JobRow row) {
        JobRow.Work work = row.work();
        return new Job(
                row.id(),
                work.project(),
                work.database(),
                PathText.of(work.repository()),
                work.force(),
                work.machine());
    }

    static JobReport report(JobRow row) {
        JobStateRow state = row.state();
        JobStateRow.JobCounts counts = state.counts();
        return new JobReport(
                job(row),
                JobStatus.valueOf(row.status().toUpperCase(Locale.ROOT)),
                state.message(),
                new JobProgress(
                        state.phase(),
                        counts.filesTotal(),
                        counts.filesScanned(),
                        counts.filesIndexed(),
                        counts.skipped(),
                        counts.filesDeleted(),
                        counts.filesFailed(),
                        counts.chunksCreated()),
                state.failures().stream()
                        .map(failed -> new FileFailure(failed.path(), failed.cause()))
                        .toList(),
                row.times().created(),
                row.times().started(),
                row.times().completed(),
                row.resumedBy());
    }

    static JobStateRow state(String message, JobProgress progress, List<FileFailure> failures) {
        return new JobStateRow(
                message,
                progress.phase(),
                new JobStateRow.JobCounts(
                        progress.filesTotal(),
                        progress.filesScanned(),
                        progress.filesIndexed(),
                        progress.skipped(),
                        progress.filesDeleted(),
                        progress.filesFailed(),
                        progress.chunksCreated()),
                failures.stream()
                        .map(failure -> new JobStateRow.FailedFile(failure.path(), failure.cause()))
                        .toList());
    }
}
