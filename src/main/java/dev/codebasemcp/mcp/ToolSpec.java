package dev.codebasemcp.mcp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a client learns of a tool.
 *
 * @param title for people
 * @param description for the agent: when to use the tool, and what comes back
 * @param output the form of its structured result
 */
public record ToolSpec(
        String name, String title, String description, List<Parameter> parameters, Shape output, Effect effect) {
    /** What a call changes; tells clients what needs no confirmation. */
    public enum Effect {
        /** Nothing. */
        READS,
        /** Something, but a second equal call changes no more. */
        CHANGES_ONCE
    }

    public ToolSpec {
        parameters = List.copyOf(parameters);
    }

    /** The JSON schema of the arguments. */
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

    /** The JSON schema of the structured result. */
    public Map<String, Object> outputSchema() {
        return output.schema();
    }
}
