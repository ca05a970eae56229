package dev.codebasemcp.database;

/** How a database stores vectors; chosen when the database is created, never changed. */
public enum VectorFlavour {
    /** The extension {@code vector} is installed in the database. */
    PGVECTOR,
    /** Core PostgreSQL only. */
    PORTABLE
}
