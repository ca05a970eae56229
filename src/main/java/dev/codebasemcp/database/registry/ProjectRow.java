package dev.codebasemcp.database.registry;

import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.ProjectId;
import dev.codebasemcp.model.ProjectState;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A registered project.
 *
 * @param ready whether its provisioning has finished; false while its database is being created
 * @param createdFrom the directory of the config file that created it; empty if it was created by name alone
 * @param flavour how its database stores vectors; empty until known
 * @param databaseOid the server's oid of its database; another oid means another database of the same name, and empty
 *     means that there is none
 */
public record ProjectRow(
        ProjectId id,
        String name,
        DatabaseName database,
        boolean ready,
        Optional<String> createdFrom,
        Optional<String> flavour,
        OptionalLong databaseOid) {
    /** Returns its state, by its database as well. */
    public ProjectState state() {
        return databaseOid.isEmpty() ? ProjectState.MISSING : ready ? ProjectState.READY : ProjectState.CREATING;
    }
}
