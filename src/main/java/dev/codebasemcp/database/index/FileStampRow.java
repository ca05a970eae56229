package dev.codebasemcp.database.index;

/**
 * What the file system said of a file when it was read.
 *
 * @param modifiedNanos its modification time in nanoseconds since 1970
 * @param inode its number in the file system together with the time of its last change, as one number; of a version that did not
 *     know that time, and where there is none, the number alone; 0 if unknown
 */
public record FileStampRow(long sizeBytes, long modifiedNanos, long inode) {}
