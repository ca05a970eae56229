package dev.codebasemcp.health;

import dev.codebasemcp.database.PoolStats;
import dev.codebasemcp.database.ServerStats;
import dev.codebasemcp.database.VectorFlavour;
import dev.codebasemcp.database.registry.RegistryStats;
import java.util.List;
import java.util.Optional;

/**
 * The state of this process and its dependencies.
 *
 * @param reasons why the status is not {@link HealthStatus#HEALTHY}, each with the next step
 * @param connections of this process
 * @param backend the state of the database server; empty if it cannot be reached
 * @param model the name of the embedding model; empty if it cannot be loaded
 */
public record HealthReport(
        HealthStatus status,
        List<String> reasons,
        PoolStats connections,
        Optional<Backend> backend,
        Optional<String> model) {
    public HealthReport {
        reasons = List.copyOf(reasons);
    }

    /**
     * A reachable database server.
     *
     * @param description names the server and its address
     * @param flavour how its new databases store vectors
     */
    public record Backend(String description, ServerStats server, VectorFlavour flavour, RegistryStats registry) {}
}
