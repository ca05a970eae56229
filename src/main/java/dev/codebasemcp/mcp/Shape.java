package dev.codebasemcp.mcp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The structure of a result, from which its JSON schema is built. Immutable.
 *
 * <p>Results never contain null: absent values are omitted, because clients handle union types poorly.
 */
public final class Shape {
    private static final String TYPE = "type";

    private final Map<String, Object> properties;
    private final List<String> required;

    private Shape(Map<String, Object> properties, List<String> required) {
        this.properties = properties;
        this.required = required;
    }

    static Shape object() {
        return new Shape(Map.of(), List.of());
    }

    Shape text(String... names) {
        return with(Map.of(TYPE, "string"), names);
    }

    /** Adds arrays of texts. */
    Shape texts(String... names) {
        return with(array(Map.of(TYPE, "string")), names);
    }

    Shape integer(String... names) {
        return with(Map.of(TYPE, "integer"), names);
    }

    Shape number(String... names) {
        return with(Map.of(TYPE, "number"), names);
    }

    Shape flag(String... names) {
        return with(Map.of(TYPE, "boolean"), names);
    }

    Shape object(String name, Shape shape) {
        return with(shape.schema(), name);
    }

    /**
     * Adds an object of which only the field names are declared: clients pay for every word of a schema. It may also
     * have warnings, a list of sentences.
     */
    Shape object(String name, List<String> fields) {
        Map<String, Object> schema = brief(fields);
        schema.put("properties", Map.of("warnings", Map.of(TYPE, "array")));
        return with(schema, name);
    }

    /** Adds an array of such objects. */
    Shape objects(String name, List<String> fields) {
        return with(array(brief(fields)), name);
    }

    Shape objects(String name, Shape items) {
        return with(array(items.schema()), name);
    }

    /** Adds the fields of {@code other} as optional ones. */
    Shape optional(Shape other) {
        Map<String, Object> all = new LinkedHashMap<>(properties);
        all.putAll(other.properties);
        return new Shape(all, required);
    }

    Map<String, Object> schema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put(TYPE, "object");
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        return schema;
    }

    private static Map<String, Object> brief(List<String> fields) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put(TYPE, "object");
        schema.put("required", fields);
        return schema;
    }

    private static Map<String, Object> array(Map<String, Object> items) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put(TYPE, "array");
        schema.put("items", items);
        return schema;
    }

    private Shape with(Map<String, Object> schema, String... names) {
        Map<String, Object> all = new LinkedHashMap<>(properties);
        List<String> must = new ArrayList<>(required);
        for (String name : names) {
            all.put(name, schema);
            must.add(name);
        }
        return new Shape(all, must);
    }
}
