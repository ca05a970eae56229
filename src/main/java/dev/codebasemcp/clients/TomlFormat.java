package dev.codebasemcp.clients;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** TOML 1.0. An entry is a table with a header of its own, and the tables below it. */
record TomlFormat() implements EntryFormat {
    /** A key with a value behind it, so no part of a longer key. */
    private static final Pattern ONE_LINE = Pattern.compile("[\\w\"'-]+[ \\t]*=");

    private static final Pattern UNEXPECTED = Pattern.compile("Unexpected (.{1,80}?), expected .*", Pattern.DOTALL);
    private static final Pattern BARE_KEY = Pattern.compile("[A-Za-z0-9_-]+");

    @Override
    public Map<String, Object> parse(String text) throws BrokenTextException {
        return plain(parsed(text));
    }

    private static TomlParseResult parsed(String text) throws BrokenTextException {
        TomlParseResult document = Toml.parse(text);
        if (document.hasErrors()) {
            TomlParseError error = document.errors().get(0);
            throw new BrokenTextException(
                    error.position().line(), error.position().column(), words(error), error);
        }
        return document;
    }

    /** The parser's own messages list the tokens of its grammar. */
    private static String words(TomlParseError error) {
        String message = String.valueOf(error.getMessage());
        Matcher unexpected = UNEXPECTED.matcher(message);
        if (unexpected.matches()) {
            return unexpected.group(1) + " is not expected here";
        }
        return message.contains("previously defined") || message.contains("already defined")
                ? "a name is there twice"
                : "the TOML is malformed here";
    }

    @Override
    public String put(String text, List<String> path, Map<String, Object> entry) throws BrokenTextException {
        TomlParseResult document = parsed(text);
        Layout layout = Layout.of(text);
        String section = section(path, entry, layout);
        if (document.contains(path)) {
            List<Section> own = own(text, document, path);
            Section first = own.get(0);
            String rest = removed(text, own.subList(1, own.size()));
            return rest.substring(0, first.start()) + section + rest.substring(first.end());
        }
        checkCanGrow(text, document, path.subList(0, path.size() - 1));
        String before = layout.ended(text);
        return before + (before.isBlank() ? "" : layout.newline()) + section;
    }

    @Override
    public String remove(String text, List<String> path) throws BrokenTextException {
        return removed(text, own(text, parsed(text), path));
    }

    /** A table that is written in braces cannot get another part elsewhere; some parsers allow it, and some do not. */
    private static void checkCanGrow(String text, TomlParseResult document, List<String> container)
            throws BrokenTextException {
        if (!container.isEmpty() && document.contains(container)) {
            TomlPosition at = position(document, container);
            if (ONE_LINE.matcher(text.substring(offset(text, at))).lookingAt()) {
                throw inOneLine(at, container);
            }
        }
    }

    /** The position of a key that the document has. */
    private static TomlPosition position(TomlParseResult document, List<String> key) {
        return Objects.requireNonNull(document.inputPositionOf(key));
    }

    private static BrokenTextException inOneLine(TomlPosition at, List<String> path) {
        return new BrokenTextException(
                at.line(),
                at.column(),
                "\"" + path.get(path.size() - 1) + "\" is written in one line; remove it first");
    }

    /** Some lines of the text, from the beginning of one to the beginning of another. */
    private record Section(int start, int end) {}

    /** Returns the lines of a table and those below it, in order. */
    private static List<Section> own(String text, TomlParseResult document, List<String> path)
            throws BrokenTextException {
        TreeSet<Integer> headers = new TreeSet<>();
        TreeSet<Integer> own = new TreeSet<>();
        for (List<String> key : document.keyPathSet(true)) {
            Object value = document.get(key);
            if (value instanceof TomlArray array) {
                addElements(text, array, headers);
            } else if (value instanceof TomlTable && isHeader(text, position(document, key))) {
                int at = offset(text, position(document, key));
                headers.add(at);
                if (startsWith(key, path)) {
                    own.add(at);
                }
            }
        }
        if (own.isEmpty()) {
            throw inOneLine(position(document, path), path);
        }
        List<Section> sections = new ArrayList<>();
        for (int start : own) {
            Integer next = headers.higher(start);
            int limit = next == null ? text.length() : Layout.lineStart(text, next);
            sections.add(new Section(Layout.lineStart(text, start), endOfContent(text, start, limit)));
        }
        return sections;
    }

    private static void addElements(String text, TomlArray array, TreeSet<Integer> headers) {
        for (int i = 0; i < array.size(); i++) {
            if (isHeader(text, array.inputPositionOf(i))) {
                headers.add(offset(text, array.inputPositionOf(i)));
            }
        }
    }

    /** Returns the end of the last line that is neither blank nor a comment: those belong to the next table. */
    private static int endOfContent(String text, int start, int limit) {
        int end = Layout.nextLine(text, start);
        for (int at = end; at < limit; at = Layout.nextLine(text, at)) {
            String line = text.substring(at, Layout.nextLine(text, at)).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                end = Layout.nextLine(text, at);
            }
        }
        return Math.min(end, limit);
    }

    private static String removed(String text, List<Section> sections) {
        String removed = text;
        for (int i = sections.size() - 1; i >= 0; i--) {
            Section section = sections.get(i);
            int start = section.start();
            int before = Layout.lineStart(removed, Math.max(0, start - 1));
            boolean afterBlank = start > 0 && removed.substring(before, start).isBlank();
            removed = removed.substring(0, afterBlank ? before : start) + removed.substring(section.end());
        }
        return removed;
    }

    private static boolean isHeader(String text, TomlPosition position) {
        int at = offset(text, position);
        String before = text.substring(Layout.lineStart(text, at), at);
        return at < text.length() && text.charAt(at) == '[' && before.isBlank();
    }

    private static int offset(String text, TomlPosition position) {
        int at = 0;
        for (int line = 1; line < position.line(); line++) {
            at = Layout.nextLine(text, at);
        }
        return Math.min(text.length(), at + position.column() - 1);
    }

    private static boolean startsWith(List<String> key, List<String> path) {
        return key.size() >= path.size() && key.subList(0, path.size()).equals(path);
    }

    private static String section(List<String> path, Map<String, Object> table, Layout layout) {
        StringBuilder text = new StringBuilder();
        text.append(path.stream().map(TomlFormat::key).collect(Collectors.joining(".", "[", "]")))
                .append(layout.newline());
        table.forEach((key, value) -> {
            if (!(value instanceof Map)) {
                text.append(key(key)).append(" = ").append(value(value)).append(layout.newline());
            }
        });
        table.forEach((key, value) -> {
            if (value instanceof Map<?, ?> inner) {
                List<String> below = new ArrayList<>(path);
                below.add(key);
                text.append(layout.newline()).append(section(below, Documents.copied(inner), layout));
            }
        });
        return text.toString();
    }

    private static String key(String key) {
        return BARE_KEY.matcher(key).matches() ? key : JsonFormat.quoted(key);
    }

    /** TOML's basic strings have the escapes of JSON's, and dates have no quotation marks. */
    private static String value(Object value) {
        if (value instanceof Collection<?> list) {
            return list.stream().map(TomlFormat::value).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(member -> key(String.valueOf(member.getKey())) + " = " + value(member.getValue()))
                    .collect(Collectors.joining(", ", "{ ", " }"));
        }
        return value instanceof String text ? JsonFormat.quoted(text) : String.valueOf(value);
    }

    private static Map<String, Object> plain(TomlTable table) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (String key : table.keySet()) {
            map.put(key, plain(table.get(List.of(key))));
        }
        return map;
    }

    private static Object plain(Object value) {
        if (value instanceof TomlTable table) {
            return plain(table);
        }
        return value instanceof TomlArray array
                ? array.toList().stream().map(TomlFormat::plain).toList()
                : value;
    }
}
