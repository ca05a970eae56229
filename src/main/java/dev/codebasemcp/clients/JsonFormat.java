package dev.codebasemcp.clients;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.codebasemcp.files.JsonFault;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** JSON, also with comments and trailing commas. */
record JsonFormat() implements EntryFormat {
    static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .build();
    private static final ObjectMapper MAPPER =
            new ObjectMapper(FACTORY).enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    @Override
    public Map<String, Object> parse(String text) throws BrokenTextException {
        try {
            if (FACTORY.createParser(text).nextToken() == null) {
                return Map.of();
            }
            Object document = MAPPER.readValue(text, Object.class);
            if (document instanceof Map<?, ?> map) {
                return Documents.copied(map);
            }
            throw new BrokenTextException(1, 1, "an object in braces is expected");
        } catch (IOException broken) {
            throw broken(broken);
        }
    }

    static BrokenTextException broken(IOException fault) {
        if (!(fault instanceof JsonProcessingException broken)) {
            return new BrokenTextException("the text cannot be read", fault);
        }
        JsonLocation at = broken.getLocation();
        return at == null
                ? new BrokenTextException(JsonFault.words(broken), broken)
                : new BrokenTextException(at.getLineNr(), at.getColumnNr(), JsonFault.words(broken), broken);
    }

    @Override
    public String put(String text, List<String> path, Map<String, Object> entry) throws BrokenTextException {
        return JsonEdits.put(text, path, entry);
    }

    @Override
    public String remove(String text, List<String> path) throws BrokenTextException {
        return JsonEdits.remove(text, path);
    }

    /** Renders a value on lines of their own, the first one without indentation. */
    static String pretty(Object value, String indentation, Layout layout) {
        String inner = indentation + layout.unit();
        String between = "," + layout.newline() + inner;
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            return map.entrySet().stream()
                    .map(member ->
                            quoted(String.valueOf(member.getKey())) + ": " + pretty(member.getValue(), inner, layout))
                    .collect(Collectors.joining(
                            between, "{" + layout.newline() + inner, layout.newline() + indentation + "}"));
        }
        if (value instanceof List<?> list && !list.isEmpty()) {
            return list.stream()
                    .map(element -> pretty(element, inner, layout))
                    .collect(Collectors.joining(
                            between, "[" + layout.newline() + inner, layout.newline() + indentation + "]"));
        }
        return compact(value);
    }

    /** Renders a value on one line. */
    static String compact(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(member -> quoted(String.valueOf(member.getKey())) + ": " + compact(member.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(JsonFormat::compact).collect(Collectors.joining(", ", "[", "]"));
        }
        return scalar(value);
    }

    static String quoted(String text) {
        return scalar(text);
    }

    private static String scalar(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
