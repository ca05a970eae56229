package dev.codebasemcp;

import dev.codebasemcp.database.registry.RecentJobs;
import dev.codebasemcp.logging.Logging;
import dev.codebasemcp.mcp.CallStats;
import dev.codebasemcp.mcp.tools.CodeTools;
import dev.codebasemcp.web.EventSource;
import dev.codebasemcp.web.Route;
import dev.codebasemcp.web.views.CountedCalls;
import dev.codebasemcp.web.views.HealthRoutes;
import dev.codebasemcp.web.views.JobEvents;
import dev.codebasemcp.web.views.OverviewRoutes;
import dev.codebasemcp.web.views.ProjectRoutes;
import dev.codebasemcp.web.views.SearchRoutes;
import dev.codebasemcp.web.views.SymbolRoutes;
import dev.codebasemcp.web.views.ToolRoutes;
import java.util.List;
import java.util.stream.Stream;

/** Wires what the page's API answers. */
final class PageRoutes {
    private final Application application;
    private final CommonParts common;
    private final ProjectParts projects;
    private final IndexingParts indexing;

    PageRoutes(Application application, CommonParts common, ProjectParts projects, IndexingParts indexing) {
        this.application = application;
        this.common = common;
        this.projects = projects;
        this.indexing = indexing;
    }

    /** Returns all routes. Each request counts as activity, so that the process rests between them only. */
    List<Route> all(CodeTools code, Activity activity) {
        CallStats stats = new CallStats();
        CountedCalls calls = new CountedCalls(stats);
        return Stream.of(
                        new ToolRoutes(application::tool, calls).routes(),
                        overview().routes(),
                        projects().routes(),
                        new SearchRoutes(code.search(), application.directory(), calls).routes(),
                        new SymbolRoutes(code.kinds()::of, calls).routes(),
                        health(stats).routes())
                .flatMap(List::stream)
                .map(route -> noted(route, activity))
                .toList();
    }

    /** Returns a route whose requests count as activity. */
    static Route noted(Route route, Activity activity) {
        return new Route(route.method(), route.path(), request -> {
            Activity.Work work = activity.begin();
            try {
                return route.endpoint().answer(request);
            } finally {
                work.close();
            }
        });
    }

    /** What pages can follow. A look is no activity: an open page must not keep the process from its rest. */
    EventSource jobs() {
        return new JobEvents(new RecentJobs(common.databases()::registry), indexing.queue(), common.clock()).source();
    }

    private OverviewRoutes overview() {
        return new OverviewRoutes(application.directory(), indexing.queue(), indexing.freshness(), common.clock());
    }

    private ProjectRoutes projects() {
        ProjectRoutes.Parts parts = new ProjectRoutes.Parts(
                projects.table(), application.repositoryAdministration(), common.counts(), common.configs());
        return new ProjectRoutes(parts, indexing.queue(), common.clock());
    }

    private HealthRoutes health(CallStats calls) {
        HealthRoutes.Program program = new HealthRoutes.Program(
                Main.version(), Logging.folder(common.settings().home()));
        return new HealthRoutes(application::checkup, common.settings(), calls, program);
    }
}
