package dev.codebasemcp.administration;

import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.ProjectId;
import dev.codebasemcp.model.ProjectState;
import dev.codebasemcp.model.RepositorySummary;
import java.util.List;
import java.util.Optional;

/**
 * A registered project and its contents.
 *
 * @param sizeBytes of its database on disk, when its index was changed last; empty if it was never counted
 * @param repositories as they were then; each with its machine only if that is another one than this
 */
public record ProjectSummary(
        ProjectId id,
        String name,
        DatabaseName database,
        ProjectState state,
        Optional<Long> sizeBytes,
        List<RepositorySummary> repositories) {
    public ProjectSummary {
        repositories = List.copyOf(repositories);
    }
}
