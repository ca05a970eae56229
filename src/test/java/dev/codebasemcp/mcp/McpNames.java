package dev.codebasemcp.mcp;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names of tools and arguments that only MCP clients know, and that no sentence contains by chance. */
public final class McpNames {
    private McpNames() {}

    /** Returns the names as alternatives of a regular expression. */
    public static String alternatives() {
        return String.join("|", all());
    }

    /** Returns the names. */
    public static Set<String> all() {
        return Stream.concat(
                        ToolCatalog.all().stream().map(ToolSpec::name),
                        ToolCatalog.all().stream()
                                .flatMap(tool -> tool.parameters().stream())
                                .map(Parameter::name))
                .filter(name -> name.contains("_"))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
