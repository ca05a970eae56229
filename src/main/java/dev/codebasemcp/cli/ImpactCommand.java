package dev.codebasemcp.cli;

import dev.codebasemcp.mcp.ToolAnswer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code impact [SYMBOL]}. */
@Command(
        name = "impact",
        description = "Show what a change reaches: of a symbol, or of the working tree since a git revision.",
        exitCodeList = "1:nothing found, failed or refused; the message says what to do",
        footer = {
            "${ROOT-COMMAND-NAME} impact",
            "${ROOT-COMMAND-NAME} impact --base main",
            "${ROOT-COMMAND-NAME} impact Gson.fromJson --depth 2 --json"
        })
final class ImpactCommand extends ToolCommand {
    @Parameters(
            arity = "0..1",
            paramLabel = "SYMBOL",
            description = "Its name, plain or qualified; default: what changed since the revision.")
    private Optional<String> symbol = Optional.empty();

    @Option(names = "--base", paramLabel = "REVISION", description = "A git revision, such as main; default: HEAD.")
    private Optional<String> base = Optional.empty();

    @Option(names = "--file", paramLabel = "FILE", description = "The file that defines it, if several have the name.")
    private Optional<String> file = Optional.empty();

    @Option(names = "--line", paramLabel = "N", description = "The line of the definition in that file.")
    private Optional<Integer> line = Optional.empty();

    @Option(names = "--depth", paramLabel = "N", description = "How many uses of uses to follow, 1 to 5; default: 3.")
    private Optional<Integer> depth = Optional.empty();

    @Option(
            names = "--max-tokens",
            paramLabel = "N",
            description = "Limit of the answer in tokens, 200 to 20000; default: 4000.")
    private Optional<Integer> maxTokens = Optional.empty();

    @Mixin
    private PlaceOptions place = new PlaceOptions();

    ImpactCommand(Services.Opener opener) {
        super(opener);
    }

    @Override
    int run(Services services) throws InterruptedException {
        ToolAnswer answer = ask(services.tool("analyze_impact"), arguments(), place.indexed(this, services));
        boolean isKnown = !Json.tree(answer.structured()).path("changed").isEmpty();
        return printed(answer, symbol.isEmpty() || isKnown);
    }

    private Map<String, Object> arguments() {
        Map<String, Object> arguments = new HashMap<>();
        symbol.ifPresent(given -> arguments.put("symbol", given));
        base.ifPresent(given -> arguments.put("base", given));
        file.ifPresent(given -> arguments.put("file_path", given));
        line.ifPresent(given -> arguments.put("line", given));
        depth.ifPresent(given -> arguments.put("depth", given));
        maxTokens.ifPresent(given -> arguments.put("max_tokens", given));
        place.addTo(arguments);
        return arguments;
    }
}
