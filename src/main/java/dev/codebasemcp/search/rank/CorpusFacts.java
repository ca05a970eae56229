package dev.codebasemcp.search.rank;

import dev.codebasemcp.model.RepositoryId;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What ranking must know of a project as a whole.
 *
 * @param testRepositories the repositories most of whose files look like tests: being one says nothing there
 */
public record CorpusFacts(Set<RepositoryId> testRepositories) {
    /** Nothing out of the ordinary. */
    public static final CorpusFacts ORDINARY = new CorpusFacts(Set.of());

    private static final double MOST = 0.5;

    public CorpusFacts {
        testRepositories = Set.copyOf(testRepositories);
    }

    /** The facts of a project with these files. */
    public static CorpusFacts of(Collection<FileRef> files) {
        Map<RepositoryId, Double> shares = files.stream()
                .collect(Collectors.groupingBy(
                        FileRef::repository,
                        Collectors.averagingInt(file -> FileRole.of(file.path()) == FileRole.TEST ? 1 : 0)));
        return new CorpusFacts(shares.entrySet().stream()
                .filter(share -> share.getValue() > MOST)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet()));
    }
}
