package dev.codebasemcp.cli;

import dev.codebasemcp.mcp.ToolAnswer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code symbol NAME}. */
@Command(
        name = "symbol",
        description = "Show what a class, function, method or field is, and who uses it.",
        exitCodeList = "1:nothing found, failed or refused; the message says what to do",
        footer = {
            "${ROOT-COMMAND-NAME} symbol Gson.fromJson",
            "${ROOT-COMMAND-NAME} symbol \"from*\" --kind method --directory src/main",
            "${ROOT-COMMAND-NAME} symbol Shape --include implementations,callers --json"
        })
final class SymbolCommand extends ToolCommand {
    @Parameters(
            arity = "1",
            paramLabel = "NAME",
            description = "Its name, plain or qualified, such as Gson.fromJson; * stands for any letters.")
    private String symbol = "";

    @Option(names = "--kind", paramLabel = "KIND", description = "Only this kind, such as class or method.")
    private Optional<String> kind = Optional.empty();

    @Option(names = "--directory", paramLabel = "DIR", description = "Only definitions in this directory or file.")
    private Optional<String> directory = Optional.empty();

    @Option(names = "--language", paramLabel = "LANGUAGE", description = "Only this language, such as java or c++.")
    private Optional<String> language = Optional.empty();

    @Option(
            names = "--include",
            paramLabel = "PART",
            split = ",",
            description =
                    "Only these parts: documentation, body, outline, supertypes, implementations, callers, calls.")
    private List<String> include = List.of();

    @Option(names = "--limit", paramLabel = "N", description = "Maximum number of symbols, 1 to 100; default: 10.")
    private Optional<Integer> limit = Optional.empty();

    @Mixin
    private LengthOption length = new LengthOption();

    @Mixin
    private PlaceOptions place = new PlaceOptions();

    SymbolCommand(Services.Opener opener) {
        super(opener);
    }

    @Override
    int run(Services services) throws InterruptedException {
        ToolAnswer answer = ask(services.tool("find_symbol"), arguments(), place.indexed(this, services));
        return printed(
                answer, Json.tree(answer.structured()).path("total_count").asInt() > 0);
    }

    private Map<String, Object> arguments() {
        Map<String, Object> arguments = new HashMap<>();
        arguments.put("symbol", symbol);
        kind.ifPresent(given -> arguments.put("kind", given));
        directory.ifPresent(given -> arguments.put("directory", given));
        language.ifPresent(given -> arguments.put("language", given));
        limit.ifPresent(given -> arguments.put("limit", given));
        length.addTo(arguments);
        if (!include.isEmpty()) {
            arguments.put("include", include);
        }
        place.addTo(arguments);
        return arguments;
    }
}
