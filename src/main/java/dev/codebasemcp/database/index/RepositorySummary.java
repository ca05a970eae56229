package dev.codebasemcp.database.index;

/**
 * A repository with what is indexed of it.
 *
 * @param files indexed files
 * @param chunks their chunks; one that several files share counts for each
 */
public record RepositorySummary(RepositoryRow repository, long files, long chunks) {}
