package dev.codebasemcp.indexing.scan;

/**
 * Limits on the files that are read.
 *
 * @param maxFileBytes the length of the largest file that is read; at least 1
 */
public record ContentLimits(int maxFileBytes) {
    /** 1 MiB: hand-written source stays far below it. */
    public static final ContentLimits DEFAULT = new ContentLimits(1 << 20);

    public ContentLimits {
        if (maxFileBytes < 1) {
            throw new IllegalArgumentException("not a size limit: " + maxFileBytes);
        }
    }
}
