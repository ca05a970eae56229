package dev.codebasemcp.mcp;

import dev.codebasemcp.config.AnswerForm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The description of a tool for clients.
 *
 * @param title for people
 * @param description for the agent: when to use the tool, and what it returns
 * @param output the structure of its result
 * @param content what its answers consist of
 */
public record ToolSpec(
        String name,
        String title,
        String description,
        List<Parameter> parameters,
        Shape output,
        Effect effect,
        Content content) {
    /** The effect of a call; clients use it to decide which calls need confirmation. */
    public enum Effect {
        READS,
        /** Changes something, but repeating the call changes nothing more. */
        CHANGES_ONCE
    }

    /** What answers consist of. */
    public enum Content {
        /** Quoted code: by default sent as text alone. A model should know these tools from its first turn. */
        CODE,
        /** Facts about projects and jobs: sent as fields and as text. */
        FACTS
    }

    public ToolSpec {
        parameters = List.copyOf(parameters);
    }

    /** A tool that answers with {@link Content#FACTS}. */
    public ToolSpec(
            String name, String title, String description, List<Parameter> parameters, Shape output, Effect effect) {
        this(name, title, description, parameters, output, effect, Content.FACTS);
    }

    /** Whether answers are sent as text alone. */
    boolean textOnly(AnswerForm form) {
        return content == Content.CODE && form == AnswerForm.TEXT;
    }

    public Map<String, Object> inputSchema() {
        Map<String, Object> properties = new LinkedHashMap<>();
        parameters.forEach(parameter -> properties.put(parameter.name(), parameter.schema()));
        List<String> required = parameters.stream()
                .filter(Parameter::required)
                .map(Parameter::name)
                .toList();
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        if (!properties.isEmpty()) {
            schema.put("properties", properties);
        }
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("additionalProperties", false);
        return schema;
    }

    public Map<String, Object> outputSchema() {
        return output.schema();
    }
}
