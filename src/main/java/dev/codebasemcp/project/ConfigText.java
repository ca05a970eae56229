package dev.codebasemcp.project;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.Optional;

/**
 * The text of a valid config file, in which members of {@code project} can be set. All other bytes stay unchanged.
 */
record ConfigText(String text) {
    private static final String PROJECT = "project";
    private static final String NAME = "name";

    /** The offsets of a member's key and value, after any byte order mark. */
    private record Place(int key, int value) {}

    /** Sets a string member of {@code project}. A new member is inserted directly after the name. */
    ConfigText with(String member, String value) throws IOException {
        int shift = text.startsWith(ProjectConfigFile.BYTE_ORDER_MARK) ? 1 : 0;
        String json = text.substring(shift);
        String quoted = TextNode.valueOf(value).toString();
        Optional<Place> present = place(json, member);
        String changed = present.isPresent()
                ? replaced(json, present.get(), quoted)
                : added(json, place(json, NAME).orElseThrow(() -> new IOException("no name")), member, quoted);
        return new ConfigText(text.substring(0, shift) + changed);
    }

    private static String replaced(String json, Place place, String quoted) {
        return json.substring(0, place.value()) + quoted + json.substring(endOfString(json, place.value()));
    }

    /** Formats the new member like the name. */
    private static String added(String json, Place name, String member, String quoted) {
        int gap = name.key();
        while (Character.isWhitespace(json.charAt(gap - 1))) {
            gap--;
        }
        int end = endOfString(json, name.value());
        return json.substring(0, end) + "," + json.substring(gap, name.key()) + "\"" + member + "\""
                + json.substring(endOfString(json, name.key()), name.value()) + quoted + json.substring(end);
    }

    private static Optional<Place> place(String json, String member) throws IOException {
        try (JsonParser parser = ProjectConfigFile.JSON.createParser(json)) {
            parser.nextToken();
            if (!descendTo(parser, PROJECT) || !descendTo(parser, member)) {
                return Optional.empty();
            }
            int key = (int) parser.currentTokenLocation().getCharOffset();
            parser.nextToken();
            return Optional.of(
                    new Place(key, (int) parser.currentTokenLocation().getCharOffset()));
        }
    }

    /** Moves from the start of an object to the named member, or from a member's name into its object. */
    private static boolean descendTo(JsonParser parser, String member) throws IOException {
        if (parser.currentToken() == JsonToken.FIELD_NAME) {
            parser.nextToken();
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            if (parser.currentName().equals(member)) {
                return true;
            }
            parser.nextToken();
            parser.skipChildren();
        }
        return false;
    }

    /** Returns the end of the string literal that starts at {@code quote}. */
    private static int endOfString(String json, int quote) {
        int i = quote + 1;
        while (json.charAt(i) != '"') {
            i += json.charAt(i) == '\\' ? 2 : 1;
        }
        return i + 1;
    }
}
