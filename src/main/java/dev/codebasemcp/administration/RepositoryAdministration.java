package dev.codebasemcp.administration;

import dev.codebasemcp.database.AdvisoryLocks;
import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.LockKey;
import dev.codebasemcp.database.index.IndexStore;
import dev.codebasemcp.database.index.RepositoryRow;
import dev.codebasemcp.model.MachineId;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.model.RepositorySummary;
import dev.codebasemcp.paths.PathText;
import dev.codebasemcp.project.ProjectPlaces;
import dev.codebasemcp.project.ProjectResolver;
import dev.codebasemcp.project.ResolvedProject;
import dev.codebasemcp.project.SessionContext;
import dev.codebasemcp.provisioning.ProjectProvisioner;
import dev.codebasemcp.provisioning.ReadyProject;
import dev.codebasemcp.repositories.DirectoryRule;
import dev.codebasemcp.repositories.RepositoryNames;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What people do to the repositories of a project on purpose: list, remove, move, and take back those of a home that was
 * lost. No file of a repository is touched. Safe for any number of threads and processes.
 */
public final class RepositoryAdministration {
    private static final String REPOSITORY = "REPOSITORY";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Databases databases;
    private final ProjectResolver resolver;
    private final ProjectProvisioner provisioner;
    private final ProjectPlaces places;
    private final DirectoryRule rule;
    private final ProjectCounts counts;
    private final Supplier<MachineId> machine;

    /** Works as {@code machine}, which takes only directories that {@code rule} allows. */
    public RepositoryAdministration(
            Databases databases,
            ProjectResolver resolver,
            ProjectProvisioner provisioner,
            ProjectPlaces places,
            DirectoryRule rule,
            ProjectCounts counts,
            Supplier<MachineId> machine) {
        this.databases = databases;
        this.resolver = resolver;
        this.provisioner = provisioner;
        this.places = places;
        this.rule = rule;
        this.counts = counts;
        this.machine = machine;
    }

    /** Where the directory of a repository is. */
    public enum Place {
        /** On this machine. */
        HERE,
        /** It was on this machine, and is gone or not allowed any more. */
        GONE,
        /** On another machine. */
        ELSEWHERE,
        /** No machine has found it since the program knows machines. */
        UNKNOWN
    }

    /** A repository with what is indexed of it, and where it is. */
    public record Listed(RepositorySummary summary, Place place) {}

    /** The project of a directory, or the one that is named. */
    public ReadyProject project(Optional<String> named, Path directory) {
        ResolvedProject resolved =
                resolver.resolve(named, new SessionContext(Optional.of(directory), List.of(), directory));
        return provisioner.ensureReady(resolved);
    }

    /** All repositories of a project, by path. */
    public List<Listed> list(ReadyProject project) {
        return store(project).repositories().stream()
                .map(summary -> new Listed(summary, placeOf(summary)))
                .toList();
    }

    /**
     * Takes a repository out of a project, with all that is indexed of it.
     *
     * @param given id, path or name
     * @throws RejectedException if there is no such one, or a job is writing
     */
    public RepositoryRow remove(ReadyProject project, String given) {
        return change(project, store -> {
            RepositoryRow row = named(store, given);
            store.remove(row.id());
            store.sweep(Optional.empty(), () -> false);
            store.tidy(() -> false);
            return row;
        });
    }

    /**
     * Says that a repository is at another place of this machine now. What is indexed of it stays.
     *
     * @param given id, path or name
     * @param directory a real path
     * @throws RejectedException if there is no such one, another one is at that place, or a job is writing
     */
    public RepositoryRow move(ReadyProject project, String given, Path directory) {
        return change(project, store -> {
            RepositoryRow row = named(store, given);
            if (!store.move(row.id(), machine.get(), directory)) {
                throw new RejectedException("Another repository of this project is at " + directory
                        + "; remove it first, or remove the one at " + PathText.textOf(row.root()) + ".");
            }
            return row;
        });
    }

    /**
     * Makes those repositories this machine's own that another one, or none, had at directories that are here: for a home
     * that was lost, and for a container that was made anew. The project is known here then by the configs that named it
     * there.
     *
     * @param lost the machine that is no more
     * @return those that were taken over, as they were before
     * @throws RejectedException if no machine is named, and another one has repositories at directories that are here: it
     *     may be alive
     */
    public List<RepositoryRow> claim(ReadyProject project, Optional<MachineId> lost) {
        List<RepositoryRow> claimed = change(
                project,
                store -> claimable(store, lost).stream()
                        .filter(row -> store.move(row.id(), machine.get(), row.root()))
                        .toList());
        claimed.stream()
                .map(RepositoryRow::machine)
                .flatMap(Optional::stream)
                .distinct()
                .forEach(before -> places.takeFrom(before, project.id()));
        return claimed;
    }

    private List<RepositoryRow> claimable(IndexStore store, Optional<MachineId> lost) {
        List<RepositoryRow> found = store.repositoryRows().stream()
                .filter(row -> !row.isOf(machine.get()))
                .filter(row -> lost.isEmpty()
                        || row.machine().isEmpty()
                        || row.machine().equals(lost))
                .filter(row -> rule.isHere(row.root()))
                .toList();
        if (lost.isEmpty() && found.stream().anyMatch(row -> row.machine().isPresent())) {
            throw new RejectedException("These directories exist here, but belong to other machines: "
                    + found.stream()
                            .filter(row -> row.machine().isPresent())
                            .map(row -> PathText.textOf(row.root()) + " of "
                                    + row.machine().orElseThrow())
                            .collect(Collectors.joining(", "))
                    + ". Name the one that is lost: --machine ID. One that is alive would lose its index of them.");
        }
        return found;
    }

    private Place placeOf(RepositorySummary row) {
        if (row.machine().isEmpty()) {
            return Place.UNKNOWN;
        }
        if (!row.machine().equals(Optional.of(machine.get()))) {
            return Place.ELSEWHERE;
        }
        return rule.isHere(row.root()) ? Place.HERE : Place.GONE;
    }

    private RepositoryRow named(IndexStore store, String given) {
        return new RepositoryNames(store.repositoryRows(), machine.get()).require(REPOSITORY, given);
    }

    private static IndexStore store(ReadyProject project) {
        return new IndexStore(project.database());
    }

    /** Only one at a time writes to an index, in whatever process. */
    private <T> T change(ReadyProject project, Function<IndexStore, T> work) {
        AdvisoryLocks.Held writing = databases.locks().hold(LockKey.ofIndexing(project.databaseName()), TIMEOUT);
        try {
            return work.apply(store(project));
        } finally {
            writing.close();
            counts.count(project.databaseName());
        }
    }
}
