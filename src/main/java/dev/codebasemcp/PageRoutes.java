package dev.codebasemcp;

import dev.codebasemcp.mcp.ToolCatalog;
import dev.codebasemcp.mcp.tools.SearchCodeTool;
import dev.codebasemcp.web.Route;
import dev.codebasemcp.web.views.SearchRoutes;
import dev.codebasemcp.web.views.ToolRoutes;
import java.util.List;
import java.util.stream.Stream;

/** Wires what the page's API answers. */
final class PageRoutes {
    private PageRoutes() {}

    static List<Route> of(Application application) {
        // The tool itself answers, so that the page finds what an assistant finds.
        SearchCodeTool search = (SearchCodeTool) application.tool(ToolCatalog.SEARCH_CODE.name());
        return Stream.of(new ToolRoutes(application::tool).routes(), new SearchRoutes(search, application.directory()).routes())
                .flatMap(List::stream)
                .toList();
    }
}
