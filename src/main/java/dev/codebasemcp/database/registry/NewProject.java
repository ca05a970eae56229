package dev.codebasemcp.database.registry;

import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.ProjectId;
import java.util.Optional;

/**
 * What a project is registered with.
 *
 * @param createdFrom the directory whose config file made it; empty for one that was made by name alone
 */
public record NewProject(
        ProjectId id, String name, DatabaseName database, Optional<String> createdFrom, Optional<String> description) {}
