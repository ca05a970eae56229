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
    private static final String ACCEPTED =
            "accepted are names, ids or tag:NAME, separated by commas, or one of the words all and none";
    private static final String TAG = "tag:";
    private static final Pattern TAGGED = Pattern.compile("[^:]++:\\s*+[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{0,63}");
    /** In UTF-16; a name may have 255 characters. */
    private static final int LONGEST = 510;

    private static final Pattern COMMA = Pattern.compile(",");

    public AllowedProjects {
        names = names.map(List::copyOf);
    }

    static AllowedProjects parse(String text) {
        if (text.equalsIgnoreCase(ALL_WORD)) {
            return ALL;
        }
        if (text.equalsIgnoreCase(NONE_WORD)) {
            return new AllowedProjects(Optional.of(List.of()));
        }
        List<String> names = COMMA.splitAsStream(text)
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        if (names.isEmpty()) {
            throw new IllegalArgumentException("it has no name; " + ACCEPTED);
        }
        int wrong = (int) names.stream().takeWhile(AllowedProjects::isPossible).count();
        if (wrong < names.size()) {
            throw new IllegalArgumentException("its name " + (wrong + 1) + " can be no project; " + ACCEPTED);
        }
        return new AllowedProjects(Optional.of(names));
    }

    /** Whether a name can allow a project. A project that is called all or none has an id. */
    private static boolean isPossible(String name) {
        boolean isTag = name.regionMatches(true, 0, TAG, 0, TAG.length());
        return isTag
                ? TAGGED.matcher(name).matches()
                : name.length() <= LONGEST && !name.equalsIgnoreCase(ALL_WORD) && !name.equalsIgnoreCase(NONE_WORD);
    }

    String shown() {
        return names.map(list -> list.isEmpty() ? NONE_WORD : String.join(", ", list))
                .orElse(ALL_WORD);
    }
}
