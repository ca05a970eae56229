package dev.codebasemcp.jobs;

/** Why a running job should end early. */
enum StopReason {
    /** A user cancelled it. */
    CANCELLED,
    /** This process ends. */
    SHUTDOWN,
    /** Another worker owns its row, because it considered this one dead. */
    LOST
}
