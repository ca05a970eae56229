package dev.codebasemcp.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A path of the API and what answers it.
 *
 * @param method {@code GET}, {@code POST} or {@code DELETE}
 * @param path begins with {@code /api/}; a part in braces stands for any value
 * @param endpoint answers requests
 */
public record Route(String method, String path, Endpoint endpoint) {
    private static final String SEPARATOR = "/";

    /** Answers requests of one route. Thread-safe. */
    @FunctionalInterface
    public interface Endpoint {
        /**
         * Returns the answer, which becomes a JSON document.
         *
         * @throws dev.codebasemcp.model.CodebaseException with a message for the user
         * @throws InterruptedException if the server ends
         */
        Map<String, ?> answer(ApiRequest request) throws InterruptedException;
    }

    /** Returns the values of the placeholders if the raw path of a request is one of this route. */
    Optional<Map<String, String>> match(String rawPath) {
        List<String> expected = List.of(path.split(SEPARATOR, -1));
        List<String> given = List.of(rawPath.split(SEPARATOR, -1));
        if (expected.size() != given.size()) {
            return Optional.empty();
        }
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < expected.size(); i++) {
            String part = expected.get(i);
            if (part.startsWith("{")) {
                values.put(part.substring(1, part.length() - 1), decoded(given.get(i)));
            } else if (!part.equals(given.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }

    private static String decoded(String part) {
        // In a path, a plus sign is itself.
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
