package dev.codebasemcp.search.rank;

import dev.codebasemcp.model.RepositoryId;

/**
 * The file of a candidate.
 *
 * @param fileId its id in the project's database
 * @param repository the repository that holds it
 * @param path relative to the repository, with {@code /}
 * @param language the language's id
 */
public record FileRef(long fileId, RepositoryId repository, String path, String language) {}
