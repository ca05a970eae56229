package dev.codebasemcp.search.rank;

import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.model.RepositoryId;

/**
 * The file of a candidate.
 *
 * @param language the language's id
 * @param role what its path alone tells; {@link CorpusFacts#roleOf} knows the exceptions
 * @param words of its path
 */
public record FileRef(FileKey key, String language, FileRole role, PathWords words) {
    /** Reads role and words off the path: not for free, so once a file. */
    public static FileRef of(FileKey key, String language) {
        return new FileRef(key, language, FileRole.of(key.path()), PathWords.of(key.path()));
    }

    /** The repository that holds it. */
    public RepositoryId repository() {
        return key.repository();
    }

    /** Relative to the repository, with {@code /}. */
    public String path() {
        return key.path();
    }
}
