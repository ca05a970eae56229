package dev.codebasemcp.database.server;

import dev.codebasemcp.config.DatabaseUrl;
import java.util.HashMap;
import java.util.Map;

/** A server that someone else runs, given by a URL. This program never restarts it. */
public final class ExternalServer implements DatabaseServer {
    private final ConnectionDetails details;

    /** How long a silent listener may take, in seconds, before it counts as another program. */
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
        // Left to its owner.
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
        // Holds no resources.
    }
}
