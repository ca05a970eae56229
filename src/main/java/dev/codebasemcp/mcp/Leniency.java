package dev.codebasemcp.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a caller means by a value of another type than the parameter's, where that is clear. */
final class Leniency {
    /** Whole numbers, also those that were written as a fraction. */
    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,15}(?:\\.0{1,15})?");

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s-]+");

    private static final JsonMapper JSON = new JsonMapper();
    /** Between the items of a list that is written as one text, such as {@code "tests, docs"}. */
    private static final Pattern BETWEEN_ITEMS = Pattern.compile("[\\s,;|]+");

    private Leniency() {}

    /** Returns the value that is meant, or the given one if that is not clear; null if none is. */
    static @Nullable Object meaning(Parameter parameter, @Nullable Object given) {
        if (parameter.type() == Parameter.Type.TEXTS) {
            return texts(given);
        }
        boolean choices = parameter.type() == Parameter.Type.CHOICES;
        Object value = choices && given instanceof String text && isJson(text) ? parsed(text) : given;
        if (choices && value instanceof List<?> list) {
            return list.isEmpty() ? null : list(parameter, list);
        }
        return given instanceof String text ? meaning(parameter, text) : given;
    }

    private static @Nullable Object meaning(Parameter parameter, String text) {
        String bare = text.strip();
        if (bare.isEmpty()) {
            // An empty id must not become the default project or job.
            return parameter.required() || parameter.isId() ? text : null;
        }
        return written(parameter, text, bare);
    }

    private static Object written(Parameter parameter, String text, String bare) {
        return switch (parameter.type()) {
            case INTEGER -> WHOLE.matcher(bare).matches() ? new BigDecimal(bare) : text;
            case FLAG -> flag(bare).map(Object.class::cast).orElse(text);
            case CHOICES -> list(parameter, List.of(BETWEEN_ITEMS.split(bare)));
            case UUID -> bare;
            case TEXTS -> text;
            case TEXT -> choice(parameter, bare).orElse(text);
        };
    }

    /** An empty list, like a blank text, counts as absent. */
    private static @Nullable Object texts(@Nullable Object given) {
        if (given instanceof String text) {
            return texts(isJson(text) ? parsed(text) : text.isBlank() ? null : List.of(text.strip()));
        }
        return given instanceof List<?> list && list.isEmpty() ? null : given;
    }

    private static boolean isJson(String text) {
        return text.strip().startsWith("[");
    }

    private static Object parsed(String text) {
        try {
            return JSON.readValue(text, List.class);
        } catch (JsonProcessingException noList) {
            return List.of(text.strip());
        }
    }

    private static Optional<Boolean> flag(String text) {
        if (text.equalsIgnoreCase("true")) {
            return Optional.of(true);
        }
        return text.equalsIgnoreCase("false") ? Optional.of(false) : Optional.empty();
    }

    /** Returns the list with the choices that its items mean. */
    private static List<Object> list(Parameter parameter, List<?> items) {
        List<Object> meant = new ArrayList<>();
        for (Object item : items) {
            meant.add(item instanceof String text ? choiceOf(parameter, text).orElse(text) : String.valueOf(item));
        }
        return meant;
    }

    /** Returns the choice whose singular starts a word: {@code Test} and {@code testing} mean {@code tests}. */
    private static Optional<String> choiceOf(Parameter parameter, String word) {
        String lower = word.strip().toLowerCase(Locale.ROOT);
        return parameter.choices().stream()
                .filter(choice -> lower.startsWith(choice.replaceAll("s$", "")))
                .findFirst();
    }

    private static Optional<String> choice(Parameter parameter, String text) {
        String word = BETWEEN_WORDS.matcher(text).replaceAll("_");
        return parameter.choices().stream().filter(word::equalsIgnoreCase).findFirst();
    }
}
