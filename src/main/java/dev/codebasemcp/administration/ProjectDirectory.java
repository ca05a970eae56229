package dev.codebasemcp.administration;

import dev.codebasemcp.database.registry.ProjectRow;
import dev.codebasemcp.database.registry.ProjectStatsTable.Listed;
import dev.codebasemcp.model.IndexStats;
import dev.codebasemcp.model.MachineId;
import dev.codebasemcp.model.ProjectState;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.model.RepositorySummary;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Lists the projects and what is in them, without opening their databases. Safe for many threads. */
public final class ProjectDirectory {
    /** For projects that were never counted: those of an older version, and those whose database was made anew. */
    private static final Duration COUNTING = Duration.ofSeconds(2);

    private final ProjectCounts counts;
    private final Supplier<MachineId> machine;
    private final LongSupplier nanos;

    /**
     * Tells of the projects in the registry, as {@code machine} sees them.
     *
     * @param nanos a clock that only ever goes forward, in nanoseconds
     */
    public ProjectDirectory(ProjectCounts counts, Supplier<MachineId> machine, LongSupplier nanos) {
        this.counts = counts;
        this.machine = machine;
        this.nanos = nanos;
    }

    /**
     * Some of the registered projects, by name.
     *
     * @param total how many there are
     * @param nextCursor where the rest begins; empty if there is none
     */
    public record Page(List<ProjectSummary> projects, long total, Optional<String> nextCursor) {
        public Page {
            projects = List.copyOf(projects);
        }
    }

    /**
     * Registered projects by name, with what they held when their index was changed last.
     *
     * @param cursor of the page before; empty for the first page
     * @throws RejectedException if no page had that cursor
     */
    public Page list(Optional<String> cursor, int limit) {
        List<Listed> found =
                counts.stored().page(cursor.map(ProjectDirectory::name).orElse(""), limit + 1);
        List<Listed> page = found.subList(0, Math.min(limit, found.size()));
        long deadline = nanos.getAsLong() + COUNTING.toNanos();
        List<ProjectSummary> projects = new ArrayList<>();
        for (Listed listed : page) {
            projects.add(summary(
                    listed.project(),
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

    private Optional<IndexStats> counted(ProjectRow project) {
        return project.ready() && project.databaseOid().isPresent()
                ? counts.count(project.database())
                : Optional.empty();
    }

    private ProjectSummary summary(ProjectRow project, Optional<IndexStats> figures) {
        ProjectState state = project.databaseOid().isEmpty()
                ? ProjectState.MISSING
                : project.ready() ? ProjectState.READY : ProjectState.CREATING;
        return new ProjectSummary(
                project.id(),
                project.name(),
                project.database(),
                state,
                figures.map(IndexStats::sizeBytes),
                figures.map(IndexStats::repositories).orElse(List.of()).stream()
                        .map(this::summary)
                        .toList());
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

    /** Opaque to clients, which must not make their own. */
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
