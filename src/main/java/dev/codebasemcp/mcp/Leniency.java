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
        Object value = given instanceof String text ? meaning(parameter, text) : given;
        return parameter.type() == Parameter.Type.TEXTS && value instanceof List<?> list
                ? texts(parameter, list)
                : value;
    }

    private static @Nullable Object meaning(Parameter parameter, String text) {
        String bare = text.strip();
        if (bare.isEmpty()) {
            // An empty id must not become the default project or job.
            return parameter.required() || parameter.isId() ? text : null;
        }
        return switch (parameter.type()) {
            case INTEGER -> WHOLE.matcher(bare).matches() ? new BigDecimal(bare) : text;
            case FLAG -> flag(bare).map(Object.class::cast).orElse(text);
            case UUID -> bare;
            case TEXTS -> items(parameter, bare);
            case TEXT -> choice(parameter, bare).orElse(text);
        };
    }

    /** An empty list, like a blank text, counts as absent. */
    private static @Nullable Object texts(Parameter parameter, List<?> items) {
        if (items.isEmpty()) {
            return null;
        }
        return parameter.choices().isEmpty() ? items : choices(parameter, items);
    }

    /** Returns the items of a list that is written as one text: as JSON, or, where no item has a comma or blank, between those. */
    private static List<?> items(Parameter parameter, String text) {
        if (text.startsWith("[")) {
            return parsed(text);
        }
        String[] items = parameter.choices().isEmpty() ? new String[0] : BETWEEN_ITEMS.split(text);
        return items.length == 0 ? List.of(text) : List.of(items);
    }

    private static List<?> parsed(String text) {
        try {
            return JSON.readValue(text, List.class);
        } catch (JsonProcessingException noList) {
            return List.of(text);
        }
    }

    private static Optional<Boolean> flag(String text) {
        if (text.equalsIgnoreCase("true")) {
            return Optional.of(true);
        }
        return text.equalsIgnoreCase("false") ? Optional.of(false) : Optional.empty();
    }

    /** Returns the list with the choices that its items mean. */
    private static List<Object> choices(Parameter parameter, List<?> items) {
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
