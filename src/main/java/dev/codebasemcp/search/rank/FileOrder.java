package dev.codebasemcp.search.rank;

import dev.codebasemcp.model.RepositoryId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which of two files comes first if nothing else decides: by path, then by the place of their repositories. Neither changes
 * with the history of an index, as ids do. Immutable.
 */
public final class FileOrder {
    private final Map<RepositoryId, Integer> places = new HashMap<>();

    /** With the repositories in that order; others come behind them. */
    public FileOrder(List<RepositoryId> repositories) {
        repositories.forEach(repository -> places.putIfAbsent(repository, places.size()));
    }

    /** Below 0 if {@code one} comes first, above if {@code other} does. */
    public int compare(FileRef one, FileRef other) {
        int byPath = one.path().compareTo(other.path());
        return byPath != 0 ? byPath : Integer.compare(place(one), place(other));
    }

    private int place(FileRef file) {
        return places.getOrDefault(file.repository(), places.size());
    }
}
