package dev.codebasemcp.mcp;

import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema.Root;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The client's root directories: asked for once, then kept until the client says that they have changed. A client that
 * does not answer has none, so that it costs one timeout and not one for each request.
 */
final class ClientRoots {
    private static final Logger LOG = LoggerFactory.getLogger(ClientRoots.class);

    private Optional<List<Path>> known = Optional.empty();

    synchronized void set(List<Root> roots) {
        known = Optional.of(directories(roots));
    }

    synchronized List<Path> get(McpSyncServerExchange exchange) {
        List<Path> roots = known.orElseGet(() -> ask(exchange));
        known = Optional.of(roots);
        return roots;
    }

    private static List<Path> ask(McpSyncServerExchange exchange) {
        var capabilities = exchange.getClientCapabilities();
        if (capabilities == null || capabilities.roots() == null) {
            return List.of();
        }
        try {
            return directories(exchange.listRoots().roots());
        } catch (RuntimeException failure) {
            LOG.info("The client did not tell its roots: {}", failure.getMessage());
            return List.of();
        }
    }

    private static List<Path> directories(List<Root> roots) {
        List<Path> directories = new ArrayList<>();
        for (Root root : roots) {
            try {
                directories.add(Path.of(URI.create(root.uri())));
            } catch (IllegalArgumentException | FileSystemNotFoundException failure) {
                LOG.info("The client's root {} is not a directory of this machine", root.uri());
            }
        }
        return List.copyOf(directories);
    }
}
