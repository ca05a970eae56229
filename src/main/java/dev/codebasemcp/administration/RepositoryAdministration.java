package dev.codebasemcp.administration;

import dev.codebasemcp.database.AdvisoryLocks;
import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.LockKey;
import dev.codebasemcp.database.index.IndexStore;
import dev.codebasemcp.database.index.RepositoryRow;
import dev.codebasemcp.model.MachineId;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.model.RepositoryId;
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
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Lists, removes, moves and claims the repositories of a project on a user's request. Changes no file of a repository.
 * Safe for any number of threads and processes.
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

    /** Creates an administration for {@code machine} and the directories that {@code rule} allows. */
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

    /** The location of a repository's directory. */
    public enum Place {
        /** On this machine. */
        HERE,
        /** On this machine, but gone or no longer allowed. */
        GONE,
        /** On another machine. */
        ELSEWHERE,
        /** From a version without machine ids; no machine has claimed it since. */
        UNKNOWN
    }

    /** A repository with its indexed contents and its location. */
    public record Listed(RepositorySummary summary, Place place) {}

    /** Returns the named project, or else the project of {@code directory}. */
    public ReadyProject project(Optional<String> named, Path directory) {
        ResolvedProject resolved = resolver.resolve(named, SessionContext.at(directory));
        return provisioner.ensureReady(resolved);
    }

    /**
     * Returns the named project to a caller without a directory. Creates, migrates and changes nothing.
     *
     * @throws dev.codebasemcp.model.UnavailableException if the project is not ready
     */
    public ReadyProject existing(String named) {
        return provisioner.requireReady(resolver.resolve(Optional.of(named), SessionContext.NOWHERE));
    }

    /** Returns all repositories of a project, sorted by path. */
    public List<Listed> list(ReadyProject project) {
        return store(project).repositories().stream()
                .map(summary -> new Listed(summary, placeOf(summary)))
                .toList();
    }

    /** Returns the roots of all repositories of a project; those of other machines are paths there. */
    public Map<RepositoryId, Path> roots(ReadyProject project) {
        return store(project).repositoryRows().stream()
                .collect(Collectors.toUnmodifiableMap(RepositoryRow::id, RepositoryRow::root));
    }

    /** Returns a repository of a project, on whichever machine it is. */
    public Optional<RepositoryRow> find(ReadyProject project, RepositoryId id) {
        return store(project).repositoryRows().stream()
                .filter(row -> row.id().equals(id))
                .findFirst();
    }

    /**
     * Removes a repository and its index from a project.
     *
     * @param given id, path or name
     * @param confirmed whether the user wants to lose the index
     * @throws RejectedException if there is no such repository, if the removal is not confirmed, or if a job is writing;
     *     changes nothing then
     */
    public RepositoryRow remove(ReadyProject project, String given, boolean confirmed) {
        RepositoryRow named = named(store(project), given);
        if (!confirmed) {
            throw new RejectedException("This removes the repository " + PathText.textOf(named.root()) + " ("
                    + named.id() + ") from the project '" + project.name() + "' with all that is indexed of it. Its"
                    + " files stay. To do it, add --yes.");
        }
        return change(project, store -> removed(store, named.id().toString()));
    }

    /**
     * Removes a repository and its index from a project, whose user wants to lose it. Waits for no job.
     *
     * @throws RejectedException if there is no such repository, or if a job is writing; changes nothing then
     */
    public RepositoryRow removeUnlessBusy(ReadyProject project, RepositoryId id) {
        AdvisoryLocks.Held writing = databases
                .locks()
                .tryHold(LockKey.ofIndexing(project.databaseName()))
                .orElseThrow(() -> new RejectedException("A job is writing into the project '" + project.name()
                        + "'. Wait for its end or cancel it, then remove the repository; nothing was changed."));
        return change(project, writing, store -> removed(store, id.toString()));
    }

    private RepositoryRow removed(IndexStore store, String id) {
        RepositoryRow row = named(store, id);
        store.remove(row.id());
        store.sweep(Optional.empty(), () -> false);
        store.tidy(() -> false);
        return row;
    }

    /**
     * Records the new directory of a moved repository on this machine. Its index stays.
     *
     * @param given id, path or name
     * @param directory a real path
     * @throws RejectedException if there is no such repository, another one is at that directory, or a job is writing
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
     * Moves repositories of a lost machine, or of none, to this machine if their directories exist here. For a lost
     * home or a recreated container. The configs that identified the project there identify it here afterwards.
     *
     * @param lost the machine that no longer exists
     * @return the claimed repositories in their previous state
     * @throws RejectedException if no machine is named, and another one, which may be alive, has repositories at
     *     directories that exist here
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

    /** Runs {@code work} under the lock that allows one writer per index over all processes. */
    private <T> T change(ReadyProject project, Function<IndexStore, T> work) {
        return change(project, databases.locks().hold(LockKey.ofIndexing(project.databaseName()), TIMEOUT), work);
    }

    /** Runs {@code work} under that lock, and gives it back. */
    private <T> T change(ReadyProject project, AdvisoryLocks.Held writing, Function<IndexStore, T> work) {
        boolean isDone = false;
        try {
            T result = work.apply(store(project));
            isDone = true;
            return result;
        } finally {
            writing.close();
            counts.afterChange(project.databaseName(), isDone);
        }
    }
}
