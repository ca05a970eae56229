package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What an answer shows of the projects of the law of isolation. */
final class Traces {
    /** Everything by which a project can be told: its word, its ids and jobs, its database, its name and directory. */
    private static final String ALL =
            "zq[a-z]{7}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|cb_proj_[a-z0-9_]+|law-[0-9]{3}";

    private Traces() {}

    static Set<String> all(JsonNode answer) {
        return of(answer.toString(), ALL);
    }

    static Set<String> of(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
    }

    static void assertOnly(Set<String> seen, Set<String> allowed) {
        assertThat(allowed).containsAll(seen);
    }
}
