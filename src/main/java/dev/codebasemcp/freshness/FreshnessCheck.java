package dev.codebasemcp.freshness;

import dev.codebasemcp.administration.ProjectCounts;
import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.index.IndexSnapshot;
import dev.codebasemcp.database.index.IndexStore;
import dev.codebasemcp.database.index.RepositoryRow;
import dev.codebasemcp.indexing.Drift;
import dev.codebasemcp.indexing.DriftCheck;
import dev.codebasemcp.indexing.QuickRefresh;
import dev.codebasemcp.jobs.JobQueue;
import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.JobId;
import dev.codebasemcp.model.JobReport;
import dev.codebasemcp.model.JobStatus;
import dev.codebasemcp.model.MachineId;
import dev.codebasemcp.model.ProjectId;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.model.RepositoryId;
import dev.codebasemcp.model.UnavailableException;
import dev.codebasemcp.paths.PathText;
import dev.codebasemcp.repositories.DirectoryRule;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Compares a project's repositories with their files and indexes the changes: a few files at once, more by a job.
 * Thread-safe.
 *
 * <p>A missing or empty directory keeps its index, because its disk may not be mounted. A repository whose last run was
 * cancelled is not indexed without a request.
 */
public final class FreshnessCheck {
    /** No new job starts for this long after a failed one: it would most likely fail too. */
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);

    private final Databases databases;
    private final DriftCheck drifts;
    private final QuickRefresh quick;
    private final JobQueue queue;
    private final DirectoryRule rule;
    private final ProjectCounts counts;
    private final Supplier<MachineId> machine;
    private final Clock clock;
    private final ProcessLifetime lifetime;
    private final Map<RepositoryId, JobId> lastJobs = new ConcurrentHashMap<>();

    /**
     * Checks only repositories of this machine that {@code rule} allows.
     *
     * @param lifetime of this process; a {@link ProcessLifetime#COMMAND} submits no jobs, since it could not run them
     */
    public FreshnessCheck(
            Databases databases,
            DriftCheck drifts,
            QuickRefresh quick,
            JobQueue queue,
            DirectoryRule rule,
            ProjectCounts counts,
            Supplier<MachineId> machine,
            Clock clock,
            ProcessLifetime lifetime) {
        this.databases = databases;
        this.drifts = drifts;
        this.quick = quick;
        this.queue = queue;
        this.rule = rule;
        this.counts = counts;
        this.machine = machine;
        this.clock = clock;
        this.lifetime = lifetime;
    }

    /** Compares this machine's repositories with their files; indexes nothing. */
    public List<RepositoryFreshness> compare(DatabaseName database) {
        IndexStore store = new IndexStore(databases.project(database));
        DriftCheck.Indexed indexed = drifts.indexed(store);
        List<RepositoryFreshness> results = new ArrayList<>();
        for (RepositoryRow row : ofThisMachine(indexed)) {
            results.add(unavailable(row)
                    .orElseGet(() -> drifts.check(store, row, indexed.generation())
                            .map(drift -> stale(row, drift, false, emptied(drift)))
                            .orElseGet(() -> notChecked(row))));
        }
        return results;
    }

    ProcessLifetime lifetime() {
        return lifetime;
    }

    /** The generation of a project's index, which changes with each write. */
    long generation(DatabaseName database) {
        return new IndexStore(databases.project(database)).read(IndexSnapshot::generation);
    }

    private List<RepositoryRow> ofThisMachine(DriftCheck.Indexed indexed) {
        return indexed.repositories().stream()
                .filter(row -> row.isOf(machine.get()))
                .toList();
    }

    /** Compares the {@code wanted} repositories of this machine with their files, and refreshes their index. */
    ProjectFreshness refresh(ProjectId project, DatabaseName database, Set<RepositoryId> wanted) {
        IndexStore store = new IndexStore(databases.project(database));
        Set<Path> busy = busy(project);
        List<RepositoryFreshness> results = new ArrayList<>();
        boolean changed = false;
        for (int i = 0; ; i++) {
            // Read again each time, because a refresh creates a new generation.
            DriftCheck.Indexed indexed = drifts.indexed(store);
            List<RepositoryRow> rows = ofThisMachine(indexed).stream()
                    .filter(candidate -> wanted.contains(candidate.id()))
                    .toList();
            if (i >= rows.size()) {
                return new ProjectFreshness(results, changed, true);
            }
            RepositoryRow row = rows.get(i);
            Optional<RepositoryFreshness> unavailable = unavailable(row);
            Optional<Drift> drift =
                    unavailable.isPresent() ? Optional.empty() : drifts.check(store, row, indexed.generation());
            QuickRefresh.Result result = drift.filter(found -> isQuick(found, busy))
                    .map(found -> quick.refresh(database, found))
                    .orElse(QuickRefresh.Result.BUSY);
            changed |= result == QuickRefresh.Result.WRITTEN;
            results.add(unavailable
                    .or(() -> drift.map(found -> result == QuickRefresh.Result.BUSY
                            ? submitIfNeeded(new Target(project, database), found, busy)
                            : RepositoryFreshness.fresh(row.id())))
                    .orElseGet(() -> notChecked(row)));
        }
    }

    /** Does the maintenance that can wait until a check that changed the index has returned its result. */
    void finish(DatabaseName database, Set<RepositoryId> wanted) {
        quick.tidy(database);
        counts.count(database);
        if (lifetime == ProcessLifetime.SESSION) {
            drifts.prepare(new IndexStore(databases.project(database)), wanted);
        }
    }

    private boolean isQuick(Drift drift, Set<Path> busy) {
        return !drift.none() && !drift.empty() && !isBusy(drift.repository(), busy) && quick.fits(drift);
    }

    /** A project and its database. */
    private record Target(ProjectId project, DatabaseName database) {}

    /** Reports a drift that was not refreshed at once; submits a job if one is needed. */
    private RepositoryFreshness submitIfNeeded(Target target, Drift drift, Set<Path> busy) {
        RepositoryRow row = drift.repository();
        if (isBusy(row, busy)) {
            return stale(row, drift, true, Optional.empty());
        }
        Optional<String> obstacle = emptied(drift).or(() -> unfinished(row)).or(() -> failedRecently(row));
        boolean idle = drift.isOnlyUnsure() && !drift.isSettled(clock.instant());
        if (drift.none() || idle || obstacle.isPresent()) {
            return stale(row, drift, false, drift.none() ? Optional.empty() : obstacle);
        }
        if (lifetime == ProcessLifetime.COMMAND) {
            return stale(
                    row, drift, false, drift.staleFiles() > 0 ? Optional.of(remainingWork(drift)) : Optional.empty());
        }
        lastJobs.put(
                row.id(),
                queue.submit(target.project(), target.database(), row.root(), false)
                        .job()
                        .id());
        return stale(row, drift, drift.staleFiles() > 0, Optional.empty());
    }

    private Set<Path> busy(ProjectId project) {
        return queue.unfinished(project).stream()
                .map(report -> report.job().root())
                .collect(Collectors.toSet());
    }

    private static boolean isBusy(RepositoryRow row, Set<Path> busy) {
        return busy.contains(row.root());
    }

    private Optional<RepositoryFreshness> unavailable(RepositoryRow row) {
        try {
            rule.check("repository", PathText.textOf(row.root()));
            return Optional.empty();
        } catch (UnavailableException unanswered) {
            return Optional.of(unknown(row, String.valueOf(unanswered.getMessage())));
        } catch (RejectedException unusable) {
            String note = "What was indexed of a repository cannot be compared with its files. " + unusable.getMessage()
                    + " If it was moved, index its new place.";
            return Optional.of(unknown(row, note));
        }
    }

    private static Optional<String> emptied(Drift drift) {
        return drift.empty()
                ? Optional.of("There are no files below "
                        + PathText.textOf(drift.repository().root())
                        + " any more, so its index was kept. If that is intended, index it again.")
                : Optional.empty();
    }

    private static Optional<String> unfinished(RepositoryRow row) {
        return row.complete()
                ? Optional.empty()
                : Optional.of("The last indexing of " + PathText.textOf(row.root())
                        + " was stopped before its end; index it again to have the rest.");
    }

    private String remainingWork(Drift drift) {
        return quick.fits(drift)
                ? "The index could not be brought up to date at the moment; search again in a while."
                : "That is more than a search brings up to date; index "
                        + PathText.textOf(drift.repository().root()) + " again.";
    }

    private Optional<String> failedRecently(RepositoryRow row) {
        return Optional.ofNullable(lastJobs.get(row.id()))
                .flatMap(queue::find)
                .filter(job -> job.status() == JobStatus.FAILED || job.status() == JobStatus.CANCELLED)
                .filter(job -> job.completedAt()
                        .filter(end -> clock.instant().isBefore(end.plus(AFTER_FAILURE)))
                        .isPresent())
                .map(FreshnessCheck::failureNote);
    }

    private static String failureNote(JobReport job) {
        return "The index of " + job.job().root() + " could not be brought up to date: " + job.message();
    }

    private static RepositoryFreshness stale(
            RepositoryRow row, Drift drift, boolean refreshing, Optional<String> note) {
        return new RepositoryFreshness(row.id(), drift.staleFiles(), refreshing, note);
    }

    private static RepositoryFreshness notChecked(RepositoryRow row) {
        return unknown(row, "There was no time to look at the files of " + PathText.textOf(row.root()) + ".");
    }

    private static RepositoryFreshness unknown(RepositoryRow row, String note) {
        return new RepositoryFreshness(row.id(), 0, false, Optional.of(note));
    }
}
