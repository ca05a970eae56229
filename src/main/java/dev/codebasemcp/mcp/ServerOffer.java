package dev.codebasemcp.mcp;

import java.util.List;

/**
 * The tools and resources of the server.
 *
 * @param calls counts the tool calls
 */
public record ServerOffer(List<Tool> tools, List<Resource> resources, CallStats calls) {
    public ServerOffer {
        tools = List.copyOf(tools);
        resources = List.copyOf(resources);
    }
}
