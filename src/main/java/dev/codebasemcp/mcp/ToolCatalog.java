package dev.codebasemcp.mcp;

import java.util.List;
import java.util.stream.Stream;

/** The names, texts and schemas of all tools, in the order in which clients list them. */
public final class ToolCatalog {
    private static final List<ToolSpec> ALL =
            List.copyOf(Stream.concat(CodeToolSpecs.all().stream(), ProjectToolSpecs.all().stream())
                    .toList());

    private ToolCatalog() {}

    public static List<ToolSpec> all() {
        return ALL;
    }
}
