package dev.codebasemcp.database.index;

import dev.codebasemcp.model.FileKey;
import dev.codebasemcp.model.FileStamp;

/** An indexed file as search sees it. */
public record FileRow(FileKey key, long contentId, FileStamp stamp) {}
