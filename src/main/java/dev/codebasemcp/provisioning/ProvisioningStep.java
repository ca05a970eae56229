package dev.codebasemcp.provisioning;

/** The steps of provisioning, in this order; each happens only if needed. */
public enum ProvisioningStep {
    /** The project's lock is held. */
    LOCKED,
    /** The registry has a row for the project, as creating. */
    REGISTERED,
    /** The registry has the project's new name. */
    RENAMED,
    /** The registry has the id of the config instead of the project's earlier id. */
    TAKEN_OVER,
    /** The row of a project whose database is gone is marked as creating again. */
    FOUND_MISSING,
    /** The database exists. */
    CREATED,
    /** An older or empty database has the current schema. */
    MIGRATED,
    /** The row is ready. */
    READY,
    /** The id is in the config file, which git does not track. */
    WRITTEN_BACK
}
