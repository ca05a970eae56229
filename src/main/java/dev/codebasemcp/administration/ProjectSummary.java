package dev.codebasemcp.administration;

import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.ProjectId;
import dev.codebasemcp.model.ProjectState;
import dev.codebasemcp.model.RepositorySummary;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A registered project and its contents.
 *
 * @param tags in alphabetical order
 * @param sizeBytes of its database on disk after the last change of its index; empty if never counted
 * @param repositories at the time of that change; each with its machine only if it is not this one
 * @param languages how many files it had in each language, the most frequent one first; empty where an older version
 *     counted
 */
public record ProjectSummary(
        ProjectId id,
        String name,
        DatabaseName database,
        ProjectState state,
        List<String> tags,
        Optional<Long> sizeBytes,
        List<RepositorySummary> repositories,
        Map<String, Long> languages) {
    public ProjectSummary {
        tags = List.copyOf(tags);
        repositories = List.copyOf(repositories);
        languages = Collections.unmodifiableMap(new LinkedHashMap<>(languages));
    }

    /** Whether it has a repository on this machine: only this machine's files can be checked. */
    public boolean isHere() {
        return repositories.stream().anyMatch(repository -> repository.machine().isEmpty());
    }
}
