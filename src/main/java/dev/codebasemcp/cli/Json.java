package dev.codebasemcp.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.codebasemcp.quoting.Quoted;

/** Answers as JSON documents. Stateless. */
final class Json {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Json() {}

    /** Writes plain maps, lists and values; control characters are escaped as in any shown text. */
    static String text(Object answer) {
        try {
            // The escapes of a shown text are also valid inside JSON strings.
            return Quoted.lines(MAPPER.writeValueAsString(answer));
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException("an answer is plain maps, lists and values", failure);
        }
    }

    static JsonNode tree(Object answer) {
        return MAPPER.valueToTree(answer);
    }
}
