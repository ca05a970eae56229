package dev.codebasemcp.indexing.scan;

/** How a walk ended. */
public enum ScanEnd {
    /** Visited everything: entries that were not reported do not exist. */
    COMPLETE,
    /** Stopped by the listener or an interrupt: nothing is known of entries that were not reported. */
    STOPPED
}
