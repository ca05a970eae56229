package dev.codebasemcp.mcp;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What only clients of MCP know: names of tools and of their arguments that no sentence has by chance. */
public final class McpNames {
    private McpNames() {}

    /** The names as the alternatives of a regular expression. */
    public static String alternatives() {
        return Stream.concat(
                        ToolCatalog.all().stream().map(ToolSpec::name),
                        ToolCatalog.all().stream()
                                .flatMap(tool -> tool.parameters().stream())
                                .map(Parameter::name))
                .filter(name -> name.contains("_"))
                .distinct()
                .collect(Collectors.joining("|"));
    }
}
