package dev.codebasemcp.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.codebasemcp.mcp.ToolAnswer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code references SYMBOL}. */
@Command(
        name = "references",
        description = "Show who uses a class, function, method or field.",
        exitCodeList = "1:nothing found, failed or refused; the message says what to do",
        footer = {
            "${ROOT-COMMAND-NAME} references Gson.fromJson",
            "${ROOT-COMMAND-NAME} references run --file src/jobs/Worker.java --line 40",
            "${ROOT-COMMAND-NAME} references Shape.area --kind override --json"
        })
final class ReferencesCommand extends ToolCommand {
    @Parameters(
            arity = "1",
            paramLabel = "SYMBOL",
            description = "Its name, plain or qualified, such as Gson.fromJson.")
    private String symbol = "";

    @Mixin
    private DefinitionOptions definition = new DefinitionOptions();

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "Only call, type, read, write, override, import or documentation.")
    private Optional<String> kind = Optional.empty();

    @Option(names = "--limit", paramLabel = "N", description = "Maximum number of lines, 1 to 500; default: 100.")
    private Optional<Integer> limit = Optional.empty();

    @Option(names = "--cursor", paramLabel = "CURSOR", description = "Where the answer before ended.")
    private Optional<String> cursor = Optional.empty();

    @Mixin
    private PlaceOptions place = new PlaceOptions();

    ReferencesCommand(Services.Opener opener) {
        super(opener);
    }

    @Override
    int run(Services services) throws InterruptedException {
        ToolAnswer answer = ask(services.tool("find_references"), arguments(), place.indexed(this, services));
        JsonNode found = Json.tree(answer.structured());
        return printed(
                answer,
                !found.path("definitions").isEmpty()
                        || found.path("total_count").asInt() > 0);
    }

    private Map<String, Object> arguments() {
        Map<String, Object> arguments = new HashMap<>();
        arguments.put("symbol", symbol);
        definition.addTo(arguments);
        kind.ifPresent(given -> arguments.put("kind", given));
        limit.ifPresent(given -> arguments.put("limit", given));
        cursor.ifPresent(given -> arguments.put("cursor", given));
        place.addTo(arguments);
        return arguments;
    }
}
