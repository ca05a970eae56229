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
 * @param tags in alphabetical order
 * @param sizeBytes of its database on disk after the last change of its index; empty if never counted
 * @param repositories at the time of that change; each with its machine only if it is not this one
 */
public record ProjectSummary(
        ProjectId id,
        String name,
        DatabaseName database,
        ProjectState state,
        List<String> tags,
        Optional<Long> sizeBytes,
        List<RepositorySummary> repositories) {
    public ProjectSummary {
        tags = List.copyOf(tags);
        repositories = List.copyOf(repositories);
    }
}
