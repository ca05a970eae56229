package dev.codebasemcp.project;

import dev.codebasemcp.database.registry.ProjectRow;
import dev.codebasemcp.database.registry.ProjectsTable;
import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.ProjectId;
import dev.codebasemcp.model.RejectedException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Decides which project a config stands for. The identity is the id; without one, the name together with the config's
 * place ({@link ProjectPlaces}). A collision is an error with its solution: nothing is renamed, moved or deleted.
 *
 * <p>The resolver calls this without a lock, for a preview; provisioning calls it again under the lock, which
 * decides.
 */
public final class IdentityRules {
    private final ProjectsTable projects;
    private final ProjectPlaces places;

    /** Creates rules over the registry's projects and their places. */
    public IdentityRules(ProjectsTable projects, ProjectPlaces places) {
        this.projects = projects;
        this.places = places;
    }

    /**
     * Returns the project of {@code config}.
     *
     * @param proposal the id to use if the project is new and the config has none
     * @throws RejectedException if the config's id, name or database belongs to another project
     */
    public ProjectIdentity of(ProjectConfig config, ProjectId proposal) {
        Optional<ProjectIdentity> registered =
                config.id().isPresent() ? byId(config, config.id().get()) : byPlace(config);
        if (registered.isPresent()) {
            checkDatabase(config, registered.get().database());
            return registered.get();
        }
        ProjectId id = config.id().orElse(proposal);
        DatabaseName database = config.database().orElseGet(() -> DatabaseName.of(config.name(), id));
        return projects.byDatabase(database)
                .map(owner -> registeredMeanwhile(config, id, owner))
                .orElseGet(() -> ProjectIdentity.proposed(id, config.name(), database));
    }

    /** Returns the project called {@code name}, wherever it was created. */
    public ProjectIdentity named(String name, ProjectId proposal) {
        return projects.byName(name)
                .map(ProjectIdentity::of)
                .orElseGet(() -> ProjectIdentity.proposed(proposal, name, DatabaseName.of(name, proposal)));
    }

    /**
     * Returns warnings about projects whose configs are missing at or above {@code directory}.
     *
     * @param found the nearest existing config
     * @param used the name of the project that is used instead, if known
     */
    List<String> lost(Path directory, Optional<ProjectConfig> found, Optional<String> used) {
        return places.lost(directory, found.map(ProjectConfig::directory), used);
    }

    /** Whether {@code config} stands for {@code project}, or would after a rename to the project's name. */
    public boolean isFor(ProjectConfig config, ProjectRow project) {
        if (config.id().isEmpty()) {
            return project.name().equals(config.name()) && places.isFrom(project, config.directory());
        }
        Optional<ProjectRow> registered = projects.byId(config.id().get());
        return registered.isPresent()
                ? registered.get().id().equals(project.id())
                : project.name().equals(config.name()) && isCommittedFor(config, project);
    }

    /**
     * Whether git may track {@code config}, so that its differing id comes from another machine's commit. In an
     * untracked file the id was changed locally, and its user must resolve that.
     */
    private boolean isCommittedFor(ProjectConfig config, ProjectRow namesake) {
        return places.isFrom(namesake, config.directory()) && places.mayBeTracked(config.file());
    }

    private Optional<ProjectIdentity> byId(ProjectConfig config, ProjectId id) {
        Optional<ProjectRow> known = projects.byId(id);
        if (known.isPresent() && known.get().name().equals(config.name())) {
            return known.map(ProjectIdentity::of);
        }
        Optional<ProjectRow> namesake = projects.byName(config.name());
        // Another request may have registered this project since the first query.
        Optional<ProjectRow> registered = known.isPresent() ? known : projects.byId(id);
        if (namesake.isEmpty()) {
            return registered.map(row -> ProjectIdentity.named(row, config.name()));
        }
        if (registered.isEmpty() && isCommittedFor(config, namesake.get())) {
            return Optional.of(ProjectIdentity.of(namesake.get()).takingOver(id));
        }
        if (registered.isEmpty() || !registered.get().id().equals(namesake.get().id())) {
            throw nameTaken(config, namesake.get(), "; this config's \"project.id\" is " + id);
        }
        return namesake.map(ProjectIdentity::of);
    }

    private Optional<ProjectIdentity> byPlace(ProjectConfig config) {
        Optional<ProjectRow> namesake = projects.byName(config.name());
        if (namesake.isPresent() && !places.isFrom(namesake.get(), config.directory())) {
            throw nameTaken(config, namesake.get(), "");
        }
        return namesake.map(ProjectIdentity::of);
    }

    private RejectedException nameTaken(ProjectConfig config, ProjectRow namesake, String more) {
        return new RejectedException(config.file() + ": the field \"project.name\" is \"" + config.name()
                + "\", but that is the name of another project (" + origin(namesake) + ")" + more
                + ". Choose another name, or run 'projects adopt " + namesake.id()
                + "' in this directory to use that project.");
    }

    private String origin(ProjectRow project) {
        return "id " + project.id() + ", created "
                + project.createdFrom().map(from -> "from " + from).orElse("without a config")
                + (places.isElsewhere(project) ? " on another machine" : "");
    }

    private static void checkDatabase(ProjectConfig config, DatabaseName registered) {
        if (config.database().isPresent() && !config.database().get().equals(registered)) {
            throw new RejectedException(databaseField(config, config.database().get())
                    + ", but the project is registered with " + registered
                    + ". Set it to that or remove it; a project keeps its database.");
        }
    }

    /** The database's owner may be this very project, registered by another request since the first query. */
    private ProjectIdentity registeredMeanwhile(ProjectConfig config, ProjectId id, ProjectRow owner) {
        boolean sameOrigin =
                config.id().isEmpty() && owner.name().equals(config.name()) && places.isFrom(owner, config.directory());
        if (!owner.id().equals(id) && !sameOrigin) {
            throw new RejectedException(
                    databaseField(config, owner.database()) + ", but that database belongs to the project '"
                            + owner.name() + "' (" + origin(owner) + "). Set another \"database_name\".");
        }
        return ProjectIdentity.named(owner, config.name());
    }

    private static String databaseField(ProjectConfig config, DatabaseName database) {
        return config.file() + ": the field \"project.database_name\" is "
                + (config.database().isPresent() ? "" : "not set and would be ") + database;
    }
}
