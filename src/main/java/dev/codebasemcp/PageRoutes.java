package dev.codebasemcp;

import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.registry.IndexHistoryTable;
import dev.codebasemcp.database.registry.ProjectStatsTable;
import dev.codebasemcp.database.registry.ProjectsTable;
import dev.codebasemcp.database.registry.RecentJobs;
import dev.codebasemcp.logging.Logging;
import dev.codebasemcp.mcp.CallStats;
import dev.codebasemcp.mcp.CodeToolSpecs;
import dev.codebasemcp.mcp.tools.SearchCodeTool;
import dev.codebasemcp.web.EventSource;
import dev.codebasemcp.web.Route;
import dev.codebasemcp.web.views.CountedCalls;
import dev.codebasemcp.web.views.HealthRoutes;
import dev.codebasemcp.web.views.JobEvents;
import dev.codebasemcp.web.views.ProjectFigures;
import dev.codebasemcp.web.views.ProjectRoutes;
import dev.codebasemcp.web.views.SearchRoutes;
import dev.codebasemcp.web.views.SymbolRoutes;
import dev.codebasemcp.web.views.ToolRoutes;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/** Wires what the page's API answers. */
final class PageRoutes {
    private PageRoutes() {}

    static List<Route> of(Application application) {
        CallStats calls = new CallStats();
        CountedCalls counted = new CountedCalls(calls);
        // The tool itself answers, so that the page finds what an assistant finds.
        SearchCodeTool search = (SearchCodeTool) application.tool(CodeToolSpecs.SEARCH_CODE.name());
        return Stream.of(
                        new ToolRoutes(application::tool, counted).routes(),
                        application.overview().routes(),
                        projects(application).routes(),
                        new SearchRoutes(search, application.directory(), counted).routes(),
                        new SymbolRoutes(application::tool).routes(),
                        health(application, calls).routes())
                .flatMap(List::stream)
                .toList();
    }

    /** What pages can follow. */
    static EventSource jobs(Application application) {
        Databases databases = application.databases();
        return new JobEvents(new RecentJobs(databases::registry), application.queue(), Clock.systemUTC()).source();
    }

    private static ProjectRoutes projects(Application application) {
        Databases databases = application.databases();
        Clock clock = Clock.systemUTC();
        ProjectFigures figures = new ProjectFigures(
                new ProjectStatsTable(databases::registry), new IndexHistoryTable(databases::registry));
        return new ProjectRoutes(
                new ProjectsTable(databases::registry, clock),
                application.repositoryAdministration(),
                application.queue(),
                figures,
                clock);
    }

    private static HealthRoutes health(Application application, CallStats calls) {
        HealthRoutes.Program program = new HealthRoutes.Program(
                Main.version(), Logging.folder(application.settings().home()));
        return new HealthRoutes(application::checkup, calls, program);
    }
}
