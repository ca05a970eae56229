package dev.codebasemcp.database.server;

import dev.codebasemcp.config.DatabaseUrl;

/** A server that somebody else runs, named by a URL. Nothing is done about it when it is down. */
public final class ExternalServer implements DatabaseServer {
    private final ConnectionDetails details;

    public ExternalServer(DatabaseUrl url) {
        this.details = new ConnectionDetails(
                url.host(), url.port(), url.user(), url.password(), url.database(), url.parameters());
    }

    @Override
    public ConnectionDetails connection() {
        return details;
    }

    @Override
    public void recover() {
        // Its owner does.
    }

    @Override
    public String describe() {
        return "PostgreSQL server " + details;
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
