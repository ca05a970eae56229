package dev.codebasemcp.health;

import dev.codebasemcp.database.PoolStats;
import dev.codebasemcp.database.ServerStats;
import dev.codebasemcp.database.VectorFlavour;
import dev.codebasemcp.database.registry.RegistryStats;
import java.util.List;
import java.util.Optional;

/**
 * What there is to say about the state of this process and of what it depends on.
 *
 * @param reasons why the status is not {@link HealthStatus#HEALTHY}: each with the next step
 * @param connections of this process
 * @param backend what the database server says; empty if it cannot be reached
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
     * A database server that answers.
     *
     * @param description which server, and where
     * @param flavour how new databases store vectors there
     */
    public record Backend(String description, ServerStats server, VectorFlavour flavour, RegistryStats registry) {}
}
