package dev.codebasemcp.web.views;

import dev.codebasemcp.config.SettingEntry;
import dev.codebasemcp.config.Settings;
import dev.codebasemcp.health.Checkup;
import dev.codebasemcp.health.Findings;
import dev.codebasemcp.health.HealthReport;
import dev.codebasemcp.mcp.CallStats;
import dev.codebasemcp.mcp.resources.HealthResource;
import dev.codebasemcp.web.PageWords;
import dev.codebasemcp.web.Route;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** How this process and what it depends on are, with what to do; and the settings in force. */
public final class HealthRoutes {
    private static final String GET = "GET";

    private final Supplier<Checkup> checkup;
    private final Settings settings;
    private final CallStats calls;
    private final Program program;

    /**
     * Creates the routes.
     *
     * @param checkup is asked for at each request for the health
     * @param settings in force
     * @param calls of the tools by this process
     */
    public HealthRoutes(Supplier<Checkup> checkup, Settings settings, CallStats calls, Program program) {
        this.checkup = checkup;
        this.settings = settings;
        this.calls = calls;
        this.program = program;
    }

    /**
     * The program that serves the page.
     *
     * @param logs the folder of its log files
     */
    public record Program(String version, Path logs) {}

    /** Returns the routes. */
    public List<Route> routes() {
        return List.of(
                new Route(GET, "/api/health", request -> health()),
                new Route(GET, "/api/settings", request -> settings()));
    }

    private Map<String, ?> health() {
        Findings findings = new Findings(PageWords.ALL);
        Checkup.java(findings);
        HealthReport report = checkup.get().run(findings);
        Map<String, Object> answer = HealthResource.structured(report, program.version());
        answer.put("checks", findings.structured());
        answer.put("memory", ProcessFigures.memory());
        answer.put("calls", ProcessFigures.calls(calls));
        answer.put("process", process());
        return answer;
    }

    private Map<String, Object> process() {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("id", ProcessHandle.current().pid());
        ProcessHandle.current()
                .info()
                .startInstant()
                .ifPresent(started -> answer.put("started_at", started.toString()));
        answer.put("java", System.getProperty("java.version", ""));
        answer.put("system", System.getProperty("os.name", "") + " " + System.getProperty("os.arch", ""));
        answer.put("logs", program.logs().toString());
        return answer;
    }

    private Map<String, ?> settings() {
        return Map.of(
                "settings",
                settings.entries().stream().map(HealthRoutes::setting).toList(),
                "warnings",
                settings.warnings());
    }

    private static Map<String, Object> setting(SettingEntry entry) {
        return Map.of(
                "name",
                entry.name(),
                "value",
                entry.inForce(),
                "source",
                entry.source().name().toLowerCase(Locale.ROOT),
                "default",
                entry.defaultText(),
                "description",
                entry.description());
    }
}
