package dev.codebasemcp.project;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.codebasemcp.model.RejectedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The fields of one object in a config file, read with type checks. A field with a fault counts as missing, so that all
 * faults are found.
 *
 * @param prefix precedes a field's name in messages: empty, or {@code project.}
 * @param faults what is wrong so far, shared with inner objects; grows
 */
record ConfigFields(Path file, String prefix, JsonNode object, List<String> faults) {
    private static final int SHOWN = 80;

    Optional<String> text(String field) {
        JsonNode value = object.get(field);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            reject(field, value, "a string; remove the field if there is none");
            return Optional.empty();
        }
        String text = value.textValue();
        if (text.codePoints().anyMatch(ProjectName::unstorable)) {
            reject(field, value, "text without NUL characters or unpaired surrogates");
            return Optional.empty();
        }
        return Optional.of(text);
    }

    boolean flag(ConfigSwitch field) {
        JsonNode value = object.get(field.field());
        if (value == null) {
            return field.usual();
        }
        if (!value.isBoolean()) {
            reject(field.field(), value, "true or false");
            return field.usual();
        }
        return value.booleanValue();
    }

    /** Returns the fields of an inner object; none if there is no such object, which is a fault. */
    Optional<ConfigFields> inner(String field) {
        JsonNode value = object.get(field);
        if (value == null) {
            missing(field, "it is an object with a \"name\"");
            return Optional.empty();
        }
        if (!value.isObject()) {
            reject(field, value, "an object with a \"name\"");
            return Optional.empty();
        }
        return Optional.of(new ConfigFields(file, prefix + field + ".", value, faults));
    }

    /** Returns a warning for each unknown field. */
    List<String> unknown(Set<String> known) {
        List<String> warnings = new ArrayList<>();
        object.fieldNames().forEachRemaining(field -> {
            if (!known.contains(field)) {
                warnings.add(file + ": the field \"" + prefix + field + "\" is unknown and has no effect");
            }
        });
        return warnings;
    }

    boolean has(String field) {
        return object.has(field);
    }

    void missing(String field, String rule) {
        faults.add("the field \"" + prefix + field + "\" is missing; " + rule + ".");
    }

    void reject(String field, String value, String accepted) {
        reject(field, TextNode.valueOf(value), accepted);
    }

    private void reject(String field, JsonNode value, String accepted) {
        String shown = value.toString();
        if (shown.length() > SHOWN) {
            shown = shown.substring(0, SHOWN) + "…";
        }
        faults.add("the field \"" + prefix + field + "\" is " + shown + "; it must be " + accepted + ".");
    }

    /**
     * Ends the reading.
     *
     * @throws RejectedException with all faults, if there are any
     */
    void check() {
        if (!faults.isEmpty()) {
            throw new RejectedException(file + ": " + String.join(" And ", faults));
        }
    }
}
