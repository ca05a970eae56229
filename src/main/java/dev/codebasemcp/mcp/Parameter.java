package dev.codebasemcp.mcp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An argument of a tool: the only definition of its name, type, bounds, default and text. The JSON schema, the
 * validation and the documentation derive from it.
 *
 * @param min the minimum value of an integer, or the minimum length of a text
 * @param max the maximum value or length
 * @param choices the only accepted texts; empty means any
 * @param cut whether a text longer than {@code max} is truncated with a note instead of rejected
 * @param fallback the default value
 * @param text its purpose, for the calling agent
 */
public record Parameter(
        String name,
        Type type,
        boolean required,
        int min,
        int max,
        List<String> choices,
        boolean cut,
        Optional<Object> fallback,
        String text) {
    private static final int UUID_LENGTH = 36;
    private static final int MAX_TEXT = 4096;
    /** The maximum number of texts in a list. */
    static final int MAX_ITEMS = 200;

    /** The types of arguments; each argument has exactly one. */
    public enum Type {
        TEXT("string"),
        /** Several texts, or some of the choices. */
        TEXTS("array"),
        UUID("string"),
        INTEGER("integer"),
        FLAG("boolean");

        private final String json;

        Type(String json) {
            this.json = json;
        }

        /** The name of the type in a JSON schema. */
        public String json() {
            return json;
        }
    }

    public Parameter {
        choices = List.copyOf(choices);
    }

    static Parameter text(String name, String text) {
        return text(name, MAX_TEXT, text);
    }

    static Parameter text(String name, int max, String text) {
        return new Parameter(name, Type.TEXT, false, 1, max, List.of(), false, Optional.empty(), text);
    }

    /** Creates a text of which only the first {@code max} characters are used. */
    static Parameter cutText(String name, int max, String text) {
        return new Parameter(name, Type.TEXT, false, 1, max, List.of(), true, Optional.empty(), text);
    }

    /** Creates a list of texts of at most {@code max} characters each. */
    static Parameter texts(String name, int max, String text) {
        return new Parameter(name, Type.TEXTS, false, 1, max, List.of(), false, Optional.empty(), text);
    }

    static Parameter choice(String name, List<String> choices, String text) {
        return new Parameter(name, Type.TEXT, false, 1, MAX_TEXT, choices, false, Optional.empty(), text);
    }

    /** Creates a list of choices. */
    static Parameter choices(String name, List<String> choices, String text) {
        return new Parameter(name, Type.TEXTS, false, 1, MAX_TEXT, choices, false, Optional.empty(), text);
    }

    static Parameter uuid(String name, String text) {
        return new Parameter(
                name, Type.UUID, false, UUID_LENGTH, UUID_LENGTH, List.of(), false, Optional.empty(), text);
    }

    static Parameter integer(String name, int min, int max, String text) {
        return new Parameter(name, Type.INTEGER, false, min, max, List.of(), false, Optional.empty(), text);
    }

    static Parameter flag(String name, String text) {
        return new Parameter(name, Type.FLAG, false, 0, 1, List.of(), false, Optional.of(false), text);
    }

    Parameter asRequired() {
        return new Parameter(name, type, true, min, max, choices, cut, fallback, text);
    }

    Parameter or(Object value) {
        return new Parameter(name, type, required, min, max, choices, cut, Optional.of(value), text);
    }

    /**
     * Returns the argument's part of the input schema. Clients pay for every word of it, so it leaves out what they hardly
     * ever meet: the bounds of a text's length, and that a flag is off.
     */
    Map<String, Object> schema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", type.json());
        switch (type) {
            case INTEGER -> {
                schema.put("minimum", min);
                schema.put("maximum", max);
            }
            case UUID -> schema.put("format", "uuid");
            case TEXTS ->
                schema.put(
                        "items",
                        choices.isEmpty()
                                ? Map.of("type", Type.TEXT.json())
                                : Map.of("type", Type.TEXT.json(), "enum", choices));
            case TEXT -> {
                if (!choices.isEmpty()) {
                    schema.put("enum", choices);
                }
            }
            case FLAG -> {}
        }
        fallback.filter(value -> !value.equals(false)).ifPresent(value -> schema.put("default", value));
        schema.put("description", text);
        return schema;
    }

    /** Whether the argument names one thing, as those do whose names end so. */
    boolean isId() {
        return type == Type.UUID || name.endsWith("_id");
    }

    /** Whether {@code value} holds no caller's data: a number, a flag, or one of the choices. */
    boolean isPredefined(@Nullable Object value) {
        return value == null
                || value instanceof Number
                || value instanceof Boolean
                || choices.contains(value)
                || (value instanceof List<?> list && choices.containsAll(list));
    }

    /** The accepted values, as a continuation of "must be". */
    String accepted() {
        return switch (type) {
            case TEXT -> choices.isEmpty() ? acceptedText() : "one of " + String.join(", ", choices);
            case TEXTS ->
                choices.isEmpty()
                        ? "a list of up to " + MAX_ITEMS + " strings of " + min + " to " + max + " characters"
                        : "some of " + String.join(", ", choices);
            case UUID -> "a UUID such as 123e4567-e89b-12d3-a456-426614174000";
            case INTEGER -> "an integer from " + min + " to " + max;
            case FLAG -> "true or false";
        };
    }

    private String acceptedText() {
        return "a string of " + min + " to " + max + " characters that is not blank" + (cut ? ", cut if longer" : "");
    }
}
