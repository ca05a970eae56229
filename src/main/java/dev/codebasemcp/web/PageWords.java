package dev.codebasemcp.web;

import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Translates names of tools in sentences for a reader of the page, who can type commands; see {@link
 * dev.codebasemcp.model.Term}.
 */
public enum PageWords implements UnaryOperator<String> {
    ALL;

    private static final String PROGRAM = "codebase-mcp ";

    private static final Map<String, String> TOOLS = Map.of(
            "index_repository", "index",
            "start_indexing_background", "index",
            "search_code", "search",
            "find_references", "references",
            "find_symbol", "symbol",
            "get_outline", "outline",
            "list_projects", "projects",
            "list_indexing_jobs", "status",
            "get_indexing_status", "status",
            "a search with it as project_id", "search --project");

    /** The page has no directory of its own. */
    private static final String PLACE = "call set_working_directory with";

    /** The first words of commands that sentences quote. */
    private static final Set<String> COMMANDS = Set.of("archive", "install", "uninstall", "doctor");

    @Override
    public String apply(String name) {
        if (name.equals(PLACE)) {
            return "choose";
        }
        String command = TOOLS.get(name);
        if (command != null) {
            return "'" + PROGRAM + command + "'";
        }
        return COMMANDS.contains(name.split(" ", 2)[0]) ? PROGRAM + name : name;
    }
}
