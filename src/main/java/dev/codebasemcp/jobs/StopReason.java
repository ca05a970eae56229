package dev.codebasemcp.jobs;

/** Why a running job is asked to end before its work is done. */
enum StopReason {
    /** Somebody cancelled it. */
    CANCELLED,
    /** This process ends. */
    SHUTDOWN,
    /** Its row belongs to another worker: this one was taken for dead. */
    LOST
}
