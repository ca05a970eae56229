package dev.codebasemcp.provisioning;

import dev.codebasemcp.database.AdvisoryLocks;
import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.LockKey;
import dev.codebasemcp.database.registry.ProjectRetirement;
import dev.codebasemcp.database.registry.ProjectRow;
import dev.codebasemcp.database.registry.ProjectsTable;
import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.JobId;
import dev.codebasemcp.model.ProjectId;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.model.UnavailableException;
import dev.codebasemcp.project.ConfigSearch;
import dev.codebasemcp.project.ConfigWriteBack;
import dev.codebasemcp.project.ProjectConfig;
import dev.codebasemcp.project.ProjectLookup;
import dev.codebasemcp.project.ProjectName;
import dev.codebasemcp.project.ResolutionTier;
import dev.codebasemcp.project.ResolvedProject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * What people do to projects on purpose: make, rename, move and delete them. Nothing else deletes anything. Safe for any
 * number of threads and processes; each change holds the locks of the names that it is about.
 */
public final class ProjectAdministration {
    private static final String PROJECT = "PROJECT";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Databases databases;
    private final ProjectsTable projects;
    private final ProjectLookup lookup;
    private final ProjectRetirement retirement;
    private final ProjectProvisioner provisioner;
    private final ConfigSearch configs;

    public ProjectAdministration(
            Databases databases,
            ProjectsTable projects,
            ProjectProvisioner provisioner,
            ConfigSearch configs,
            Clock clock) {
        this.databases = databases;
        this.projects = projects;
        this.lookup = new ProjectLookup(projects);
        this.retirement = new ProjectRetirement(databases::registry, clock);
        this.provisioner = provisioner;
        this.configs = configs;
    }

    /**
     * What became of a project.
     *
     * @param before its row before the change
     * @param config its config file, if there is one
     * @param notes what the user should know
     */
    public record Change(ProjectRow before, Optional<Path> config, List<String> notes) {
        public Change {
            notes = List.copyOf(notes);
        }
    }

    /**
     * Makes a project and its database.
     *
     * @param directory where to write a config that names it; a real path
     * @throws RejectedException if the name is taken, or the directory has a config
     */
    public ReadyProject create(String name, Optional<Path> directory) {
        ProjectName.check(name);
        checkFree(name);
        Optional<Path> file = directory.map(place -> ConfigWriteBack.create(place, name));
        try {
            return provisioner.ensureReady(proposal(name, directory.flatMap(configs::nearest)));
        } catch (RuntimeException failure) {
            file.ifPresent(ConfigWriteBack::withdraw);
            throw failure;
        }
    }

    /**
     * Gives a project another name, in the registry and in the config that made it. Its id and its database stay.
     *
     * @param project id or exact name
     * @throws RejectedException if the name is taken, or the config cannot be changed: the next request would undo it
     */
    public Change rename(String project, String name) {
        ProjectName.check(name);
        ProjectRow row = lookup.require(PROJECT, project);
        return locked(row, Set.of(row.name(), name), () -> {
            checkFree(name);
            Optional<ProjectConfig> config = ownConfig(row);
            config.ifPresent(found -> ConfigWriteBack.identify(found, row.id(), name));
            // Between the file and the row, a request on that file makes the same change.
            if (!projects.rename(row.id(), name) && !hasName(row, name)) {
                throw new UnavailableException("The project '" + row.name() + "' or the name '" + name
                        + "' was changed by another request at the same time; look at list_projects.");
            }
            return new Change(row, config.map(ProjectConfig::file), otherCheckouts(row));
        });
    }

    /**
     * Makes a directory the one that the project comes from: its config names the project afterwards. For a repository
     * that was moved, cloned again, or whose config lost its id.
     *
     * @param project id or exact name
     * @param directory a real path
     * @throws RejectedException if its config is invalid, cannot be changed, or names another database
     */
    public Change adopt(String project, Path directory) {
        ProjectRow row = lookup.require(PROJECT, project);
        return locked(row, Set.of(row.name()), () -> {
            Optional<ProjectConfig> present = configs.in(directory);
            ProjectConfig config = present.orElseGet(() -> written(directory, row.name()));
            config.database().filter(name -> !name.equals(row.database())).ifPresent(other -> {
                throw new RejectedException(config.file() + ": the field \"project.database_name\" is " + other
                        + ", but the project '" + row.name() + "' has " + row.database()
                        + ". Set it to that or leave it out.");
            });
            ConfigWriteBack.identify(config, row.id(), row.name());
            projects.moveTo(row.id(), directory.toString());
            return new Change(row, Optional.of(config.file()), left(row, config));
        });
    }

    /**
     * Deletes a project: its row and its database. Files stay, as do other databases and the records of its jobs.
     *
     * @param project id or exact name
     * @param confirmation the project's exact name
     * @throws RejectedException if the confirmation differs or a job runs in any process; nothing is changed then
     */
    public Change delete(String project, Optional<String> confirmation) {
        ProjectRow row = lookup.require(PROJECT, project);
        if (!confirmation.equals(Optional.of(row.name()))) {
            throw new RejectedException("This deletes the project '" + row.name() + "' (" + row.id()
                    + ") with its database " + row.database() + " and all that is indexed in it. To do it, confirm with"
                    + " its exact name: --confirm '" + row.name() + "'"
                    + confirmation.map(given -> " (given: '" + given + "')").orElse("") + ".");
        }
        return locked(row, Set.of(row.name()), () -> {
            AdvisoryLocks.Held writing = databases
                    .locks()
                    .tryHold(LockKey.ofIndexing(row.database()))
                    .orElseThrow(() -> busy(row, "a job is writing into it"));
            try {
                return deleteIdle(confirmed(row));
            } finally {
                writing.close();
            }
        });
    }

    /** The row under the locks; a name that was changed meanwhile is not the one that was confirmed. */
    private ProjectRow confirmed(ProjectRow before) {
        ProjectRow row = lookup.require(PROJECT, before.id().toString());
        if (!row.name().equals(before.name())) {
            throw new RejectedException("Meanwhile the project '" + before.name() + "' was renamed to '" + row.name()
                    + "'; nothing was deleted.");
        }
        return row;
    }

    /** First out of use, then the database, then the row: what a crash leaves is listed, and can be deleted again. */
    private Change deleteIdle(ProjectRow row) {
        Optional<JobId> running = retirement.retire(row.id(), "The project was deleted before this was done.");
        if (running.isPresent()) {
            throw busy(row, "the job " + running.get() + " is running");
        }
        databases.drop(row.database());
        projects.remove(row.id());
        Optional<Path> config =
                row.createdFrom().map(Path::of).map(ConfigSearch::fileIn).filter(Files::exists);
        return new Change(
                row,
                config,
                config
                        .map(file -> file + " stays: the next request there makes the project that it names, and empty")
                        .stream()
                        .toList());
    }

    private static RejectedException busy(ProjectRow row, String what) {
        return new RejectedException("The project '" + row.name() + "' cannot be deleted now: " + what
                + ". Wait for its end or use cancel_indexing, then try again; nothing was changed.");
    }

    private void checkFree(String name) {
        Optional<ProjectRow> namesake = projects.byName(name);
        if (namesake.isPresent()) {
            throw new RejectedException("The name '" + name + "' belongs to the project "
                    + namesake.get().id()
                    + namesake.get().createdFrom().map(from -> " from " + from).orElse("")
                    + ". Choose another name, or 'projects adopt' that project.");
        }
    }

    private boolean hasName(ProjectRow row, String name) {
        return projects.byId(row.id()).filter(now -> now.name().equals(name)).isPresent();
    }

    private static ResolvedProject proposal(String name, Optional<ProjectConfig> config) {
        ProjectId id = ProjectId.random();
        return new ResolvedProject(
                id,
                name,
                DatabaseName.of(name, id),
                config.isPresent() ? ResolutionTier.SESSION_CONFIG : ResolutionTier.DEFAULT,
                "it was asked for by this name",
                config,
                false,
                List.of());
    }

    private ProjectConfig written(Path directory, String name) {
        ConfigWriteBack.create(directory, name);
        return configs.in(directory).orElseThrow();
    }

    /** The config from which the project was made, if it is still there and still means it. */
    private Optional<ProjectConfig> ownConfig(ProjectRow row) {
        return row.createdFrom()
                .map(Path::of)
                .filter(Files::isDirectory)
                .flatMap(configs::in)
                .filter(config -> config.id()
                        .map(row.id()::equals)
                        .orElseGet(() -> config.name().equals(row.name())));
    }

    private static List<String> otherCheckouts(ProjectRow row) {
        return row.createdFrom().isEmpty()
                ? List.of()
                : List.of("A config elsewhere with the id " + row.id()
                        + " renames it back when it is used; change \"project.name\" there too");
    }

    /** The project that the config named before, which stays as it is. */
    private List<String> left(ProjectRow row, ProjectConfig config) {
        return config.id().filter(id -> !id.equals(row.id())).flatMap(projects::byId).stream()
                .map(other -> "The project '" + other.name() + "' (" + other.id()
                        + "), which this config named before, stays; 'projects delete' removes it")
                .toList();
    }

    /** Work under the locks that provisioning takes too; in one order, so that nobody waits in a circle. */
    private Change locked(ProjectRow row, Set<String> names, Supplier<Change> work) {
        List<LockKey> keys = new ArrayList<>();
        new TreeSet<>(names).forEach(name -> keys.add(LockKey.ofProvisioning(name)));
        keys.add(LockKey.ofProvisioning(row.id()));
        Deque<AdvisoryLocks.Held> held = new ArrayDeque<>();
        try {
            keys.forEach(key -> held.push(databases.locks().hold(key, PATIENCE)));
            return work.get();
        } finally {
            held.forEach(AdvisoryLocks.Held::close);
        }
    }
}
