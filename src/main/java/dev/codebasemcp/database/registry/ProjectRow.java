package dev.codebasemcp.database.registry;

import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.ProjectId;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A registered project.
 *
 * @param ready whether its provisioning ended; false while its database is being made
 * @param createdFrom the directory whose config file made it; empty for one that was made by name alone
 * @param flavour how its database stores vectors; empty until that is known
 * @param databaseOid what the server calls its database now; another number means another database of the same name,
 *     and empty that there is none
 */
public record ProjectRow(
        ProjectId id,
        String name,
        DatabaseName database,
        boolean ready,
        Optional<String> createdFrom,
        Optional<String> flavour,
        OptionalLong databaseOid) {}
