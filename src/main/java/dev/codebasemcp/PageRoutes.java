package dev.codebasemcp;

import dev.codebasemcp.web.Route;
import dev.codebasemcp.web.views.SymbolRoutes;
import dev.codebasemcp.web.views.ToolRoutes;
import java.util.List;
import java.util.stream.Stream;

/** Wires what the page's API answers. */
final class PageRoutes {
    private PageRoutes() {}

    static List<Route> of(Application application) {
        return Stream.of(
                        new ToolRoutes(application::tool).routes(),
                        new SymbolRoutes(application::tool).routes())
                .flatMap(List::stream)
                .toList();
    }
}
