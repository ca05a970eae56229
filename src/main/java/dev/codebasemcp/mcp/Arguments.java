package dev.codebasemcp.mcp;

import dev.codebasemcp.model.RejectedException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The arguments of one call, checked against the tool's parameters. Immutable. */
public final class Arguments {
    private static final int SHOWN = 80;

    private final Map<String, Object> values;

    private Arguments(Map<String, Object> values) {
        this.values = values;
    }

    /**
     * Checks what a client sent. A null stands for an argument that was not given.
     *
     * @throws RejectedException that names the first wrong argument, what was given and what is accepted
     */
    public static Arguments check(ToolSpec tool, Map<String, Object> given) {
        List<String> names = tool.parameters().stream().map(Parameter::name).toList();
        for (String name : given.keySet()) {
            if (!names.contains(name)) {
                throw new RejectedException("Unknown argument \"" + shorten(name) + "\"; " + tool.name() + " accepts "
                        + (names.isEmpty() ? "no arguments." : String.join(", ", names) + "."));
            }
        }
        Map<String, Object> values = new HashMap<>();
        for (Parameter parameter : tool.parameters()) {
            value(parameter, given).ifPresent(value -> values.put(parameter.name(), value));
        }
        return new Arguments(values);
    }

    /** An argument that is required or has a default. */
    public String text(String name) {
        return (String) required(name);
    }

    /** An optional argument. */
    public Optional<String> optionalText(String name) {
        return Optional.ofNullable((String) values.get(name));
    }

    /** A required argument that is a UUID. */
    public UUID uuid(String name) {
        return UUID.fromString(text(name));
    }

    /** An optional argument that is a UUID. */
    public Optional<UUID> optionalUuid(String name) {
        return optionalText(name).map(UUID::fromString);
    }

    /** An argument that is required or has a default. */
    public int integer(String name) {
        return (Integer) required(name);
    }

    /** An argument that is required or has a default. */
    public boolean flag(String name) {
        return (Boolean) required(name);
    }

    private Object required(String name) {
        Object value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the tool has no such required argument: " + name);
        }
        return value;
    }

    private static Optional<Object> value(Parameter parameter, Map<String, Object> given) {
        Object value = given.get(parameter.name());
        if (value != null) {
            return Optional.of(checked(parameter, value));
        }
        if (parameter.required()) {
            throw new RejectedException(
                    "The argument \"" + parameter.name() + "\" is missing; it must be " + parameter.accepted() + ".");
        }
        return parameter.fallback();
    }

    private static Object checked(Parameter parameter, Object value) {
        Optional<Object> checked = switch (parameter.type()) {
            case TEXT -> text(parameter, value);
            case UUID -> uuid(value);
            case INTEGER -> integer(parameter, value);
            case FLAG -> value instanceof Boolean ? Optional.of(value) : Optional.empty();
        };
        return checked.orElseThrow(() -> rejected(parameter, value));
    }

    private static Optional<Object> text(Parameter parameter, Object value) {
        boolean good = value instanceof String text
                && !text.isBlank()
                && text.indexOf('\0') < 0
                && text.length() >= parameter.min()
                && text.length() <= parameter.max()
                && (parameter.choices().isEmpty() || parameter.choices().contains(text));
        return good ? Optional.of(value) : Optional.empty();
    }

    private static Optional<Object> uuid(Object value) {
        return value instanceof String text
                ? dev.codebasemcp.model.JobId.parse(text).map(id -> id.value().toString())
                : Optional.empty();
    }

    private static Optional<Object> integer(Parameter parameter, Object value) {
        if (!(value instanceof Number number)) {
            return Optional.empty();
        }
        double exact = number.doubleValue();
        boolean good = exact == Math.rint(exact) && exact >= parameter.min() && exact <= parameter.max();
        return good ? Optional.of(number.intValue()) : Optional.empty();
    }

    private static RejectedException rejected(Parameter parameter, Object value) {
        return new RejectedException("The argument \"" + parameter.name() + "\" is " + describe(value) + "; it must be "
                + parameter.accepted() + ".");
    }

    private static String describe(Object value) {
        if (value instanceof String text) {
            String length = text.length() > SHOWN ? " (" + text.length() + " characters)" : "";
            return "\"" + shorten(text) + "\"" + length;
        }
        return shorten(value.toString());
    }

    /** The beginning of {@code text}, on one line, to be shown in a message. */
    static String shorten(String text) {
        String printable = text.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= SHOWN ? printable : printable.substring(0, SHOWN) + "…";
    }
}
