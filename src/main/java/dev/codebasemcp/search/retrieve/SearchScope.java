package dev.codebasemcp.search.retrieve;

import dev.codebasemcp.database.index.RepositoryRow;
import dev.codebasemcp.model.RepositoryId;
import dev.codebasemcp.search.rank.FileRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The repositories that a search may answer from. Immutable.
 *
 * @param parts for each of them the part that counts; empty if the whole project counts
 */
public record SearchScope(Optional<Map<RepositoryId, Part>> parts) {
    /** All repositories of a project, of whatever machine. */
    public static final SearchScope EVERYTHING = new SearchScope(Optional.empty());

    public SearchScope {
        parts = parts.map(Map::copyOf);
    }

    /**
     * A repository, or a part of it.
     *
     * @param name by which an answer tells it from the others; empty if there is no need to
     * @param directory relative to its root, with {@code /}; empty for the whole
     */
    public record Part(Optional<String> name, String directory) {
        boolean holds(String path) {
            return directory.isEmpty() || path.startsWith(directory + "/");
        }
    }

    /** The repositories, as far as they are told one by one. */
    public Set<RepositoryId> repositories() {
        return parts.map(Map::keySet).orElse(Set.of());
    }

    /** How an answer names a repository of this scope, if it does. */
    public Optional<String> nameOf(RepositoryId repository) {
        return parts.map(known -> known.get(repository)).flatMap(Part::name);
    }

    /** Whether a search may answer from a repository, or from a part of it. */
    public boolean holds(RepositoryId repository) {
        return parts.isEmpty() || parts.get().containsKey(repository);
    }

    /** Whether a search may answer from a file. */
    public boolean holds(FileRef file) {
        if (parts.isEmpty()) {
            return true;
        }
        Part part = parts.get().get(file.repositoryId());
        return part != null && part.holds(file.path());
    }

    /** Whether nothing of a project with these repositories is left out. */
    boolean holdsAll(List<RepositoryRow> repositories) {
        return parts.isEmpty()
                || repositories.stream()
                        .allMatch(row -> Optional.ofNullable(parts.get().get(row.id()))
                                .filter(part -> part.directory().isEmpty())
                                .isPresent());
    }
}
