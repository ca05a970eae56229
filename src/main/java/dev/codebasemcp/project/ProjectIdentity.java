package dev.codebasemcp.project;

import dev.codebasemcp.database.registry.ProjectRow;
import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.ProjectId;
import java.util.Optional;

/**
 * The project that a config or a name stands for.
 *
 * @param registered whether the registry has it; if not, {@code id} is the config's or a proposal
 * @param registeredName its name in the registry; differs from {@code name} after the config was edited
 * @param takesOver the config's id, if the project has another id and will change to this one
 */
public record ProjectIdentity(
        ProjectId id,
        String name,
        DatabaseName database,
        boolean registered,
        String registeredName,
        Optional<ProjectId> takesOver) {
    /** The identity of a registered project. */
    public static ProjectIdentity of(ProjectRow row) {
        return named(row, row.name());
    }

    /** The identity of a registered project that a config calls {@code name}. */
    static ProjectIdentity named(ProjectRow row, String name) {
        return new ProjectIdentity(row.id(), name, row.database(), true, row.name(), Optional.empty());
    }

    /** The identity of an unregistered project. */
    static ProjectIdentity proposed(ProjectId id, String name, DatabaseName database) {
        return new ProjectIdentity(id, name, database, false, name, Optional.empty());
    }

    /** A copy for a config with the id {@code other}. */
    ProjectIdentity takingOver(ProjectId other) {
        return new ProjectIdentity(id, name, database, registered, registeredName, Optional.of(other));
    }

    /** Whether the registry still has the name from before an edit of the config. */
    public boolean renamed() {
        return registered && !registeredName.equals(name);
    }
}
