package dev.codebasemcp.database.server;

/** A PostgreSQL server that this process uses until it closes it. Thread-safe. */
public interface DatabaseServer extends AutoCloseable {
    /** How to connect now; an embedded server may have moved to another port after a restart. */
    ConnectionDetails connection();

    /** Restarts an embedded server that is gone; otherwise does nothing. */
    void recover();

    /** Whether a program other than PostgreSQL may listen at its address, such as a connection pooler. */
    boolean mayBePooled();

    /** Describes the server for people in one sentence: which, where and which version. Has no password. */
    String describe();

    /** Stops using the server. Never throws, and does not block for long. */
    @Override
    void close();
}
