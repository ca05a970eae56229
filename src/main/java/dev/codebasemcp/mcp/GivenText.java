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
 * What a caller gave a tool, which is nobody's business but the caller's: people paste tokens and customers' data into questions.
 * Tells which sentences are free of it, so that they may be logged. Immutable.
 */
final class GivenText {
    /** A shorter piece is in too many sentences. */
    private static final int SHORTEST = 4;
    /** An ordinary word is not longer. */
    private static final int LONGEST_WORD = 14;

    private static final Pattern BETWEEN = Pattern.compile("[\\s\"'`(){}\\[\\],;]+");
    private static final Pattern MARKS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern ORDINARY = Pattern.compile("\\p{L}\\p{Ll}*[.:!?]?");
    private static final String WITHHELD = "(left out here: it holds what the call was given)";

    private final Set<String> telling = new HashSet<>();

    GivenText(ToolSpec tool, Map<String, Object> arguments) {
        Map<String, Parameter> parameters =
                tool.parameters().stream().collect(Collectors.toMap(Parameter::name, Function.identity()));
        arguments.forEach((name, value) -> {
            Parameter parameter = parameters.get(name);
            // Our own sentences have the names of arguments, and their choices, too.
            if (parameter == null) {
                add(name);
                collect(value);
            } else if (!parameter.isOneOfOurs(value)) {
                collect(value);
            }
        });
    }

    /** A sentence as it may be logged. */
    String withheldFrom(String sentence) {
        String lower = sentence.toLowerCase(Locale.ROOT);
        return telling.stream().anyMatch(lower::contains) ? WITHHELD : sentence;
    }

    /** A failure and its causes by their classes and frames, with the messages that may be logged. */
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
            telling.add(whole);
        }
        addWords(BETWEEN.split(text));
        addWords(MARKS.split(text));
    }

    private void addWords(String... words) {
        for (String word : words) {
            if (word.length() >= LONGEST_WORD
                    || (word.length() >= SHORTEST && !ORDINARY.matcher(word).matches())) {
                telling.add(word.toLowerCase(Locale.ROOT));
            }
        }
    }
}
