package dev.codebasemcp.search.rank;

import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.model.RepositoryId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Facts about all searched files that ranking needs.
 *
 * @param testRepositories repositories in which nearly all files look like tests, so that this means nothing there
 * @param headers the C headers next to a source file of the same name
 * @param oldVersions the files of versions that lie beside newer ones
 * @param variants the files that are variants of each other
 * @param order the order of equally good files
 */
public record CorpusFacts(
        Set<RepositoryId> testRepositories,
        Set<FileKey> headers,
        Set<FileKey> oldVersions,
        Variants variants,
        FileOrder order) {
    /** No special facts. */
    public static final CorpusFacts ORDINARY =
            new CorpusFacts(Set.of(), Set.of(), Set.of(), Variants.NONE, new FileOrder(List.of()));

    /** Tests and what they test lie side by side: where half of the files are tests, the other half still is what to find. */
    private static final double NEARLY_ALL = 0.95;

    private static final String HEADER = ".h";
    private static final String IMPLEMENTATION = ".c";

    public CorpusFacts {
        testRepositories = Set.copyOf(testRepositories);
        headers = Set.copyOf(headers);
        oldVersions = Set.copyOf(oldVersions);
    }

    /** A file's repository and its path without extension. */
    private record Unit(RepositoryId repository, String stem) {
        static Unit of(FileRef file, String extension) {
            String path = file.path();
            return new Unit(file.repositoryId(), path.substring(0, path.length() - extension.length()));
        }
    }

    /** The facts about these files. */
    public static CorpusFacts of(Collection<FileRef> files, FileOrder order) {
        OldVersions.Found old = OldVersions.of(files);
        return new CorpusFacts(
                testRepositories(files), headers(files), old.files(), Variants.of(files, old.newer(), order), order);
    }

    /** The role of a file, considering all files. */
    public FileRole roleOf(FileRef file) {
        if (file.role() == FileRole.TEST && testRepositories.contains(file.repositoryId())) {
            return FileRole.SOURCE;
        }
        boolean isSource = file.role() == FileRole.SOURCE || file.role() == FileRole.TOOLING;
        if (isSource && headers.contains(file.key())) {
            return FileRole.DECLARATION;
        }
        return file.role() == FileRole.SOURCE && oldVersions.contains(file.key()) ? FileRole.OLD : file.role();
    }

    private static Set<RepositoryId> testRepositories(Collection<FileRef> files) {
        Map<RepositoryId, Double> shares = files.stream()
                .collect(Collectors.groupingBy(
                        FileRef::repositoryId, Collectors.averagingInt(file -> file.role() == FileRole.TEST ? 1 : 0)));
        return shares.entrySet().stream()
                .filter(share -> share.getValue() > NEARLY_ALL)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static Set<FileKey> headers(Collection<FileRef> files) {
        Set<Unit> implemented = files.stream()
                .filter(file -> file.path().endsWith(IMPLEMENTATION))
                .map(file -> Unit.of(file, IMPLEMENTATION))
                .collect(Collectors.toSet());
        return files.stream()
                .filter(file -> file.path().endsWith(HEADER) && implemented.contains(Unit.of(file, HEADER)))
                .map(FileRef::key)
                .collect(Collectors.toSet());
    }
}
