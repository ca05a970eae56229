package dev.codebasemcp.provisioning;

import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.PoolFigures;
import dev.codebasemcp.database.ServerFigures;
import dev.codebasemcp.database.registry.RegistryFigures;
import dev.codebasemcp.embedding.Embedder;
import dev.codebasemcp.model.CodebaseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at everything that requests depend on, each time anew. Safe for any number of threads. */
public final class HealthCheck {
    private static final Logger LOG = LoggerFactory.getLogger(HealthCheck.class);
    private static final long LEAST_FREE_BYTES = 512L << 20;
    /** Of the connections that the server allows; above it the next processes may be refused. */
    private static final double CROWDED = 0.9;

    private final Databases databases;
    private final Supplier<Embedder> embedder;
    private final Path home;

    /** A check of a process whose files are below {@code home}. */
    public HealthCheck(Databases databases, Supplier<Embedder> embedder, Path home) {
        this.databases = databases;
        this.embedder = embedder;
        this.home = home;
    }

    /** The state now; waits for the server if it is just starting. Never fails. */
    public HealthReport look() {
        List<String> broken = new ArrayList<>();
        List<String> worries = new ArrayList<>();
        Optional<String> model = model(broken);
        Optional<HealthReport.Backend> backend = backend(broken);
        PoolFigures connections = databases.figures();
        backend.ifPresent(found -> judge(found, worries));
        judge(connections, worries);
        judgeDisk(worries);
        HealthStatus status = !broken.isEmpty()
                ? HealthStatus.UNHEALTHY
                : worries.isEmpty() ? HealthStatus.HEALTHY : HealthStatus.DEGRADED;
        broken.addAll(worries);
        return new HealthReport(status, broken, connections, backend, model);
    }

    private Optional<HealthReport.Backend> backend(List<String> broken) {
        try {
            RegistryFigures registry = RegistryFigures.read(databases.registry());
            return Optional.of(new HealthReport.Backend(
                    databases.describeServer(), databases.serverFigures(), databases.flavourOfNew(), registry));
        } catch (CodebaseException failure) {
            broken.add(String.valueOf(failure.getMessage()));
            return Optional.empty();
        }
    }

    private Optional<String> model(List<String> broken) {
        try {
            return Optional.of(embedder.get().model());
        } catch (RuntimeException failure) {
            LOG.error("The embedding model cannot be loaded", failure);
            broken.add("The embedding model cannot be loaded (" + failure + "); install codebase-mcp again.");
            return Optional.empty();
        }
    }

    private static void judge(HealthReport.Backend backend, List<String> worries) {
        long missing = backend.registry().projects().getOrDefault("missing", 0L);
        if (missing > 0) {
            worries.add(
                    "The databases of " + missing
                            + " projects are gone; list_projects names them, and the next request for one makes it again, empty.");
        }
        ServerFigures server = backend.server();
        if (server.connections() > server.maxConnections() * CROWDED) {
            worries.add("The database server has " + server.connections() + " of " + server.maxConnections()
                    + " connections; raise its max_connections or end some of its clients.");
        }
    }

    private static void judge(PoolFigures connections, List<String> worries) {
        if (connections.waiting() > 0) {
            worries.add(connections.waiting() + " requests wait for one of " + connections.maxConnections()
                    + " database connections; raise CODEBASE_MCP_MAX_CONNECTIONS if that lasts.");
        }
    }

    private void judgeDisk(List<String> worries) {
        try {
            long free = Files.getFileStore(home).getUsableSpace();
            if (free < LEAST_FREE_BYTES) {
                worries.add("Only " + (free >> 20) + " MB are free on the disk of " + home + "; make room there.");
            }
        } catch (IOException failure) {
            worries.add(home + " cannot be looked at (" + failure + "); make it readable.");
        }
    }
}
