package dev.codebasemcp.search.retrieve;

import dev.codebasemcp.database.index.RepositoryRow;
import dev.codebasemcp.model.RepositoryId;
import dev.codebasemcp.search.rank.FileRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The repositories of a search. Immutable.
 *
 * @param parts the part to search by repository; empty for the whole project
 */
public record SearchScope(Optional<Map<RepositoryId, Part>> parts) {
    /** All repositories of a project, on any machine. */
    public static final SearchScope EVERYTHING = new SearchScope(Optional.empty());

    public SearchScope {
        parts = parts.map(Map::copyOf);
    }

    /**
     * A repository, or a part of it.
     *
     * @param name the repository's name in answers; empty if it needs none
     * @param directory relative to its root, with {@code /}; empty for the whole repository
     */
    public record Part(Optional<String> name, String directory) {
        boolean holds(String path) {
            return directory.isEmpty() || path.startsWith(directory + "/");
        }
    }

    /** Returns the repositories if they are listed individually. */
    public Set<RepositoryId> repositories() {
        return parts.map(Map::keySet).orElse(Set.of());
    }

    /** Returns the name of a repository in answers, if it has one. */
    public Optional<String> nameOf(RepositoryId repository) {
        return parts.map(known -> known.get(repository)).flatMap(Part::name);
    }

    /** Whether the scope includes a repository or a part of it. */
    public boolean holds(RepositoryId repository) {
        return parts.isEmpty() || parts.get().containsKey(repository);
    }

    /** Whether the scope includes a file. */
    public boolean holds(FileRef file) {
        if (parts.isEmpty()) {
            return true;
        }
        Part part = parts.get().get(file.repositoryId());
        return part != null && part.holds(file.path());
    }

    /** Whether the scope includes all of a project with these repositories. */
    boolean holdsAll(List<RepositoryRow> repositories) {
        return parts.isEmpty()
                || repositories.stream()
                        .allMatch(row -> Optional.ofNullable(parts.get().get(row.id()))
                                .filter(part -> part.directory().isEmpty())
                                .isPresent());
    }
}
