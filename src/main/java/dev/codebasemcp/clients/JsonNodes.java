package dev.codebasemcp.clients;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where the objects and members of a JSON text begin and end. */
final class JsonNodes {
    private JsonNodes() {}

    /**
     * A value.
     *
     * @param end the offset after its last character
     * @param members those of an object; empty for another value
     */
    record Node(int start, int end, boolean isObject, List<Member> members) {
        /** Returns the last member of that name, which is the one that parsers take. */
        Optional<Member> member(String name) {
            return members.stream().filter(member -> member.name().equals(name)).reduce((before, after) -> after);
        }
    }

    /** A member of an object; {@code start} is the offset of its name. */
    record Member(String name, int start, Node value) {}

    /** Returns the text's value; empty if there is none. */
    static Optional<Node> of(String text) throws BrokenTextException {
        try (JsonParser parser = JsonFormat.FACTORY.createParser(text)) {
            return parser.nextToken() == null ? Optional.empty() : Optional.of(value(parser));
        } catch (IOException broken) {
            throw JsonFormat.broken(broken);
        }
    }

    private static Node value(JsonParser parser) throws IOException {
        int start = (int) parser.currentTokenLocation().getCharOffset();
        boolean isObject = parser.currentToken() == JsonToken.START_OBJECT;
        List<Member> members = new ArrayList<>();
        if (isObject) {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                int at = (int) parser.currentTokenLocation().getCharOffset();
                parser.nextToken();
                members.add(new Member(name, at, value(parser)));
            }
        } else {
            parser.skipChildren();
            parser.finishToken();
        }
        return new Node(start, (int) parser.currentLocation().getCharOffset(), isObject, members);
    }
}
