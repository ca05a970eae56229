package dev.codebasemcp.database;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLNonTransientConnectionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Opens connections to one database, for the pool and Flyway; follows a server that moves to another port. */
final class ServerDataSource implements DataSource, AutoCloseable {
    private static final int CLOSE_SECONDS = 5;

    private final LazyServer server;
    private final String database;
    private final ConcurrentLinkedQueue<Connection> prepared = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    ServerDataSource(LazyServer server, String database) {
        this.server = server;
        this.database = database;
    }

    /**
     * Makes the connection for the next call of {@link #getConnection()}. The pool makes connections on its own thread
     * and reports failures only after its timeout; this reports them at once.
     */
    void prepare() throws SQLException {
        if (prepared.isEmpty()) {
            prepared.add(server.open(database));
        }
        if (closed) {
            discardPrepared();
        }
    }

    /** Closes connections that were prepared but not used. */
    void discardPrepared() throws SQLException {
        Connection unused = prepared.poll();
        while (unused != null) {
            unused.close();
            unused = prepared.poll();
        }
    }

    /** Stops opening connections. Call this before closing the pool, which would leak a late one. */
    @Override
    public void close() throws SQLException {
        closed = true;
        discardPrepared();
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection ready = prepared.poll();
        Connection given = ready != null ? ready : server.open(database);
        if (closed) {
            given.close();
            throw new SQLNonTransientConnectionException("the pool of " + database + " is closed");
        }
        return given;
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("the user is the server's");
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
        throw unsupported();
    }

    @Override
    public void setLoginTimeout(int seconds) {
        // The connection's own timeout applies.
    }

    /** When closing, the pool waits this long for a connection in the making. */
    @Override
    public int getLoginTimeout() {
        return CLOSE_SECONDS;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw unsupported();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw unsupported();
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }

    private static SQLFeatureNotSupportedException unsupported() {
        return new SQLFeatureNotSupportedException("not needed here");
    }
}
