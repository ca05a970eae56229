package dev.codebasemcp.search.rank;

import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.model.RepositoryId;
import java.util.Optional;

/**
 * The file of a candidate.
 *
 * @param language the language's id
 * @param role the role by its path alone; {@link CorpusFacts#roleOf} knows exceptions
 * @param words the words of its path
 * @param platform the words for platforms in its path, if it has any
 */
public record FileRef(FileKey key, String language, FileRole role, PathWords words, Optional<PlatformPath> platform) {
    /** Derives role and words from the path. Costly, so call it once per file. */
    public static FileRef of(FileKey key, String language) {
        String path = key.path();
        return new FileRef(key, language, FileRole.of(path), PathWords.of(path), PlatformPath.of(path));
    }

    /** The repository of the file. */
    public RepositoryId repositoryId() {
        return key.repositoryId();
    }

    /** The path relative to the repository, with {@code /}. */
    public String path() {
        return key.path();
    }
}
