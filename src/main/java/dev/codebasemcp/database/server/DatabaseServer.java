package dev.codebasemcp.database.server;

/** A PostgreSQL server that this process uses until it closes it. Safe for any number of threads. */
public interface DatabaseServer extends AutoCloseable {
    /** How to connect now; an embedded server that was started again may be found elsewhere. */
    ConnectionDetails connection();

    /** Brings the server back if it is gone and is ours to start; else does nothing. */
    void recover();

    /** Whether something else than PostgreSQL may listen where it is said to be, such as a connection pooler. */
    boolean mayBePooled();

    /** One sentence for people: which server, where, which version. Holds no password. */
    String describe();

    /** Leaves the server. Never throws, and waits for nothing that takes long. */
    @Override
    void close();
}
