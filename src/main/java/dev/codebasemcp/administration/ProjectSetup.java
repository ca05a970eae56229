package dev.codebasemcp.administration;

import dev.codebasemcp.administration.ProjectAdministration.Change;
import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.registry.ProjectRow;
import dev.codebasemcp.database.registry.ProjectsTable;
import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.ProjectId;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.model.Term;
import dev.codebasemcp.model.UnavailableException;
import dev.codebasemcp.paths.PathText;
import dev.codebasemcp.project.ConfigSearch;
import dev.codebasemcp.project.ConfigWriteBack;
import dev.codebasemcp.project.ProjectConfig;
import dev.codebasemcp.project.ProjectLookup;
import dev.codebasemcp.project.ProjectName;
import dev.codebasemcp.project.ProjectPlaces;
import dev.codebasemcp.project.ResolutionTier;
import dev.codebasemcp.project.ResolvedProject;
import dev.codebasemcp.provisioning.ProjectLocks;
import dev.codebasemcp.provisioning.ProjectProvisioner;
import dev.codebasemcp.provisioning.ReadyProject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Gives a directory a project on a user's request: creates one, writes its id into the config, or lets another project
 * adopt the directory. Only this class changes files that git tracks. Safe for any number of threads and processes.
 */
public final class ProjectSetup {
    private static final String PROJECT = "PROJECT";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final ProjectsTable projects;
    private final ProjectLookup lookup;
    private final ProjectProvisioner provisioner;
    private final ConfigSearch configs;
    private final ProjectPlaces places;
    private final ProjectLocks locks;
    private final OtherProjects others;

    public ProjectSetup(
            Databases databases,
            ProjectsTable projects,
            ProjectProvisioner provisioner,
            ConfigSearch configs,
            ProjectPlaces places,
            ProjectDirectory directory) {
        this.projects = projects;
        this.lookup = new ProjectLookup(projects);
        this.provisioner = provisioner;
        this.configs = configs;
        this.places = places;
        this.locks = new ProjectLocks(databases, TIMEOUT);
        this.others = new OtherProjects(directory, configs);
    }

    /**
     * The result of {@link #init}.
     *
     * @param config the directory's config file
     * @param notes sentences about the written files and the next step
     */
    public record Initialized(ReadyProject project, Path config, List<String> notes) {
        public Initialized {
            notes = List.copyOf(notes);
        }
    }

    /** Returns sentences about the indexes that other projects have of a project's directory, a real path. */
    public List<String> indexedElsewhere(Path directory, ProjectId id) {
        return others.notes(directory, id);
    }

    /**
     * Creates a project and its database.
     *
     * @param directory where to write its config; a real path
     * @throws RejectedException if the name is taken, or the directory has a config
     */
    public ReadyProject create(String name, Optional<Path> directory) {
        ProjectName.check(name);
        lookup.checkFree(name);
        ProjectId id = ProjectId.random();
        Optional<Path> file = directory.map(place -> ConfigWriteBack.create(place, name, Optional.of(id)));
        try {
            return provisioner.ensureReady(requested(id, name, directory.flatMap(configs::in)));
        } catch (RuntimeException failure) {
            file.ifPresent(ConfigWriteBack::withdraw);
            throw failure;
        }
    }

    /**
     * Writes the id of a directory's project into its config. Creates the config if there is none.
     *
     * @param directory a real path
     * @param name the project's name if there is no config; empty for the directory's name
     * @throws RejectedException if the config is invalid, has another name or cannot be written, or the name is taken
     */
    public Initialized init(Path directory, Optional<String> name) {
        Optional<ProjectConfig> present = configs.in(directory);
        Optional<Path> created = Optional.empty();
        if (present.isEmpty()) {
            created = Optional.of(ConfigWriteBack.create(directory, nameFor(directory, name), Optional.empty()));
        }
        try {
            ProjectConfig before = present.or(() -> configs.in(directory)).orElseThrow();
            name.filter(given -> !given.equals(before.name())).ifPresent(given -> {
                throw new RejectedException("--name: the config " + before.file() + " calls the project '"
                        + before.name() + "'. Leave --name out, or use 'projects rename'.");
            });
            ReadyProject ready =
                    provisioner.ensureReady(requested(ProjectId.random(), before.name(), Optional.of(before)));
            // Provisioning already writes the id into some files. An earlier id of the project needs no replacement.
            ProjectConfig now = configs.in(directory).orElseThrow();
            if (now.id().isEmpty()) {
                ConfigWriteBack.identify(now, ready.id(), ready.name(), true);
            }
            List<String> notes = new ArrayList<>(notes(before, created, directory));
            notes.addAll(others.notes(directory, ready.id()));
            return new Initialized(ready, before.file(), notes);
        } catch (RuntimeException failure) {
            created.ifPresent(ConfigWriteBack::withdraw);
            throw failure;
        }
    }

    private String nameFor(Path directory, Optional<String> given) {
        Path last = directory.getFileName();
        if (given.isEmpty() && last == null) {
            throw new RejectedException("--name: '" + directory + "' has no name to call the project by; give one.");
        }
        String name = ProjectName.check(given.orElseGet(() -> String.valueOf(last)));
        projects.byName(name)
                .filter(namesake -> !places.isFrom(namesake, directory))
                .ifPresent(namesake -> {
                    throw ProjectLookup.taken(namesake, "Give another one with --name");
                });
        return name;
    }

    private List<String> notes(ProjectConfig before, Optional<Path> created, Path directory) {
        if (before.id().isPresent()) {
            return List.of(before.file() + " has the project's id already and was not changed");
        }
        String what = created.isPresent()
                ? before.file() + " was made, with the project's id"
                : "the project's id was added to " + before.file();
        return List.of(
                what + (places.isInGit(directory) ? "; commit it, so that other checkouts are the same project" : ""));
    }

    /**
     * Binds a project to a directory, whose config then identifies the project. For a repository that was cloned again,
     * that was moved and not recognized, or whose config names another project. Changes a file that git tracks only if
     * it names another project.
     *
     * @param project id or exact name
     * @param directory a real path
     * @throws RejectedException if its config is invalid, cannot be changed, or names another database
     */
    public Change adopt(String project, Path directory) {
        ProjectRow before = lookup.require(PROJECT, project);
        Optional<ProjectConfig> present = configs.in(directory);
        Optional<ProjectId> unknown = present.flatMap(ProjectConfig::id)
                .filter(id -> projects.byId(id).isEmpty());
        List<ProjectId> ids =
                Stream.concat(Stream.of(before.id()), unknown.stream()).toList();
        return locks.holding(Set.of(before.name()), ids, () -> {
            ProjectRow row = lookup.require(PROJECT, before.id().toString());
            present.ifPresent(config -> checkDatabase(config, row));
            List<String> notes = new ArrayList<>();
            ProjectId id = unknown.orElse(row.id());
            Path file = present.isPresent()
                    ? writeId(present.get(), id, row, notes)
                    : ConfigWriteBack.create(directory, row.name(), Optional.of(id));
            unknown.ifPresent(other -> takeOver(row, other, notes));
            ProjectRow adopted = lookup.require(PROJECT, id.toString());
            places.bind(adopted, directory).ifPresent(notes::add);
            places.rememberFirstCommit(id, directory);
            projects.moveTo(id, PathText.textOf(directory));
            notes.addAll(others.notes(directory, id));
            return new Change(adopted, Optional.of(file), notes);
        });
    }

    /** The project takes over an id that is unknown here, so that the shared config file needs no change. */
    private void takeOver(ProjectRow row, ProjectId unknown, List<String> notes) {
        if (!projects.takeOver(row.id(), unknown)) {
            throw new UnavailableException("The project '" + row.name() + "' or the id " + unknown
                    + " was changed by another request at the same time; look at " + Term.of("list_projects") + ".");
        }
        notes.add(
                "The project has the id of the config now; its id here was " + row.id() + ", which still refers to it");
    }

    private Path writeId(ProjectConfig config, ProjectId id, ProjectRow row, List<String> notes) {
        boolean tracked = places.mayBeTracked(config.file());
        boolean same = config.id()
                .flatMap(projects::byId)
                .filter(other -> other.id().equals(id))
                .isPresent();
        notes.addAll(previousProject(id, config));
        if (ConfigWriteBack.identify(config, same ? config.id().orElseThrow() : id, row.name(), !tracked)) {
            notes.add(config.file() + " was changed" + (tracked ? "; git tracks it, so commit the change" : ""));
        } else {
            notes.add(config.file() + " names the project already, so the file was not changed");
        }
        return config.file();
    }

    private static void checkDatabase(ProjectConfig config, ProjectRow row) {
        config.database().filter(name -> !name.equals(row.database())).ifPresent(other -> {
            throw new RejectedException(config.file() + ": the field \"project.database_name\" is " + other
                    + ", but the project '" + row.name() + "' has " + row.database()
                    + ". Set it to that name, or remove the field.");
        });
    }

    /** Notes the project that the config named before, which stays unchanged. */
    private List<String> previousProject(ProjectId id, ProjectConfig config) {
        return config.id().flatMap(projects::byId).filter(other -> !other.id().equals(id)).stream()
                .map(other -> "The project '" + other.name() + "' (" + other.id()
                        + "), which this config named before, stays; 'projects delete' removes it")
                .toList();
    }

    private static ResolvedProject requested(ProjectId id, String name, Optional<ProjectConfig> config) {
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
}
