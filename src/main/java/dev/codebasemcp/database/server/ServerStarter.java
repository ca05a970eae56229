package dev.codebasemcp.database.server;

import dev.codebasemcp.config.Settings;

/** Finds or starts the server when it is first needed. */
@FunctionalInterface
public interface ServerStarter {
    /**
     * The server, ready for connections.
     *
     * @throws dev.codebasemcp.model.UnavailableException if there is none; a later call may succeed
     */
    DatabaseServer start();

    /** What the settings ask for: the server of the given URL, or the embedded one. */
    static ServerStarter of(Settings settings) {
        return settings.database()
                .url()
                .<ServerStarter>map(url -> () -> new ExternalServer(url))
                .orElse(() -> EmbeddedServer.start(settings.home(), EmbeddedServer.DEFAULT_GRACE));
    }
}
