package dev.codebasemcp.indexing.scan;

/**
 * What a file system says about a file without opening it. Two equal stamps mean the same content only if the file was
 * not modified shortly before the first of them was taken.
 *
 * @param sizeBytes the length in bytes
 * @param modifiedNanos the time of the last modification, in nanoseconds since 1970, as fine as the file system keeps it
 * @param inode the inode number; 0 where the file system has none
 */
public record FileStamp(long sizeBytes, long modifiedNanos, long inode) {}
