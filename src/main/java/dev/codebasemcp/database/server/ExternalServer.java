package dev.codebasemcp.database.server;

import dev.codebasemcp.config.DatabaseUrl;
import java.util.HashMap;
import java.util.Map;

/** A server that somebody else runs, named by a URL. Nothing is done about it when it is down. */
public final class ExternalServer implements DatabaseServer {
    private final ConnectionDetails details;

    /** So long a listener may say nothing before it is taken for another program; seconds. */
    private static final String LOGIN_SECONDS = "10";

    public ExternalServer(DatabaseUrl url) {
        Map<String, String> parameters = new HashMap<>(Map.of("loginTimeout", LOGIN_SECONDS));
        parameters.putAll(url.parameters());
        this.details =
                new ConnectionDetails(url.host(), url.port(), url.user(), url.password(), url.database(), parameters);
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
    public boolean mayBePooled() {
        return true;
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
