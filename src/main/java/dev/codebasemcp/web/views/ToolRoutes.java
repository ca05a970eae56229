package dev.codebasemcp.web.views;

import dev.codebasemcp.mcp.Arguments;
import dev.codebasemcp.mcp.Tool;
import dev.codebasemcp.mcp.ToolAnswer;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.web.ApiRequest;
import dev.codebasemcp.web.PageWords;
import dev.codebasemcp.web.Route;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Tools for the page and for scripts: their arguments as a body, their structured answers as documents. */
public final class ToolRoutes {
    /** The page calls most of them, scripts may call all. Nothing is changed by others. */
    private static final Set<String> TOOLS = Set.of(
            "search_code",
            "find_symbol",
            "find_references",
            "get_outline",
            "analyze_impact",
            "start_indexing_background",
            "get_indexing_status",
            "cancel_indexing",
            "list_indexing_jobs",
            "list_projects");

    private static final String PROJECT = "project_id";

    private final Function<String, Tool> tools;
    private final CountedCalls calls;

    /** Creates the routes of tools that {@code tools} finds by name; {@code calls} counts their calls. */
    public ToolRoutes(Function<String, Tool> tools, CountedCalls calls) {
        this.tools = tools;
        this.calls = calls;
    }

    /** Returns the routes. */
    public List<Route> routes() {
        return List.of(new Route("POST", "/api/tools/{tool}", this::tool));
    }

    /** The structured answer of a tool, for its arguments in the body. */
    private Map<String, ?> tool(ApiRequest request) throws InterruptedException {
        String name = request.part("tool");
        if (!TOOLS.contains(name)) {
            throw new RejectedException("The API has no such tool.");
        }
        return calls.count(name, () -> answer(tools.apply(name), request));
    }

    private static Map<String, ?> answer(Tool tool, ApiRequest request) throws InterruptedException {
        boolean scoped = tool.spec().parameters().stream()
                .anyMatch(parameter -> parameter.name().equals(PROJECT));
        if (scoped && !(request.body().get(PROJECT) instanceof String named && !named.isBlank())) {
            // The page has no directory that could decide it, and null would leave it to one.
            throw new RejectedException(PROJECT + ": missing; give the id or name of a project as a text.");
        }
        ToolAnswer answer = tool.call(Arguments.check(tool.spec(), request.body()), new PageCall());
        return answer.worded(PageWords.ALL).structured();
    }
}
