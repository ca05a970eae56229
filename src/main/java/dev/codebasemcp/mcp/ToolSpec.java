package dev.codebasemcp.mcp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The description of a tool for clients.
 *
 * @param title for people
 * @param description for the agent: when to use the tool, and what it returns
 * @param output the structure of its result
 */
public record ToolSpec(
        String name, String title, String description, List<Parameter> parameters, Shape output, Effect effect) {
    /** The effect of a call; clients use it to decide which calls need confirmation. */
    public enum Effect {
        /** Changes nothing. */
        READS,
        /** Changes something, but repeating the call changes nothing more. */
        CHANGES_ONCE
    }

    public ToolSpec {
        parameters = List.copyOf(parameters);
    }

    /** Returns the JSON schema of the arguments. */
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

    /** Returns the JSON schema of the structured result. */
    public Map<String, Object> outputSchema() {
        return output.schema();
    }
}
