package dev.codebasemcp.cli;

import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which definition of a name is meant. Mixed into commands. */
final class DefinitionOptions {
    @Option(names = "--file", paramLabel = "FILE", description = "The file that defines it, if several have the name.")
    private Optional<String> file = Optional.empty();

    @Option(names = "--line", paramLabel = "N", description = "The line of the definition in that file.")
    private Optional<Integer> line = Optional.empty();

    void addTo(Map<String, Object> arguments) {
        file.ifPresent(given -> arguments.put("file_path", given));
        line.ifPresent(given -> arguments.put("line", given));
    }
}
