package dev.codebasemcp.requests;

import dev.codebasemcp.jobs.JobQueue;
import dev.codebasemcp.model.JobId;
import dev.codebasemcp.model.JobReport;
import dev.codebasemcp.model.JobStatus;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.paths.PathText;
import dev.codebasemcp.project.ConfigSearch;
import dev.codebasemcp.project.ResolvedProject;
import dev.codebasemcp.provisioning.ReadyProject;
import dev.codebasemcp.repositories.DirectoryRule;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The first indexing of a repository, which a search starts and waits for until there is something useful to search.
 * Thread-safe.
 */
public final class FirstIndexing {
    /**
     * From then on, an answer from a part of the repository is worth more than a later one. Counts from the start of the call,
     * or from that of a job that an earlier call has waited for.
     */
    private static final Duration USEFUL_AFTER = Duration.ofSeconds(8);

    /** A job that began late, behind the start of the database, gets at least this long for its first files. */
    private static final Duration JOB_TIME = Duration.ofSeconds(5);

    /** From then on, an answer without results is worth more than a later one. */
    private static final Duration PATIENCE = Duration.ofSeconds(13);

    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);

    /** No new job starts for this long after a failed one: it would most likely fail too. */
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);

    private static final int RECENT_JOBS = 50;

    private final IndexRequests requests;
    private final JobQueue queue;
    private final DirectoryRule rule;
    private final ConfigSearch configs;
    private final Clock clock;
    private final boolean enabled;

    /**
     * Creates the service.
     *
     * @param enabled whether a search may start a job
     */
    public FirstIndexing(
            IndexRequests requests,
            JobQueue queue,
            DirectoryRule rule,
            ConfigSearch configs,
            Clock clock,
            boolean enabled) {
        this.requests = requests;
        this.queue = queue;
        this.rule = rule;
        this.configs = configs;
        this.clock = clock;
        this.enabled = enabled;
    }

    /** The start of a first indexing. */
    public sealed interface Start {}

    /** A job is running or waiting. */
    public record Started(JobReport job) implements Start {}

    /**
     * No job was started.
     *
     * @param reason why not, in one sentence; empty if a search may start none
     */
    public record Declined(Optional<String> reason) implements Start {}

    /**
     * Starts to index {@code root}, the top of a repository that was never indexed. Declines what {@code
     * index_repository} would refuse, what a config asks to leave alone, and what was cancelled or has just failed.
     *
     * @param directories the session's
     */
    public Start begin(ResolvedProject resolved, ReadyProject ready, Path root, List<Path> directories) {
        if (!enabled) {
            return new Declined(Optional.empty());
        }
        Optional<String> objection = lastJob(ready, root).flatMap(this::objection);
        if (objection.isPresent()) {
            return new Declined(objection);
        }
        try {
            Optional<String> other = Stream.concat(Stream.of(root), directories.stream())
                    .flatMap(directory -> otherConfig(resolved, directory).stream())
                    .findFirst();
            if (other.isPresent()) {
                return new Declined(other);
            }
            rule.checkRepository("repo_path", PathText.textOf(root), false);
            return new Started(requests.submitFirst(resolved, ready, root));
        } catch (RejectedException refusal) {
            return new Declined(Optional.of(String.valueOf(refusal.getMessage())));
        }
    }

    /** A config that did not decide the project must not get its repository indexed into that project, either. */
    private Optional<String> otherConfig(ResolvedProject resolved, Path directory) {
        return configs.nearest(directory)
                .filter(config -> resolved.config()
                        .filter(own -> own.file().equals(config.file()))
                        .isEmpty())
                .map(config -> "The config " + config.file() + " did not decide the project of this search.");
    }

    private Optional<JobReport> lastJob(ReadyProject project, Path root) {
        return queue.list(project.id(), Optional.empty(), RECENT_JOBS).stream()
                .filter(report -> report.job().root().equals(root) && queue.isOfThisMachine(report.job()))
                .findFirst();
    }

    private Optional<String> objection(JobReport last) {
        boolean justFailed = last.status() == JobStatus.FAILED
                && last.completedAt()
                        .filter(end -> clock.instant().isBefore(end.plus(AFTER_FAILURE)))
                        .isPresent();
        return last.status() == JobStatus.CANCELLED || justFailed
                ? Optional.of(
                        "The last indexing of " + PathText.textOf(last.job().root()) + " "
                                + (justFailed ? "failed: " : "was cancelled: ") + last.message())
                : Optional.empty();
    }

    /** Returns a running or waiting job of the project that indexes one of {@code roots}; any one if there are none. */
    public Optional<JobReport> running(ReadyProject project, List<Path> roots) {
        return queue.unfinished(project.id()).stream()
                .filter(report -> roots.isEmpty() || roots.stream().anyMatch(root -> touches(report, root)))
                .findFirst();
    }

    private static boolean touches(JobReport report, Path root) {
        Path busy = report.job().root();
        return root.startsWith(busy) || busy.startsWith(root);
    }

    /**
     * Waits for the end of the job, but at most until its first files are searchable and the caller has waited long
     * enough. A call that is interrupted leaves the job running.
     *
     * @param callStart when the call began, by {@link System#nanoTime}
     * @param onChange receives each changed report, on the calling thread
     * @return the last report
     */
    public JobReport await(JobId job, long callStart, Consumer<JobReport> onChange) throws InterruptedException {
        Patience patience = new Patience(callStart, clock, onChange);
        return queue.await(job, POLL_INTERVAL, patience::see, patience::isOver);
    }

    /** How long a call waits, by what it has seen of the job. Used by one thread. */
    private static final class Patience {
        private final long usefulAt;
        private final long overAt;
        private final Clock clock;
        private final Consumer<JobReport> onChange;
        private boolean useful;
        private boolean old;

        Patience(long callStart, Clock clock, Consumer<JobReport> onChange) {
            long late = Math.max(
                    0, System.nanoTime() - callStart - PATIENCE.minus(JOB_TIME).toNanos());
            usefulAt = callStart + USEFUL_AFTER.toNanos();
            overAt = callStart + PATIENCE.toNanos() + late;
            this.clock = clock;
            this.onChange = onChange;
        }

        void see(JobReport report) {
            useful = report.progress().filesIndexed() > 0;
            old = report.startedAt()
                    .filter(start -> start.plus(USEFUL_AFTER).isBefore(clock.instant()))
                    .isPresent();
            onChange.accept(report);
        }

        boolean isOver() {
            return (useful && old) || System.nanoTime() - (useful ? usefulAt : overAt) >= 0;
        }
    }
}
