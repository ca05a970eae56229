package dev.codebasemcp.database.registry;

import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.ProjectId;
import java.util.Optional;

/**
 * The data to register a project with.
 *
 * @param createdFrom the directory of the config file that created it; empty if it was created by name alone
 */
public record NewProject(
        ProjectId id, String name, DatabaseName database, Optional<String> createdFrom, Optional<String> description) {}
