package dev.codebasemcp.mcp;

import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.model.Term;
import dev.codebasemcp.quoting.Quoted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The arguments of one call, validated against the tool's parameters. Immutable. */
public final class Arguments {
    private static final int SHOWN = 80;
    private static final int SHOWN_NAMES = 5;
    private static final Pattern EMPTY_LIST = Pattern.compile("\\s*+\\[\\s*+\\]\\s*+");
    private static final Pattern SURROGATES = Pattern.compile("\\p{Cs}");

    private final Map<String, Object> values;
    private final List<String> notes;

    private Arguments(Map<String, Object> values, List<String> notes) {
        this.values = values;
        this.notes = List.copyOf(notes);
    }

    /**
     * Validates a client's arguments. Models write some values in another form, which is accepted if its meaning is
     * clear: null, or a blank text that is not required and no id, counts as absent; {@code "5"} is 5, {@code "True"} is
     * true; choices may have any case; one text, or a list written as JSON, is a list.
     *
     * @throws RejectedException naming all invalid arguments, their values and what is accepted
     */
    public static Arguments check(ToolSpec tool, Map<String, Object> given) {
        List<String> faults = new ArrayList<>();
        unknown(tool, given).ifPresent(faults::add);
        Map<String, Object> values = new HashMap<>();
        List<String> notes = new ArrayList<>();
        for (Parameter parameter : tool.parameters()) {
            Object meant = Leniency.meaning(parameter, given.get(parameter.name()));
            if (meant == null && isEmptyList(given.get(parameter.name()))) {
                notes.add("The list " + parameter.name() + " is empty, so it restricts nothing.");
            }
            value(parameter, cut(parameter, meant, notes), faults)
                    .ifPresent(value -> values.put(parameter.name(), value));
        }
        if (!faults.isEmpty()) {
            throw new RejectedException(String.join(" ", faults));
        }
        return new Arguments(values, notes);
    }

    private static boolean isEmptyList(@Nullable Object given) {
        return given instanceof List<?> list ? list.isEmpty() : given instanceof String text && isEmptyList(text);
    }

    private static boolean isEmptyList(String text) {
        return EMPTY_LIST.matcher(text).matches();
    }

    private static Optional<String> unknown(ToolSpec tool, Map<String, Object> given) {
        List<String> names = tool.parameters().stream().map(Parameter::name).toList();
        List<String> unknown =
                given.keySet().stream().filter(name -> !names.contains(name)).toList();
        if (unknown.isEmpty()) {
            return Optional.empty();
        }
        String shown = unknown.stream()
                .limit(SHOWN_NAMES)
                .map(name -> '"' + Quoted.brief(name, SHOWN) + '"')
                .collect(Collectors.joining(", "));
        int more = unknown.size() - SHOWN_NAMES;
        return Optional.of("Unknown argument" + (unknown.size() == 1 ? " " : "s ") + shown
                + (more > 0 ? " and " + more + " more" : "") + "; " + tool.name() + " accepts "
                + (names.isEmpty() ? "no arguments." : String.join(", ", names) + "."));
    }

    /** Sentences about truncated arguments and empty lists, which the answer must include. */
    public List<String> notes() {
        return notes;
    }

    /** Strips surrounding blanks, truncates to the maximum length, and replaces unpaired surrogates. */
    private static @Nullable Object cut(Parameter parameter, @Nullable Object value, List<String> notes) {
        if (!parameter.cut() || !(value instanceof String text) || text.isBlank()) {
            return value;
        }
        String bare = text.strip();
        if (bare.length() > parameter.max()) {
            notes.add(String.format(
                    Locale.ROOT,
                    "The %s has %,d characters; only the first %,d are used.",
                    parameter.name(),
                    bare.length(),
                    parameter.max()));
        }
        String start = Quoted.start(bare, parameter.max());
        return JsonRpcCodec.isUnicode(start) ? start : SURROGATES.matcher(start).replaceAll("\uFFFD");
    }

    public String text(String name) {
        return (String) required(name);
    }

    public Optional<String> optionalText(String name) {
        return Optional.ofNullable((String) values.get(name));
    }

    /** Returns the texts of a list, without duplicates; none if it is absent. */
    public List<String> texts(String name) {
        return values.get(name) instanceof List<?> list
                ? list.stream().map(String.class::cast).distinct().toList()
                : List.of();
    }

    public UUID uuid(String name) {
        return UUID.fromString(text(name));
    }

    /** Returns an integer that is required or has a default. */
    public int integer(String name) {
        return (Integer) required(name);
    }

    public Optional<Integer> optionalInteger(String name) {
        return Optional.ofNullable((Integer) values.get(name));
    }

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

    private static Optional<Object> value(Parameter parameter, @Nullable Object value, List<String> faults) {
        if (value != null) {
            Optional<Object> checked = checked(parameter, value);
            if (checked.isEmpty()) {
                faults.add("The argument \"" + Term.of(parameter.name()) + "\" is " + describe(value) + "; it must be "
                        + parameter.accepted() + ".");
            }
            return checked;
        }
        if (parameter.required()) {
            faults.add("The argument \"" + Term.of(parameter.name()) + "\" is missing; it must be "
                    + parameter.accepted() + ".");
        }
        return parameter.fallback();
    }

    private static Optional<Object> checked(Parameter parameter, Object value) {
        return switch (parameter.type()) {
            case TEXT -> text(parameter, value);
            case TEXTS -> texts(parameter, value);
            case UUID -> uuid(value);
            case INTEGER -> integer(parameter, value);
            case FLAG -> value instanceof Boolean ? Optional.of(value) : Optional.empty();
        };
    }

    private static Optional<Object> text(Parameter parameter, Object value) {
        boolean good = value instanceof String text
                && !text.isBlank()
                && text.indexOf('\0') < 0
                && JsonRpcCodec.isUnicode(text)
                && text.length() >= parameter.min()
                && text.length() <= parameter.max()
                && (parameter.choices().isEmpty() || parameter.choices().contains(text));
        return good ? Optional.of(value) : Optional.empty();
    }

    private static Optional<Object> texts(Parameter parameter, Object value) {
        boolean good = value instanceof List<?> list
                && list.size() <= Parameter.MAX_ITEMS
                && list.stream().allMatch(item -> text(parameter, item).isPresent());
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

    private static String describe(Object value) {
        return value instanceof String text
                ? '"' + Quoted.brief(text, SHOWN) + '"'
                : Quoted.brief(String.valueOf(value), SHOWN);
    }
}
