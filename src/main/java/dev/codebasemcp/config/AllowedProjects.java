package dev.codebasemcp.config;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which projects one search may cover together. Immutable.
 *
 * @param names ids, exact names, or {@code tag:NAME}; empty for all projects
 */
public record AllowedProjects(Optional<List<String>> names) {
    /** No project is excluded. */
    public static final AllowedProjects ALL = new AllowedProjects(Optional.empty());

    private static final String ALL_WORD = "all";
    private static final String NONE_WORD = "none";
    private static final Pattern COMMA = Pattern.compile(",");

    public AllowedProjects {
        names = names.map(List::copyOf);
    }

    static AllowedProjects parse(String text) {
        if (text.equalsIgnoreCase(ALL_WORD)) {
            return ALL;
        }
        return new AllowedProjects(Optional.of(
                text.equalsIgnoreCase(NONE_WORD)
                        ? List.of()
                        : COMMA.splitAsStream(text)
                                .map(String::strip)
                                .filter(name -> !name.isEmpty())
                                .toList()));
    }

    String shown() {
        return names.map(list -> list.isEmpty() ? NONE_WORD : String.join(", ", list))
                .orElse(ALL_WORD);
    }
}
