package dev.codebasemcp;

import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.registry.IndexHistoryTable;
import dev.codebasemcp.database.registry.ProjectStatsTable;
import dev.codebasemcp.database.registry.ProjectsTable;
import dev.codebasemcp.database.registry.RecentJobs;
import dev.codebasemcp.web.EventSource;
import dev.codebasemcp.web.Route;
import dev.codebasemcp.web.views.JobEvents;
import dev.codebasemcp.web.views.ProjectFigures;
import dev.codebasemcp.web.views.ProjectRoutes;
import dev.codebasemcp.web.views.ToolRoutes;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/** Wires what the page's API answers. */
final class PageRoutes {
    private PageRoutes() {}

    static List<Route> of(Application application) {
        return Stream.of(new ToolRoutes(application::tool).routes(), projects(application).routes())
                .flatMap(List::stream)
                .toList();
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

    /** What pages can follow. */
    static EventSource jobs(Application application) {
        Databases databases = application.databases();
        return new JobEvents(new RecentJobs(databases::registry), application.queue(), Clock.systemUTC()).source();
    }
}
