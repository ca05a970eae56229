package dev.codebasemcp.mcp;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The text of a call's arguments, which is private: people paste tokens and customer data into questions. Decides
 * which sentences are free of it and may be logged. Immutable.
 */
final class GivenText {
    /** Shorter pieces occur in too many sentences. */
    private static final int SHORTEST = 4;
    /** Ordinary words are not longer. */
    private static final int LONGEST_WORD = 14;

    private static final Pattern BETWEEN = Pattern.compile("[\\s\"'`(){}\\[\\],;]+");
    private static final Pattern MARKS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern ORDINARY = Pattern.compile("\\p{L}\\p{Ll}*[.:!?]?");
    private static final String WITHHELD = "(withheld: it contains arguments of the call)";

    private final Set<String> sensitive = new HashSet<>();

    GivenText(ToolSpec tool, Map<String, Object> arguments) {
        Map<String, Parameter> parameters =
                tool.parameters().stream().collect(Collectors.toMap(Parameter::name, Function.identity()));
        arguments.forEach((name, value) -> {
            Parameter parameter = parameters.get(name);
            // Our own sentences also contain argument names and choices.
            if (parameter == null) {
                add(name);
                collect(value);
            } else if (!parameter.isPredefined(value)) {
                collect(value);
            }
        });
    }

    /** Returns the sentence for the log, or a placeholder. */
    String withheldFrom(String sentence) {
        String lower = sentence.toLowerCase(Locale.ROOT);
        return sensitive.stream().anyMatch(lower::contains) ? WITHHELD : sentence;
    }

    /** Returns a copy of the failure and its causes for the log, without messages that contain arguments. */
    Throwable withheldFrom(Throwable failure) {
        return WithheldFailure.of(failure, this);
    }

    private void collect(Object value) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> {
                add(String.valueOf(key));
                collect(inner);
            });
        } else if (value instanceof Collection<?> many) {
            many.forEach(this::collect);
        } else if (value != null) {
            add(String.valueOf(value));
        }
    }

    private void add(String text) {
        String whole = text.strip().toLowerCase(Locale.ROOT);
        if (whole.length() >= SHORTEST) {
            sensitive.add(whole);
        }
        addWords(BETWEEN.split(text));
        addWords(MARKS.split(text));
    }

    private void addWords(String... words) {
        for (String word : words) {
            if (word.length() >= LONGEST_WORD
                    || (word.length() >= SHORTEST && !ORDINARY.matcher(word).matches())) {
                sensitive.add(word.toLowerCase(Locale.ROOT));
            }
        }
    }
}
