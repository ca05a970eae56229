package dev.codebasemcp.project;

import dev.codebasemcp.database.registry.ProjectRow;
import dev.codebasemcp.database.registry.ProjectsTable;
import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.ProjectId;
import dev.codebasemcp.model.RejectedException;
import java.util.Optional;

/**
 * Decides which project a config stands for. The identity is the id; without one it is the name together with the
 * directory. A collision is an error that says how to solve it: nothing is renamed, moved or deleted to make room.
 *
 * <p>The resolver asks without a lock, for an answer; provisioning asks again under the lock, for the truth.
 */
public final class IdentityRules {
    private final ProjectsTable projects;

    /** Rules over the projects of the registry. */
    public IdentityRules(ProjectsTable projects) {
        this.projects = projects;
    }

    /**
     * The project of {@code config}.
     *
     * @param proposal the identity to take if the project is new and the config has none
     * @throws RejectedException if the id, the name or the database of the config belongs to another project
     */
    public ProjectIdentity of(ProjectConfig config, ProjectId proposal) {
        Optional<ProjectRow> registered =
                config.id().isPresent() ? sameId(config, config.id().get()) : sameNameAndDirectory(config);
        if (registered.isPresent()) {
            checkDatabase(config, registered.get());
            return identity(registered.get(), config.name());
        }
        ProjectId id = config.id().orElse(proposal);
        DatabaseName database = config.database().orElseGet(() -> DatabaseName.of(config.name(), id));
        return projects.byDatabase(database)
                .map(owner -> registeredMeanwhile(config, id, owner))
                .orElseGet(() -> new ProjectIdentity(id, config.name(), database, false, config.name()));
    }

    /** The project that is called {@code name}, wherever it was made. */
    public ProjectIdentity named(String name, ProjectId proposal) {
        return projects.byName(name)
                .map(row -> identity(row, name))
                .orElseGet(() -> new ProjectIdentity(proposal, name, DatabaseName.of(name, proposal), false, name));
    }

    private static ProjectIdentity identity(ProjectRow row, String name) {
        return new ProjectIdentity(row.id(), name, row.database(), true, row.name());
    }

    private Optional<ProjectRow> sameId(ProjectConfig config, ProjectId id) {
        Optional<ProjectRow> registered = projects.byId(id);
        if (registered.isEmpty() || !registered.get().name().equals(config.name())) {
            Optional<ProjectRow> namesake = projects.byName(config.name());
            if (namesake.isPresent() && !namesake.get().id().equals(id)) {
                throw new RejectedException(config.file() + ": the field \"project.name\" is \"" + config.name()
                        + "\", but that is the name of another project (" + origin(namesake.get())
                        + "); this config's \"project.id\" is " + id
                        + ". Choose another name, or run 'projects adopt "
                        + namesake.get().id()
                        + "' in this directory to use that project.");
            }
        }
        return registered;
    }

    private Optional<ProjectRow> sameNameAndDirectory(ProjectConfig config) {
        Optional<ProjectRow> namesake = projects.byName(config.name());
        String directory = config.directory().toString();
        if (namesake.isPresent() && !namesake.get().createdFrom().equals(Optional.of(directory))) {
            throw new RejectedException(config.file() + ": the field \"project.name\" is \"" + config.name()
                    + "\", but that is the name of another project (" + origin(namesake.get())
                    + "). Choose another name, or run 'projects adopt "
                    + namesake.get().id()
                    + "' in this directory to use that project.");
        }
        return namesake;
    }

    private static String origin(ProjectRow project) {
        return "id " + project.id() + ", made "
                + project.createdFrom().map(from -> "from " + from).orElse("without a config");
    }

    private static void checkDatabase(ProjectConfig config, ProjectRow registered) {
        if (config.database().isPresent() && !config.database().get().equals(registered.database())) {
            throw new RejectedException(databaseField(config, config.database().get())
                    + ", but the project is registered with " + registered.database()
                    + ". Set it to that or leave it out; a project keeps its database.");
        }
    }

    /** The owner of the database may be the very project, which another request registered since we looked for it. */
    private static ProjectIdentity registeredMeanwhile(ProjectConfig config, ProjectId id, ProjectRow owner) {
        boolean sameOrigin = config.id().isEmpty()
                && owner.name().equals(config.name())
                && owner.createdFrom().equals(Optional.of(config.directory().toString()));
        if (!owner.id().equals(id) && !sameOrigin) {
            throw new RejectedException(
                    databaseField(config, owner.database()) + ", but that database belongs to the project '"
                            + owner.name() + "' (" + origin(owner) + "). Set another \"database_name\".");
        }
        return identity(owner, config.name());
    }

    private static String databaseField(ProjectConfig config, DatabaseName database) {
        return config.file() + ": the field \"project.database_name\" is "
                + (config.database().isPresent() ? "" : "not set and would be ") + database;
    }
}
