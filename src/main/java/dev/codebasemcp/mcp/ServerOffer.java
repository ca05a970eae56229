package dev.codebasemcp.mcp;

import java.util.List;

/**
 * What the server has for its client.
 *
 * @param figures where the calls of the tools are counted
 */
public record ServerOffer(List<Tool> tools, List<Resource> resources, CallStats figures) {
    public ServerOffer {
        tools = List.copyOf(tools);
        resources = List.copyOf(resources);
    }
}
