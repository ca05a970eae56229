package dev.codebasemcp.database.server;

import dev.codebasemcp.config.Settings;

/** Connects to the server, and starts it if needed. */
@FunctionalInterface
public interface ServerStarter {
    /**
     * The server, ready for connections.
     *
     * @throws dev.codebasemcp.model.UnavailableException if there is none; a later call may succeed
     */
    DatabaseServer start();

    /** The server that the settings ask for: the one at the given URL, or the embedded one. */
    static ServerStarter of(Settings settings) {
        return settings.database()
                .url()
                .<ServerStarter>map(url -> () -> new ExternalServer(url))
                .orElse(() -> EmbeddedServer.start(settings.home(), EmbeddedServer.DEFAULT_GRACE));
    }
}
