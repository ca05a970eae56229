package dev.codebasemcp.administration;

import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.ProjectId;
import java.util.List;
import java.util.Optional;

/**
 * A registered project and its contents.
 *
 * @param state {@code ready}, {@code creating}, or {@code missing} if its database is gone
 * @param sizeBytes of its database on disk, when its index was changed last; empty if it was never counted
 * @param repositories as they were then
 */
public record ProjectSummary(
        ProjectId id,
        String name,
        DatabaseName database,
        String state,
        Optional<Long> sizeBytes,
        List<RepositorySummary> repositories) {
    public ProjectSummary {
        repositories = List.copyOf(repositories);
    }
}
