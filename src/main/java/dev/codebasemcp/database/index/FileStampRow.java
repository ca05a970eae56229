package dev.codebasemcp.database.index;

/**
 * What the file system said of a file when it was read.
 *
 * @param modifiedNanos its modification time in nanoseconds since 1970
 * @param inode its number in the file system, 0 if unknown
 */
public record FileStampRow(long sizeBytes, long modifiedNanos, long inode) {}
