package dev.codebasemcp.provisioning;

import dev.codebasemcp.database.Database;
import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.ProjectId;
import dev.codebasemcp.project.ResolutionTier;
import java.util.List;

/**
 * A usable project: registered, with a database of the current schema. Its identity is final.
 *
 * @param database its database, open
 * @param tier how it was found
 * @param evidence one sentence: why this project
 * @param warnings those of the resolution and of provisioning, such as a recreated database, or an id that could not be
 *     written to the config
 */
public record ReadyProject(
        ProjectId id,
        String name,
        DatabaseName databaseName,
        Database database,
        ResolutionTier tier,
        String evidence,
        List<String> warnings) {
    public ReadyProject {
        warnings = List.copyOf(warnings);
    }
}
