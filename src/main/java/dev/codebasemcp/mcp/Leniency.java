package dev.codebasemcp.mcp;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a caller means by a value of another type than the parameter's, where that is clear. */
final class Leniency {
    /** Whole numbers, also those that were written as a fraction. */
    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,15}(?:\\.0{1,15})?");

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s-]+");

    private Leniency() {}

    /** Returns the value that is meant, or the given one if that is not clear; null if none is. */
    static @Nullable Object meaning(Parameter parameter, @Nullable Object given) {
        if (!(given instanceof String text)) {
            return given;
        }
        String bare = text.strip();
        if (bare.isEmpty()) {
            // An empty id must not become the default project or job.
            return parameter.required() || parameter.isId() ? given : null;
        }
        return switch (parameter.type()) {
            case INTEGER -> WHOLE.matcher(bare).matches() ? new BigDecimal(bare) : given;
            case FLAG -> flag(bare).map(Object.class::cast).orElse(given);
            case UUID -> bare;
            case TEXT -> choice(parameter, bare).orElse(text);
        };
    }

    private static Optional<Boolean> flag(String text) {
        if (text.equalsIgnoreCase("true")) {
            return Optional.of(true);
        }
        return text.equalsIgnoreCase("false") ? Optional.of(false) : Optional.empty();
    }

    private static Optional<String> choice(Parameter parameter, String text) {
        String word = BETWEEN_WORDS.matcher(text).replaceAll("_");
        return parameter.choices().stream().filter(word::equalsIgnoreCase).findFirst();
    }
}
