package dev.codebasemcp.search.rank;

import dev.codebasemcp.model.RepositoryId;

/**
 * The file of a candidate.
 *
 * @param fileId its id in the project's database
 * @param repository the repository that holds it
 * @param path relative to the repository, with {@code /}
 * @param language the language's id
 * @param role what its path alone tells; {@link CorpusFacts#roleOf} knows the exceptions
 * @param words of its path
 */
public record FileRef(
        long fileId, RepositoryId repository, String path, String language, FileRole role, PathWords words) {
    /** Reads role and words off the path: not for free, so once a file. */
    public static FileRef of(long fileId, RepositoryId repository, String path, String language) {
        return new FileRef(fileId, repository, path, language, FileRole.of(path), PathWords.of(path));
    }
}
