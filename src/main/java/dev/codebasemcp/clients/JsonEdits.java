package dev.codebasemcp.clients;

import dev.codebasemcp.clients.JsonNodes.Member;
import dev.codebasemcp.clients.JsonNodes.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changes single members of a JSON text. */
final class JsonEdits {
    private JsonEdits() {}

    /** Sets a value; of an object that is there, only the members that differ are changed. */
    static String put(String text, List<String> path, Object value) throws BrokenTextException {
        Optional<Node> root = JsonNodes.of(text);
        Layout layout = Layout.of(text);
        if (root.isEmpty()) {
            String document = JsonFormat.pretty(Documents.nested(path, value), "", layout);
            return layout.ended(text) + document + layout.newline();
        }
        Node at = root.get();
        for (int depth = 0; depth < path.size(); depth++) {
            if (!at.isObject()) {
                throw new BrokenTextException("\"" + path.get(depth - 1) + "\" is no object");
            }
            Optional<Member> member = at.member(path.get(depth));
            if (member.isEmpty()) {
                return inserted(
                        text, at, path.get(depth), Documents.nested(path.subList(depth + 1, path.size()), value));
            }
            at = member.get().value();
        }
        return value instanceof Map<?, ?> map && at.isObject()
                ? merged(text, path, map)
                : replaced(text, at, value, layout);
    }

    private static String merged(String text, List<String> path, Map<?, ?> members) throws BrokenTextException {
        String changed = text;
        for (Map.Entry<?, ?> member : members.entrySet()) {
            List<String> inner = new ArrayList<>(path);
            inner.add(String.valueOf(member.getKey()));
            changed = put(changed, inner, member.getValue());
        }
        return changed;
    }

    private static String replaced(String text, Node old, Object value, Layout layout) throws BrokenTextException {
        String before = text.substring(old.start(), old.end());
        Object current = new JsonFormat().parse("{\"value\":" + before + "}").get("value");
        if (value.equals(current)) {
            return text;
        }
        boolean inline = !before.contains("\n") && before.length() > 2;
        String after = inline
                ? JsonFormat.compact(value)
                : JsonFormat.pretty(value, Layout.indentationAt(text, old.start()), layout);
        return text.substring(0, old.start()) + after + text.substring(old.end());
    }

    private static String inserted(String text, Node object, String name, Object value) {
        Layout layout = Layout.of(text);
        int close = object.end() - 1;
        boolean isOneLine = text.substring(object.start(), close).indexOf('\n') < 0;
        if (object.members().isEmpty()) {
            return intoEmpty(text, object, name, value);
        }
        Member last = object.members().get(object.members().size() - 1);
        int end = last.value().end();
        String tail = text.substring(end, close);
        boolean hasComma = commaAt(text, end, close) >= 0;
        if (isOneLine) {
            String member = " " + JsonFormat.quoted(name) + ": " + JsonFormat.compact(value);
            int at = hasComma ? commaAt(text, end, close) + 1 : end;
            return text.substring(0, at) + (hasComma ? "" : ",") + member + text.substring(at);
        }
        String indentation = indentationOf(text, last, object, layout);
        int at = end + tail.stripTrailing().length();
        String member = layout.newline() + indentation + JsonFormat.quoted(name) + ": "
                + JsonFormat.pretty(value, indentation, layout) + (hasComma ? "," : "");
        return text.substring(0, end) + (hasComma ? "" : ",") + text.substring(end, at) + member + text.substring(at);
    }

    private static String intoEmpty(String text, Node object, String name, Object value) {
        Layout layout = Layout.of(text);
        int close = object.end() - 1;
        String outer = Layout.indentationAt(text, object.start());
        String indentation = outer + layout.unit();
        String member = layout.newline() + indentation + JsonFormat.quoted(name) + ": "
                + JsonFormat.pretty(value, indentation, layout);
        String inside = text.substring(object.start() + 1, close).stripTrailing();
        return text.substring(0, object.start() + 1)
                + inside
                + member
                + layout.newline()
                + outer
                + text.substring(close);
    }

    private static String indentationOf(String text, Member sibling, Node object, Layout layout) {
        String before = text.substring(Layout.lineStart(text, sibling.start()), sibling.start());
        return before.isBlank() ? before : Layout.indentationAt(text, object.start()) + layout.unit();
    }

    /** Removes a member with its comma, and the line ends before it. */
    static String remove(String text, List<String> path) throws BrokenTextException {
        Node object = JsonNodes.of(text).orElseThrow();
        for (String key : path.subList(0, path.size() - 1)) {
            object = object.member(key).orElseThrow().value();
        }
        Member member = object.member(path.get(path.size() - 1)).orElseThrow();
        int index = object.members().indexOf(member);
        int close = object.end() - 1;
        int end = member.value().end();
        int from = startWithBlanks(text, member.start());
        boolean isLast = index == object.members().size() - 1;
        int comma = commaAt(
                text, end, isLast ? close : object.members().get(index + 1).start());
        if (comma >= 0 || index == 0) {
            String removed = text.substring(0, from) + text.substring(comma >= 0 ? comma + 1 : end);
            return object.members().size() == 1 ? closed(removed, object.start()) : removed;
        }
        int before = object.members().get(index - 1).value().end();
        int earlier = commaAt(text, before, member.start());
        return text.substring(0, earlier) + text.substring(earlier + 1, from) + text.substring(end);
    }

    /** Removes the blanks of an object that is empty now. */
    private static String closed(String text, int open) {
        int close = open + 1;
        while (close < text.length() && Character.isWhitespace(text.charAt(close))) {
            close++;
        }
        return close < text.length() && text.charAt(close) == '}'
                ? text.substring(0, open + 1) + text.substring(close)
                : text;
    }

    private static int startWithBlanks(String text, int start) {
        int at = start;
        while (at > 0 && Layout.isBlank(text.charAt(at - 1))) {
            at--;
        }
        if (at > 0 && text.charAt(at - 1) == '\n') {
            at--;
            return at > 0 && text.charAt(at - 1) == '\r' ? at - 1 : at;
        }
        return at;
    }

    /** Returns the offset of the comma between two members, not of one in a comment; negative if there is none. */
    private static int commaAt(String text, int from, int to) {
        int at = from;
        while (at < to) {
            if (text.charAt(at) == ',') {
                return at;
            }
            if (text.startsWith("//", at)) {
                at = Layout.nextLine(text, at);
            } else if (text.startsWith("/*", at)) {
                at = text.indexOf("*/", at) + 2;
            } else {
                at++;
            }
        }
        return -1;
    }
}
