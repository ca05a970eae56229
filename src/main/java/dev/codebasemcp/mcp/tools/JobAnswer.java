package dev.codebasemcp.mcp.tools;

import dev.codebasemcp.mcp.ToolAnswer;
import dev.codebasemcp.model.JobProgress;
import dev.codebasemcp.model.JobReport;
import dev.codebasemcp.model.JobStatus;
import dev.codebasemcp.model.SkipReason;
import dev.codebasemcp.paths.PathText;
import dev.codebasemcp.quoting.Counted;
import dev.codebasemcp.quoting.Quoted;
import dev.codebasemcp.requests.JobPace;
import dev.codebasemcp.requests.ProjectFacts;
import dev.codebasemcp.requests.SkippedFiles;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Renders answers about jobs. */
public final class JobAnswer {
    private static final int SHOWN_FAILURES = 20;

    private static final int SHOWN_SKIPPED = 10;
    /** Next steps for some reasons of skipped files. */
    private static final Map<SkipReason, String> ADVICE = Map.of(
            SkipReason.SUBMODULE,
            "to index submodules with their repository, set \"submodules\": true in its .codebase-mcp/config.json, and fetch"
                    + " missing ones with git submodule update --init; or index their directories separately",
            SkipReason.NESTED_REPOSITORY,
            "index their directories separately",
            SkipReason.GIT_DIRECTORY,
            "these belong to git; index their working trees",
            SkipReason.OUTSIDE_ALLOWED_ROOTS,
            "these links lead outside CODEBASE_MCP_ALLOWED_ROOTS; replace them with files",
            SkipReason.UNREPRESENTABLE_NAME,
            "these names are not valid UTF-8, or contain control characters; rename the files");

    private final SkippedFiles skippedFiles;
    private final Clock clock;

    JobAnswer(SkippedFiles skippedFiles, Clock clock) {
        this.skippedFiles = skippedFiles;
        this.clock = clock;
    }

    /** Answers with everything about one job. Lists {@code all} skipped files, or the first ones per reason. */
    ToolAnswer full(JobReport report, ProjectFacts project, boolean all) {
        Map<SkipReason, List<String>> named = skippedFiles.of(report);
        Map<String, Object> answer = head(report);
        putProgress(answer, report);
        if (!named.isEmpty()) {
            answer.put("skipped_files", byLabel(all ? named : first(named)));
        }
        answer.put("errors", failures(report));
        putTimes(answer, report, clock.instant());
        answer.put("project", ProjectAnswer.structured(project));
        return new ToolAnswer(answer, text(report, named) + "\n" + ProjectAnswer.text(project));
    }

    private static <T> SortedMap<String, T> byLabel(Map<SkipReason, T> reasons) {
        SortedMap<String, T> sorted = new TreeMap<>();
        reasons.forEach((reason, value) -> sorted.put(reason.label(), value));
        return sorted;
    }

    private static Map<SkipReason, List<String>> first(Map<SkipReason, List<String>> named) {
        Map<SkipReason, List<String>> first = new EnumMap<>(SkipReason.class);
        named.forEach((reason, paths) -> first.put(reason, paths.subList(0, Math.min(SHOWN_SKIPPED, paths.size()))));
        return first;
    }

    private static String names(Map<SkipReason, List<String>> named) {
        StringBuilder lines = new StringBuilder();
        List<SkipReason> reasons = named.keySet().stream()
                .sorted(Comparator.comparing(SkipReason::label))
                .toList();
        for (SkipReason reason : reasons) {
            List<String> paths = Objects.requireNonNull(named.get(reason));
            int more = Math.max(0, paths.size() - SHOWN_SKIPPED);
            lines.append("\n  ")
                    .append(reason.label())
                    .append(": ")
                    .append(paths.subList(0, paths.size() - more).stream()
                            .map(Quoted::name)
                            .collect(Collectors.joining(", ")))
                    .append(more > 0 ? ", and " + more + " more" : "")
                    .append(Optional.ofNullable(ADVICE.get(reason))
                            .map(advice -> " (" + advice + ")")
                            .orElse(""));
        }
        return lines.toString();
    }

    /** Returns the brief form for a list; {@code here} says whether the job belongs to this machine. */
    static Map<String, Object> brief(JobReport report, boolean here) {
        Map<String, Object> answer = head(report);
        report.job().machine().filter(machine -> !here).ifPresent(machine -> answer.put("machine", machine.toString()));
        answer.put("percent", JobPace.percent(report));
        answer.put("created_at", report.createdAt().toString());
        putTime(answer, "completed_at", report.completedAt());
        return answer;
    }

    /** Returns one line about a job; {@code here} says whether it belongs to this machine. */
    static String line(JobReport report, boolean here) {
        String machine = report.job()
                .machine()
                .filter(other -> !here)
                .map(other -> " on machine " + other)
                .orElse("");
        return report.job().id() + " " + report.status().label() + " " + JobPace.percent(report) + "% "
                + Quoted.line(PathText.textOf(report.job().root())) + machine + " (" + report.createdAt() + "): "
                + Quoted.line(report.message());
    }

    private static Map<String, Object> head(JobReport report) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("job_id", report.job().id().toString());
        answer.put("repo_path", PathText.textOf(report.job().root()));
        answer.put("status", report.status().label());
        answer.put("status_message", report.message());
        return answer;
    }

    /** Returns what changes while a job is watched: its state, counts, times, and the time left. */
    public static Map<String, Object> watched(JobReport report, Instant now) {
        Map<String, Object> answer = head(report);
        putProgress(answer, report);
        putTimes(answer, report, now);
        return answer;
    }

    private static void putProgress(Map<String, Object> answer, JobReport report) {
        JobProgress progress = report.progress();
        answer.put("phase", progress.phase().label());
        answer.put("percent", JobPace.percent(report));
        answer.put("files_total", progress.filesTotal());
        answer.put("files_scanned", progress.filesScanned());
        answer.put("files_indexed", progress.filesIndexed());
        answer.put("files_skipped", progress.filesSkipped());
        answer.put("skipped", byLabel(progress.skipped()));
        answer.put("files_deleted", progress.filesDeleted());
        answer.put("files_failed", progress.filesFailed());
        answer.put("chunks_created", progress.chunksCreated());
    }

    private static void putTimes(Map<String, Object> answer, JobReport report, Instant now) {
        answer.put("created_at", report.createdAt().toString());
        putTime(answer, "started_at", report.startedAt());
        putTime(answer, "completed_at", report.completedAt());
        report.resumedBy().ifPresent(job -> answer.put("resumed_by", job.toString()));
        JobPace.secondsLeft(report, now).ifPresent(seconds -> answer.put("eta_seconds", seconds));
    }

    private static void putTime(Map<String, Object> answer, String name, Optional<Instant> time) {
        time.ifPresent(instant -> answer.put(name, instant.toString()));
    }

    private static List<Map<String, String>> failures(JobReport report) {
        return report.failures().stream()
                .map(failure -> Map.of("path", failure.path(), "cause", failure.cause()))
                .toList();
    }

    private static String shownFailures(JobReport report) {
        return report.failures().stream()
                .limit(SHOWN_FAILURES)
                .map(failure -> "\nFailed: " + Quoted.name(failure.path()) + ": " + Quoted.line(failure.cause()))
                .collect(Collectors.joining());
    }

    private static String reasons(JobProgress progress) {
        return byLabel(progress.skipped()).entrySet().stream()
                .map(reason -> reason.getValue() + " " + reason.getKey())
                .collect(Collectors.joining(", "));
    }

    /** Whether the job's message already contains all counts. */
    private static boolean messageHasCounts(JobReport report) {
        return report.status() == JobStatus.COMPLETED || report.status() == JobStatus.COMPLETED_WITH_ERRORS;
    }

    private static String counts(JobProgress progress) {
        String scanned = Counted.of(progress.filesScanned(), "file") + " scanned"
                + (progress.filesTotal() > 0 ? " of " + progress.filesTotal() : "");
        return String.format(
                Locale.ROOT,
                "%s; %d indexed in %s, %d skipped, %d failed, %d deleted from the index.",
                scanned,
                progress.filesIndexed(),
                Counted.of(progress.chunksCreated(), "chunk"),
                progress.filesSkipped(),
                progress.filesFailed(),
                progress.filesDeleted());
    }

    private String text(JobReport report, Map<SkipReason, List<String>> named) {
        JobProgress progress = report.progress();
        StringBuilder text = new StringBuilder("Job ")
                .append(report.job().id())
                .append(' ')
                .append(report.status().label())
                .append(": ")
                .append(Quoted.line(report.message()));
        if (report.status() == JobStatus.RUNNING) {
            text.append("\n")
                    .append(progress.phase().label())
                    .append(", ")
                    .append(JobPace.percent(report))
                    .append('%');
            JobPace.secondsLeft(report, clock.instant())
                    .ifPresent(
                            seconds -> text.append(", about ").append(seconds).append(" s left"));
        }
        text.append("\nRepository: ")
                .append(Quoted.line(PathText.textOf(report.job().root())));
        if (!messageHasCounts(report)) {
            text.append("\nSo far: ").append(counts(progress));
        }
        if (!progress.skipped().isEmpty()) {
            text.append("\nSkipped (")
                    .append(progress.filesSkipped())
                    .append("): ")
                    .append(reasons(progress))
                    .append(names(named));
        }
        text.append(shownFailures(report));
        report.resumedBy().ifPresent(job -> text.append("\nResumed by job ").append(job));
        return text.toString();
    }
}
