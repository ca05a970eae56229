package dev.codebasemcp.mcp.resources;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.codebasemcp.database.PoolStats;
import dev.codebasemcp.health.HealthCheck;
import dev.codebasemcp.health.HealthReport;
import dev.codebasemcp.mcp.Resource;
import dev.codebasemcp.model.JobStatus;
import dev.codebasemcp.model.ProjectState;
import dev.codebasemcp.model.Term;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** {@code health://status}: the program's health with reasons and statistics. */
public final class HealthResource implements Resource {
    static final String JSON = "application/json";

    private final Supplier<HealthCheck> check;
    private final JsonMapper json;
    private final String version;

    /** Creates the resource of a program with this version. */
    public HealthResource(Supplier<HealthCheck> check, JsonMapper json, String version) {
        this.check = check;
        this.json = json;
        this.version = version;
    }

    @Override
    public Description description() {
        return new Description(
                "health://status",
                "health",
                "healthy, degraded or unhealthy, with reasons, and the state of database, connections, jobs and model.",
                JSON);
    }

    @Override
    public String read() {
        return text(json, structured(check.get().check(), version));
    }

    /** Returns the fields of the resource, for a program with this version. */
    public static Map<String, Object> structured(HealthReport report, String version) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("status", report.status().label());
        answer.put("reasons", report.reasons().stream().map(Term::plain).toList());
        answer.put("version", version);
        answer.put("connections", connections(report.connections()));
        report.backend().ifPresent(backend -> answer.putAll(backend(backend)));
        report.model().ifPresent(model -> answer.put("model", model));
        return answer;
    }

    static String text(JsonMapper json, Map<String, Object> answer) {
        try {
            return json.writeValueAsString(answer);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("texts and numbers can be written as JSON", impossible);
        }
    }

    private static Map<String, Object> connections(PoolStats stats) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("limit", stats.maxConnections());
        answer.put("open", stats.open());
        answer.put("in_use", stats.inUse());
        answer.put("idle", stats.idle());
        answer.put("waiting", stats.waiting());
        answer.put("projects_open", stats.openDatabases());
        answer.put("projects_open_limit", stats.maxDatabases());
        return answer;
    }

    private static Map<String, Object> backend(HealthReport.Backend backend) {
        Map<String, Object> server = new LinkedHashMap<>();
        server.put("description", backend.description());
        server.put("version", backend.server().version());
        server.put("flavour", backend.flavour().name().toLowerCase(Locale.ROOT));
        server.put("connections", backend.server().connections());
        server.put("connections_limit", backend.server().maxConnections());
        server.put("databases", backend.server().databases());
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("database", server);
        answer.put("projects", byLabel(backend.registry().projects(), ProjectState::label));
        answer.put("project_bytes", backend.registry().databaseBytes());
        answer.put("jobs", byLabel(backend.registry().jobs(), JobStatus::label));
        return answer;
    }

    private static <T> SortedMap<String, Long> byLabel(Map<T, Long> counts, Function<T, String> label) {
        SortedMap<String, Long> sorted = new TreeMap<>();
        counts.forEach((key, count) -> sorted.put(label.apply(key), count));
        return sorted;
    }
}
