package dev.codebasemcp.mcp;

import dev.codebasemcp.config.AnswerForm;
import dev.codebasemcp.project.SessionContext;
import dev.codebasemcp.project.SessionDirectories.Roots;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * The tools and resources of the server.
 *
 * @param answers the form of answers with code
 * @param calls counts the tool calls
 * @param directories choose the session's directory from what was set and from the client's roots
 */
public record ServerOffer(
        List<Tool> tools,
        List<Resource> resources,
        AnswerForm answers,
        CallStats calls,
        BiFunction<Optional<Path>, Supplier<Roots>, SessionContext> directories) {
    public ServerOffer {
        tools = List.copyOf(tools);
        resources = List.copyOf(resources);
    }
}
