package dev.codebasemcp.mcp.tools;

import dev.codebasemcp.mcp.Tool;
import java.util.List;

/**
 * What answers questions about code.
 *
 * @param search is also one of the tools
 * @param kinds answers the page
 */
public record CodeTools(List<Tool> all, SearchCodeTool search, SymbolKinds kinds) {
    public CodeTools {
        all = List.copyOf(all);
    }
}
