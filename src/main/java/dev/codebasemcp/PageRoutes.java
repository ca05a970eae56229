package dev.codebasemcp;

import dev.codebasemcp.logging.Logging;
import dev.codebasemcp.mcp.CallStats;
import dev.codebasemcp.web.Route;
import dev.codebasemcp.web.views.HealthRoutes;
import dev.codebasemcp.web.views.SymbolRoutes;
import dev.codebasemcp.web.views.ToolRoutes;
import java.util.List;
import java.util.stream.Stream;

/** Wires what the page's API answers. */
final class PageRoutes {
    private PageRoutes() {}

    static List<Route> of(Application application) {
        CallStats calls = new CallStats();
        return Stream.of(
                        new ToolRoutes(application::tool, calls).routes(),
                        application.overview().routes(),
                        new SymbolRoutes(application::tool).routes(),
                        health(application, calls).routes())
                .flatMap(List::stream)
                .toList();
    }

    private static HealthRoutes health(Application application, CallStats calls) {
        HealthRoutes.Program program = new HealthRoutes.Program(
                Main.version(), Logging.folder(application.settings().home()));
        return new HealthRoutes(application::checkup, calls, program);
    }
}
