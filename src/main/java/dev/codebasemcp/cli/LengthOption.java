package dev.codebasemcp.cli;

import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How long an answer about symbols may be. Mixed into commands. */
final class LengthOption {
    @Option(
            names = "--max-tokens",
            paramLabel = "N",
            description = "Limit of the answer in tokens, 200 to 20000; default: 4000.")
    private Optional<Integer> maxTokens = Optional.empty();

    void addTo(Map<String, Object> arguments) {
        maxTokens.ifPresent(given -> arguments.put("max_tokens", given));
    }
}
