package dev.codebasemcp.model;

/**
 * Which file of a project.
 *
 * @param path relative to the repository, with {@code /}
 */
public record FileKey(RepositoryId repositoryId, String path) {}
