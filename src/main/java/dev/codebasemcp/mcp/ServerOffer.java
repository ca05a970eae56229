package dev.codebasemcp.mcp;

import dev.codebasemcp.config.AnswerForm;
import java.util.List;

/**
 * The tools and resources of the server.
 *
 * @param answers the form of answers with code
 * @param calls counts the tool calls
 */
public record ServerOffer(List<Tool> tools, List<Resource> resources, AnswerForm answers, CallStats calls) {
    public ServerOffer {
        tools = List.copyOf(tools);
        resources = List.copyOf(resources);
    }
}
