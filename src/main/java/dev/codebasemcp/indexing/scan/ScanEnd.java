package dev.codebasemcp.indexing.scan;

/** How a walk ended. */
public enum ScanEnd {
    /** Everything was visited: what was not reported does not exist. */
    COMPLETE,
    /** The listener or an interrupt stopped it: what was not reported is unknown. */
    STOPPED
}
