package dev.codebasemcp.provisioning;

/** What provisioning does, in this order; each step only where it is needed. */
public enum ProvisioningStep {
    /** The project's lock is held. */
    LOCKED,
    /** The registry has a row for the project, as creating. */
    REGISTERED,
    /** The registry has the project's new name. */
    RENAMED,
    /** The registry has the id of the config instead of the one that the project had. */
    TAKEN_OVER,
    /** The row of a project whose database is gone says creating again. */
    FOUND_MISSING,
    /** The database exists. */
    CREATED,
    /** The schema of an older or empty database is the current one. */
    MIGRATED,
    /** The row says ready. */
    READY,
    /** The id is in the config file, which git does not track. */
    WRITTEN_BACK
}
