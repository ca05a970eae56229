package dev.codebasemcp.health;

import dev.codebasemcp.database.PoolStats;
import dev.codebasemcp.database.ServerStats;
import dev.codebasemcp.database.registry.RegistryStats;
import dev.codebasemcp.model.ProjectState;
import dev.codebasemcp.model.Term;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Derives failures, warnings and the status from the stats of one check. For one thread. */
final class HealthFindings {
    /** Below this, the disk counts as nearly full. */
    static final long LEAST_FREE_BYTES = 512L << 20;
    /** The share of the server's connections above which it may refuse the next processes. */
    private static final double CROWDED = 0.9;

    private final List<String> failures = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    /** Adds a failure that prevents all answers; ignores duplicates. */
    void addFailure(String reason) {
        if (!failures.contains(reason)) {
            failures.add(reason);
        }
    }

    void addWarning(String reason) {
        warnings.add(reason);
    }

    void judge(RegistryStats registry) {
        long missing = registry.projects().getOrDefault(ProjectState.MISSING, 0L);
        if (missing > 0) {
            addWarning("The databases of " + missing + " projects are gone; " + Term.of("list_projects")
                    + " names them, and the next request for one makes it again, empty.");
        }
    }

    void judge(ServerStats server) {
        if (server.connections() > server.maxConnections() * CROWDED) {
            addWarning("The database server has " + server.connections() + " of " + server.maxConnections()
                    + " connections; raise its max_connections or end some of its clients.");
        }
    }

    void judge(PoolStats connections) {
        if (connections.waiting() > 0) {
            addWarning(connections.waiting() + (connections.waiting() == 1 ? " request waits" : " requests wait")
                    + " for one of " + connections.maxConnections()
                    + " database connections; raise CODEBASE_MCP_MAX_CONNECTIONS if that lasts.");
        }
    }

    /** Judges the free space on the disk of {@code home}. */
    void judgeDisk(Path home, long freeBytes) {
        if (freeBytes < LEAST_FREE_BYTES) {
            addWarning("Only " + (freeBytes >> 20) + " MB are free on the disk of " + home + "; make room there.");
        }
    }

    HealthStatus status() {
        if (!failures.isEmpty()) {
            return HealthStatus.UNHEALTHY;
        }
        return warnings.isEmpty() ? HealthStatus.HEALTHY : HealthStatus.DEGRADED;
    }

    /** Failures first, then warnings. */
    List<String> reasons() {
        List<String> reasons = new ArrayList<>(failures);
        reasons.addAll(warnings);
        return reasons;
    }
}
