package dev.codebasemcp.provisioning;

import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.ProjectId;
import java.util.List;

/**
 * A registered project and its contents.
 *
 * @param state {@code ready}, {@code creating}, or {@code missing} if its database is gone
 * @param sizeBytes of its database on disk
 */
public record ProjectSummary(
        ProjectId id,
        String name,
        DatabaseName database,
        String state,
        long sizeBytes,
        List<RepositorySummary> repositories) {
    public ProjectSummary {
        repositories = List.copyOf(repositories);
    }
}
