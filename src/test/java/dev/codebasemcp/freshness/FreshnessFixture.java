package dev.codebasemcp.freshness;

import dev.codebasemcp.administration.ProjectCounts;
import dev.codebasemcp.config.AllowedRoots;
import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.index.IndexStore;
import dev.codebasemcp.database.index.RepositoryRow;
import dev.codebasemcp.files.FileSystemCalls;
import dev.codebasemcp.indexing.DriftCheck;
import dev.codebasemcp.indexing.IndexDump;
import dev.codebasemcp.indexing.IndexFixture;
import dev.codebasemcp.indexing.IndexSettings;
import dev.codebasemcp.model.Job;
import dev.codebasemcp.model.JobId;
import dev.codebasemcp.model.JobProgress;
import dev.codebasemcp.model.JobReport;
import dev.codebasemcp.model.Machines;
import dev.codebasemcp.model.RepositoryId;
import dev.codebasemcp.provisioning.ProvisioningFixture;
import dev.codebasemcp.provisioning.ReadyProject;
import dev.codebasemcp.repositories.DirectoryRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A project with one repository, and the means to index it. */
final class FreshnessFixture {
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    final ProvisioningFixture services;
    final Path root;
    final ReadyProject project;
    final FreshnessCheck check;
    private final Databases databases;

    FreshnessFixture(Path folder, Databases databases) throws IOException {
        this.services = new ProvisioningFixture(databases);
        this.root = Files.createDirectories(folder.resolve("tree")).toRealPath();
        this.project = services.ready(ProvisioningFixture.named(folder.resolve("config"), "fresh"));
        this.databases = databases;
        this.check = check(ProcessLifetime.SESSION);
    }

    /** A check in a process of that kind. */
    FreshnessCheck check(ProcessLifetime lifetime) {
        return new FreshnessCheck(
                databases,
                new DriftCheck(IndexFixture.SCANNER, IndexFixture.KNOWN_FILES),
                IndexFixture.quick(databases),
                services.queue,
                new DirectoryRule(AllowedRoots.ANY, new FileSystemCalls()),
                new ProjectCounts(databases),
                () -> Machines.HERE,
                Clock.systemUTC(),
                lifetime);
    }

    void index() throws InterruptedException {
        index(progress -> false);
    }

    void index(Predicate<JobProgress> stop) throws InterruptedException {
        IndexFixture.runner(services.databases, IndexSettings.BATCH_CHUNKS)
                .run(
                        new Job(
                                JobId.random(),
                                project.id(),
                                project.databaseName(),
                                root,
                                false,
                                Optional.of(Machines.HERE)),
                        new IndexFixture.StoppingControl(stop));
    }

    ProjectFreshness refresh() {
        return refresh(check);
    }

    ProjectFreshness refresh(FreshnessCheck check) {
        return check.refresh(project.id(), project.databaseName(), repositories());
    }

    void sql(String statement) {
        project.database().write(connection -> {
            try (Statement sql = connection.createStatement()) {
                return sql.executeUpdate(statement);
            }
        });
    }

    /** A busy machine may need longer than the timeout; then the check continues in the background. */
    ProjectFreshness seenBy(FreshnessMonitor watch) throws InterruptedException {
        ProjectFreshness seen = watch.begin(project, repositories()).await();
        while (!seen.complete()) {
            seen = watch.begin(project, repositories()).await();
        }
        return seen;
    }

    Set<RepositoryId> repositories() {
        return store().repositoryRows().stream().map(RepositoryRow::id).collect(Collectors.toSet());
    }

    IndexStore store() {
        return new IndexStore(project.database());
    }

    Set<String> dump() {
        return IndexDump.of(store());
    }

    long generation() {
        return store().read(snapshot -> snapshot.generation());
    }

    List<JobReport> jobs() {
        return services.queue.list(project.id(), Optional.empty(), 10);
    }

    void cancelAll() throws InterruptedException {
        for (JobReport job : jobs()) {
            services.queue.cancel(job.job().id());
        }
    }

    /** Makes all files so old that their stamps prove that they did not change. */
    void age() throws IOException {
        age(root);
    }

    /** The same for the files below a directory; those that are indexed are touched by it. */
    void age(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.setLastModifiedTime(file, FileTime.from(LONG_AGO));
            }
        }
    }
}
