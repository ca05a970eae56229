package dev.codebasemcp.mcp.resources;

import dev.codebasemcp.database.PoolStats;
import dev.codebasemcp.health.HealthCheck;
import dev.codebasemcp.health.HealthReport;
import dev.codebasemcp.health.HealthStatus;
import dev.codebasemcp.mcp.CallStats;
import dev.codebasemcp.mcp.Resource;
import dev.codebasemcp.provisioning.ProvisioningStats;
import dev.codebasemcp.provisioning.ProvisioningStep;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * {@code metrics://prometheus}: metrics of this process and the registry in Prometheus' text format. They are
 * collected on each read; no class of the library is loaded before the first.
 */
public final class MetricsResource implements Resource {
    private static final String STATE = "state";

    private final Supplier<HealthCheck> check;
    private final CallStats calls;
    private final Supplier<ProvisioningStats> provisioning;
    private final String version;

    /** Creates the resource of a program with this version. */
    public MetricsResource(
            Supplier<HealthCheck> check, CallStats calls, Supplier<ProvisioningStats> provisioning, String version) {
        this.check = check;
        this.calls = calls;
        this.provisioning = provisioning;
        this.version = version;
    }

    @Override
    public Description description() {
        return new Description(
                "metrics://prometheus",
                "metrics",
                "Calls, connections, projects, jobs and memory in Prometheus' text format.",
                "text/plain; version=0.0.4");
    }

    @Override
    public String read() {
        HealthReport health = check.get().check();
        Exposition text = new Exposition();
        text.info("codebase_mcp_build", "The version of the program.", "version", version);
        Exposition.Family status = text.gauge("codebase_mcp_status", "1 for the status that health://status shows.");
        for (HealthStatus candidate : HealthStatus.values()) {
            status.point("status", candidate.label(), candidate == health.status() ? 1 : 0);
        }
        text.calls("codebase_mcp_tool_call_seconds", "Calls of tools by their outcome, and how long they took.", calls);
        Exposition.Family steps = text.counter("codebase_mcp_provisioning_steps", "Steps done by provisioning.");
        for (ProvisioningStep step : ProvisioningStep.values()) {
            steps.point(
                    "step",
                    step.name().toLowerCase(Locale.ROOT),
                    provisioning.get().count(step));
        }
        connections(text, health.connections());
        health.backend().ifPresent(backend -> backend(text, backend));
        memory(text);
        return text.text();
    }

    private static void connections(Exposition text, PoolStats stats) {
        text.gauge("codebase_mcp_connections", "Connections of this process to the database server.")
                .point(STATE, "in_use", stats.inUse())
                .point(STATE, "idle", stats.idle())
                .point(STATE, "open", stats.open());
        text.gauge("codebase_mcp_connections_limit", "The maximum number of connections.")
                .point(stats.maxConnections());
        text.gauge("codebase_mcp_connections_waiting", "Requests that wait for a connection.")
                .point(stats.waiting());
        text.gauge("codebase_mcp_projects_open", "Projects with connections that are kept open.")
                .point(stats.openDatabases());
    }

    private static void backend(Exposition text, HealthReport.Backend backend) {
        Exposition.Family projects = text.gauge("codebase_mcp_projects", "Registered projects.");
        backend.registry().projects().forEach((state, count) -> projects.point(STATE, state.label(), count));
        Exposition.Family jobs = text.gauge("codebase_mcp_jobs", "Indexing jobs in the registry.");
        backend.registry().jobs().forEach((status, count) -> jobs.point("status", status.label(), count));
        text.gauge("codebase_mcp_project_bytes", "Disk space of the databases of all projects.")
                .point(backend.registry().databaseBytes());
        text.gauge("codebase_mcp_server_connections", "Connections of all clients to the database server.")
                .point(backend.server().connections());
        text.gauge("codebase_mcp_server_connections_limit", "The maximum number of connections of the database server.")
                .point(backend.server().maxConnections());
    }

    private static void memory(Exposition text) {
        Runtime runtime = Runtime.getRuntime();
        text.gauge("codebase_mcp_heap_bytes", "The heap of this process.")
                .point(STATE, "used", runtime.totalMemory() - runtime.freeMemory())
                .point(STATE, "committed", runtime.totalMemory())
                .point(STATE, "limit", runtime.maxMemory());
    }
}
