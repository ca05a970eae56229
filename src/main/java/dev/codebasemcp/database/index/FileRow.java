package dev.codebasemcp.database.index;

import dev.codebasemcp.model.FileKey;

/** An indexed file as search sees it. */
public record FileRow(FileKey key, long contentId, FileStampRow stamp) {}
