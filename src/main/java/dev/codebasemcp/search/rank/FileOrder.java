package dev.codebasemcp.search.rank;

import dev.codebasemcp.model.RepositoryId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Breaks ties between files by path, then by the position of their repositories. Unlike ids, neither depends on the history of
 * an index. Immutable.
 */
public final class FileOrder {
    private final Map<RepositoryId, Integer> positions = new HashMap<>();

    /** Creates an order with the repositories in this order; others come last. */
    public FileOrder(List<RepositoryId> repositories) {
        repositories.forEach(repository -> positions.putIfAbsent(repository, positions.size()));
    }

    /** Negative if {@code first} comes first, positive if {@code second} does. */
    public int compare(FileRef first, FileRef second) {
        int byPath = first.path().compareTo(second.path());
        return byPath != 0 ? byPath : Integer.compare(position(first), position(second));
    }

    private int position(FileRef file) {
        return positions.getOrDefault(file.repositoryId(), positions.size());
    }
}
