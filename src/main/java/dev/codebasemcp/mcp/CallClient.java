package dev.codebasemcp.mcp;

import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import io.modelcontextprotocol.spec.McpSchema.Root;
import java.util.List;

/** What a running call may ask of its client, and tell it. Thread-safe. */
interface CallClient {
    /** Whether the client answers a question about its roots. */
    boolean hasRoots();

    /**
     * Asks the client for its roots; blocks until it answers, for a bounded time.
     *
     * @throws RuntimeException if it does not answer, or with an error
     */
    List<Root> askRoots();

    void tell(ProgressNotification progress);

    /** Returns the client of a session that began with {@code initialize}. */
    static CallClient of(McpSyncServerExchange exchange) {
        return new CallClient() {
            @Override
            public boolean hasRoots() {
                var capabilities = exchange.getClientCapabilities();
                return capabilities != null && capabilities.roots() != null;
            }

            @Override
            public List<Root> askRoots() {
                return exchange.listRoots().roots();
            }

            @Override
            public void tell(ProgressNotification progress) {
                exchange.progressNotification(progress);
            }
        };
    }
}
