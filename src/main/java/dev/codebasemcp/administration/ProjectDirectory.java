package dev.codebasemcp.administration;

import dev.codebasemcp.database.registry.ProjectRow;
import dev.codebasemcp.database.registry.ProjectStatsTable.Listed;
import dev.codebasemcp.model.IndexStats;
import dev.codebasemcp.model.MachineId;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.model.RepositorySummary;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Lists the projects and their contents without opening their databases. Thread-safe. */
public final class ProjectDirectory {
    /** Limits the counting of projects without stored counts: those of older versions or with a recreated database. */
    private static final Duration COUNT_TIMEOUT = Duration.ofSeconds(2);

    private final ProjectCounts counts;
    private final Supplier<MachineId> machine;
    private final LongSupplier nanos;

    /**
     * Creates a directory of the registry's projects from the view of {@code machine}.
     *
     * @param nanos a monotonic clock, in nanoseconds
     */
    public ProjectDirectory(ProjectCounts counts, Supplier<MachineId> machine, LongSupplier nanos) {
        this.counts = counts;
        this.machine = machine;
        this.nanos = nanos;
    }

    /**
     * A page of registered projects, sorted by name.
     *
     * @param total the number of registered projects
     * @param nextCursor the cursor of the next page; empty on the last page
     */
    public record Page(List<ProjectSummary> projects, long total, Optional<String> nextCursor) {
        public Page {
            projects = List.copyOf(projects);
        }
    }

    /**
     * Lists registered projects by name, with the contents of their index after its last change.
     *
     * @param cursor the {@link Page#nextCursor} of the page before; empty for the first page
     * @throws RejectedException if the cursor is invalid
     */
    public Page list(Optional<String> cursor, int limit) {
        List<Listed> found =
                counts.stored().page(cursor.map(ProjectDirectory::name).orElse(""), limit + 1);
        List<Listed> page = found.subList(0, Math.min(limit, found.size()));
        long deadline = nanos.getAsLong() + COUNT_TIMEOUT.toNanos();
        List<ProjectSummary> projects = new ArrayList<>();
        for (Listed listed : page) {
            projects.add(summary(
                    listed,
                    listed.stats()
                            .or(() ->
                                    nanos.getAsLong() - deadline < 0 ? counted(listed.project()) : Optional.empty())));
        }
        return new Page(
                projects,
                counts.stored().count(),
                found.size() > limit
                        ? Optional.of(cursor(page.get(limit - 1).project().name()))
                        : Optional.empty());
    }

    /** Returns all registered projects by name, with the stored counts alone: opens no project's database. */
    public List<ProjectSummary> stored() {
        return counts.stored().page("", Integer.MAX_VALUE).stream()
                .map(listed -> summary(listed, listed.stats()))
                .toList();
    }

    private Optional<IndexStats> counted(ProjectRow project) {
        return project.ready() && project.databaseOid().isPresent()
                ? counts.count(project.database())
                : Optional.empty();
    }

    private ProjectSummary summary(Listed listed, Optional<IndexStats> stats) {
        ProjectRow project = listed.project();
        return new ProjectSummary(
                project.id(),
                project.name(),
                project.database(),
                project.state(),
                listed.tags(),
                stats.map(IndexStats::sizeBytes),
                stats.map(IndexStats::repositories).orElse(List.of()).stream()
                        .map(this::summary)
                        .toList(),
                stats.map(IndexStats::languages).orElse(Map.of()));
    }

    private RepositorySummary summary(RepositorySummary repository) {
        return new RepositorySummary(
                repository.id(),
                repository.machine().filter(other -> !other.equals(machine.get())),
                repository.root(),
                repository.files(),
                repository.chunks(),
                repository.indexedAt());
    }

    /** Encoded, because clients must treat cursors as opaque. */
    private static String cursor(String name) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(name.getBytes(StandardCharsets.UTF_8));
    }

    private static String name(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException unknown) {
            throw new RejectedException(
                    "cursor: not one that list_projects gave. Leave it out for the first projects.", unknown);
        }
    }
}
