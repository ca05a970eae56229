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
 * The fields of one object in a config file, read with type checks.
 *
 * @param prefix precedes a field's name in messages: empty, or {@code project.}
 */
record ConfigFields(Path file, String prefix, JsonNode object) {
    private static final int SHOWN = 80;

    Optional<String> text(String field) {
        JsonNode value = object.get(field);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw rejected(field, value, "a string; remove the field if there is none");
        }
        String text = value.textValue();
        if (text.codePoints().anyMatch(ProjectName::unstorable)) {
            throw rejected(field, value, "text without NUL characters or unpaired surrogates");
        }
        return Optional.of(text);
    }

    boolean flag(String field, boolean fallback) {
        JsonNode value = object.get(field);
        if (value == null) {
            return fallback;
        }
        if (!value.isBoolean()) {
            throw rejected(field, value, "true or false");
        }
        return value.booleanValue();
    }

    ConfigFields inner(String field) {
        JsonNode value = object.get(field);
        if (value == null) {
            throw new RejectedException(
                    file + ": the field \"" + prefix + field + "\" is missing; it is an object with a \"name\".");
        }
        if (!value.isObject()) {
            throw rejected(field, value, "an object with a \"name\"");
        }
        return new ConfigFields(file, prefix + field + ".", value);
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

    RejectedException rejected(String field, JsonNode value, String accepted) {
        String shown = value.toString();
        if (shown.length() > SHOWN) {
            shown = shown.substring(0, SHOWN) + "…";
        }
        return new RejectedException(
                file + ": the field \"" + prefix + field + "\" is " + shown + "; it must be " + accepted + ".");
    }

    RejectedException rejected(String field, String value, String accepted) {
        return rejected(field, TextNode.valueOf(value), accepted);
    }
}
