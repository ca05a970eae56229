package dev.codebasemcp.database.index;

import dev.codebasemcp.model.RepositoryId;

/**
 * An indexed file as search sees it.
 *
 * @param path relative to its repository, with {@code /}
 */
public record FileRow(long id, RepositoryId repository, String path, long contentId, FileStampRow stamp) {}
