package dev.codebasemcp.mcp;

import dev.codebasemcp.model.Term;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What a tool answers. Sentences in it name what to give or to use by a {@link Term}.
 *
 * @param structured has the form of the tool's output
 * @param text the same for an agent to read, as short as it can be
 */
public record ToolAnswer(Map<String, Object> structured, String text) {
    /** The answer to a caller who knows things by what {@code words} makes of their names in MCP; see {@link Term}. */
    public ToolAnswer worded(UnaryOperator<String> words) {
        Map<String, Object> fields = new LinkedHashMap<>();
        structured.forEach((name, value) -> fields.put(name, worded(value, words)));
        return new ToolAnswer(fields, Term.worded(text, words));
    }

    private static Object worded(Object value, UnaryOperator<String> words) {
        if (value instanceof String text) {
            return Term.worded(text, words);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(one -> worded(one, words)).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> fields = new LinkedHashMap<>();
            map.forEach((name, field) -> fields.put(name, worded(field, words)));
            return fields;
        }
        return value;
    }
}
