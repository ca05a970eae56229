package dev.codebasemcp;

import dev.codebasemcp.database.registry.JobsTable;
import dev.codebasemcp.database.registry.ProjectsTable;
import dev.codebasemcp.freshness.FreshnessCheck;
import dev.codebasemcp.freshness.FreshnessMonitor;
import dev.codebasemcp.git.GitCommand;
import dev.codebasemcp.indexing.DriftCheck;
import dev.codebasemcp.indexing.IndexJob;
import dev.codebasemcp.indexing.IndexSettings;
import dev.codebasemcp.indexing.KnownFiles;
import dev.codebasemcp.indexing.MovedRepositories;
import dev.codebasemcp.indexing.QuickRefresh;
import dev.codebasemcp.indexing.RepositoryIdentity;
import dev.codebasemcp.indexing.scan.GitUser;
import dev.codebasemcp.indexing.scan.RepositoryScanner;
import dev.codebasemcp.jobs.JobQueue;
import dev.codebasemcp.jobs.JobRunner;
import dev.codebasemcp.jobs.JobWorker;
import dev.codebasemcp.repositories.DirectoryCheckedRunner;
import java.time.Duration;

/** The parts that index repositories and keep their indexes current. */
final class IndexingParts {
    /** A job can wait for the first commit of a very long history. */
    static final GitCommand GIT = new GitCommand("git", Duration.ofSeconds(20));

    private final CommonParts common;
    private final ContentParts content;
    private final Activity activity;
    private final KnownFiles knownFiles = new KnownFiles();
    private final RepositoryScanner scanner;
    private final IndexSettings indexing;
    private final JobQueue queue;
    private final MovedRepositories moved;
    private final JobWorker worker;
    private final FreshnessMonitor freshness;

    /**
     * Creates the parts.
     *
     * @param activity counts the jobs that run
     * @param user whose git settings decide what is ignored
     */
    IndexingParts(CommonParts common, ContentParts content, ProjectsTable projects, Activity activity, GitUser user) {
        this.common = common;
        this.content = content;
        this.activity = activity;
        scanner =
                new RepositoryScanner(user, common.settings().allowedRoots()::hold, common.configs()::wantsSubmodules);
        indexing = IndexSettings.of(common.settings().indexing());
        queue = new JobQueue(new JobsTable(common.databases()::registry, common.clock()), common.machine());
        RepositoryIdentity identity = new RepositoryIdentity(GIT, common.configs());
        moved = new MovedRepositories(identity::of, scanner::reaches, common.calls());
        worker = new JobWorker(
                queue, common.databases()::locks, projects, common.directories()::isHere, noted(guarded(job())));
        freshness = new FreshnessMonitor(freshnessCheck(), System::nanoTime, FreshnessMonitor.daemons());
    }

    private JobRunner job() {
        return new IndexJob(
                common.databases(),
                content.embedder(),
                content.preparers(),
                scanner,
                common.calls(),
                moved,
                knownFiles,
                indexing,
                common.clock());
    }

    private JobRunner guarded(JobRunner job) {
        return new DirectoryCheckedRunner(common.directories(), common.counts().after(job));
    }

    private JobRunner noted(JobRunner runner) {
        return (job, control) -> {
            Activity.Work work = activity.begin();
            try {
                return runner.run(job, control);
            } finally {
                work.close();
            }
        };
    }

    private FreshnessCheck freshnessCheck() {
        QuickRefresh refresh = new QuickRefresh(
                common.databases(), content.embedder(), content.preparers(), common.calls(), indexing, common.clock());
        return new FreshnessCheck(
                common.databases(),
                new DriftCheck(scanner, knownFiles),
                refresh,
                queue,
                common.directories(),
                common.counts(),
                common.machine(),
                common.clock(),
                common.lifetime());
    }

    JobQueue queue() {
        return queue;
    }

    MovedRepositories moved() {
        return moved;
    }

    JobWorker worker() {
        return worker;
    }

    FreshnessMonitor freshness() {
        return freshness;
    }

    /** Gives back the memory of what can be read again. */
    void release() {
        knownFiles.clear();
    }

    void close() {
        worker.close();
        freshness.close();
    }
}
