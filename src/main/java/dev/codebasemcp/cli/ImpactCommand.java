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

    @Mixin
    private DefinitionOptions definition = new DefinitionOptions();

    @Option(names = "--depth", paramLabel = "N", description = "How many uses of uses to follow, 1 to 5; default: 3.")
    private Optional<Integer> depth = Optional.empty();

    @Mixin
    private LengthOption length = new LengthOption();

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
        definition.addTo(arguments);
        depth.ifPresent(given -> arguments.put("depth", given));
        length.addTo(arguments);
        place.addTo(arguments);
        return arguments;
    }
}
