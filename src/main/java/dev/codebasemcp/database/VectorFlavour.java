package dev.codebasemcp.database;

/** How a database stores vectors; chosen when the database is created, never changed. */
public enum VectorFlavour {
    /** With the extension {@code vector}. */
    PGVECTOR,
    /** With core PostgreSQL only. */
    PORTABLE
}
