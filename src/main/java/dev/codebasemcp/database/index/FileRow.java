package dev.codebasemcp.database.index;

import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.model.FileStamp;

/** An indexed file as the search reads it. */
public record FileRow(FileKey key, long contentId, FileStamp stamp) {}
