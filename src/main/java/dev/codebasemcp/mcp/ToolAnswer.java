package dev.codebasemcp.mcp;

import dev.codebasemcp.model.Term;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The answer of a tool. Its sentences name arguments and tools with {@link Term}.
 *
 * @param structured conforms to the tool's output schema
 * @param text the same for an agent, as short as possible
 */
public record ToolAnswer(Map<String, Object> structured, String text) {
    /** Translates the MCP names in the answer; see {@link Term}. */
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
            return list.stream().map(item -> worded(item, words)).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> fields = new LinkedHashMap<>();
            map.forEach((name, field) -> fields.put(name, worded(field, words)));
            return fields;
        }
        return value;
    }
}
