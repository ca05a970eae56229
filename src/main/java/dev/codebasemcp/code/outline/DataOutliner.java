package dev.codebasemcp.code.outline;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.code.text.SourceText;
import dev.codebasemcp.code.text.Span;
import dev.codebasemcp.model.DefinitionKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds what YAML and JSON files of known forms define: the paths, operations and schemas of OpenAPI, the services of Compose, and
 * the jobs of GitHub Actions, GitLab CI and CircleCI. The keys at the top show the form.
 *
 * <p>Reads keys by lines and indentation, as people and formatters write them. Linear in the size of the file.
 */
final class DataOutliner {
    private static final int MAX_LINE = 300;
    private static final int MAX_NAME = 120;
    /** No form has a definition below this level, but an operation's id is there. */
    private static final int MAX_DEPTH = 4;

    private static final String ITEM = "-";
    private static final Set<String> OPERATIONS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");
    private static final Pattern KEY = Pattern.compile(
            "\\s*+(?:\"(?<quoted>[^\"\\\\]{1,120})\"|'(?<single>[^']{1,120})'|(?<plain>[\\w./$@{}-][^:#\"'\\[\\],]{0,119}?))\\s*+:(?:\\s++(?<value>.*+))?+");
    /** The value of a YAML key whose lines of text follow. */
    private static final Pattern BLOCK_TEXT = Pattern.compile("(?:[&!]\\S+\\s+)*[|>][-+0-9]*\\s*(?:#.*)?");

    private final SourceText text;
    private final boolean yaml;
    private final List<Key> keys = new ArrayList<>();
    private final Deque<Key> open = new ArrayDeque<>();

    private DataOutliner(SourceText text, boolean yaml) {
        this.text = text;
        this.yaml = yaml;
    }

    /** A key with the lines of its value. */
    private static final class Key {
        private final String name;
        private final int indent;
        private final int line;
        private final int depth;
        private final @Nullable Key parent;
        private int end;
        private boolean hasChildren;
        private boolean hasScript;
        private Optional<String> operationId = Optional.empty();

        Key(String name, int indent, int line, @Nullable Key parent) {
            this.name = name;
            this.indent = indent;
            this.line = line;
            this.parent = parent;
            this.depth = parent == null ? 1 : parent.depth + 1;
            this.end = line;
        }

        /** The name of the key at a level above this one, or its own. */
        String at(int level) {
            Key key = this;
            while (key.depth > level && key.parent != null) {
                key = key.parent;
            }
            return key.name;
        }
    }

    /** The definitions of a file; none if it has no known form. */
    static List<DefinitionCandidate> definitions(Language language, SourceText text) {
        if (language != Language.YAML && language != Language.JSON) {
            return List.of();
        }
        return new DataOutliner(text, language == Language.YAML).definitions();
    }

    private List<DefinitionCandidate> definitions() {
        read();
        Set<String> top = keys.stream()
                .filter(key -> key.depth == 1)
                .map(key -> key.name)
                .collect(Collectors.toUnmodifiableSet());
        List<DefinitionCandidate> found = new ArrayList<>();
        for (Key key : keys) {
            kind(key, top).ifPresent(kind -> found.add(candidate(key, kind)));
        }
        return found;
    }

    private Optional<DefinitionKind> kind(Key key, Set<String> top) {
        boolean api = top.contains("openapi") || top.contains("swagger");
        return switch (key.depth) {
            case 1 -> yaml && key.hasScript ? Optional.of(DefinitionKind.FUNCTION) : Optional.empty();
            case 2 -> kindBelow(key, key.at(1), api, top);
            case 3 -> api ? kindInApi(key) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private Optional<DefinitionKind> kindBelow(Key key, String parent, boolean api, Set<String> top) {
        if (!key.hasChildren) {
            return Optional.empty();
        }
        if (parent.equals("$defs") || (parent.equals("definitions") && (api || top.contains("$schema")))) {
            return Optional.of(DefinitionKind.STRUCT);
        }
        return api || !yaml ? kindOfPath(key, parent, api) : kindOfService(parent);
    }

    private static Optional<DefinitionKind> kindOfPath(Key key, String parent, boolean api) {
        boolean path = api && parent.equals("paths") && key.name.startsWith("/");
        return path ? Optional.of(DefinitionKind.SECTION) : Optional.empty();
    }

    private static Optional<DefinitionKind> kindOfService(String parent) {
        if (parent.equals("jobs")) {
            return Optional.of(DefinitionKind.FUNCTION);
        }
        return parent.equals("services") ? Optional.of(DefinitionKind.MODULE) : Optional.empty();
    }

    private static Optional<DefinitionKind> kindInApi(Key key) {
        if (key.at(1).equals("paths") && key.at(2).startsWith("/") && OPERATIONS.contains(key.name)) {
            return Optional.of(DefinitionKind.FUNCTION);
        }
        boolean schema = key.at(1).equals("components") && key.at(2).equals("schemas");
        return schema ? Optional.of(DefinitionKind.STRUCT) : Optional.empty();
    }

    private DefinitionCandidate candidate(Key key, DefinitionKind kind) {
        String name = key.operationId.orElse(key.name);
        Span span = new Span(text.byteStart(key.line), text.byteEnd(key.end));
        return new DefinitionCandidate(kind, '"' + name + '"', "", span, span.from(), 0);
    }

    private void read() {
        int textIndent = -1;
        for (int line = 1; line <= text.lineCount(); line++) {
            int indent = text.indent(line);
            if (indent < 0) {
                continue;
            }
            if (textIndent >= 0 && indent > textIndent) {
                open.forEach(extendTo(line));
                continue;
            }
            textIndent = -1;
            String content = text.line(line, MAX_LINE);
            if (!content.startsWith("#", firstCharacter(content))) {
                textIndent = readLine(line, indent, content) ? indent : -1;
            }
        }
    }

    /** Reads a line; returns whether lines of text follow that belong to it. */
    private boolean readLine(int line, int indent, String content) {
        char first = content.charAt(firstCharacter(content));
        boolean closes = first == '}' || first == ']';
        boolean item = yaml && first == '-';
        while (!open.isEmpty() && ends(open.getFirst(), indent, closes, item)) {
            open.pop();
        }
        open.forEach(extendTo(line));
        Optional<String> value = item ? readItem(line, indent, content) : readKey(line, indent, content);
        return yaml
                && value.filter(given -> BLOCK_TEXT.matcher(given).matches()).isPresent();
    }

    /** Reads an item of a list; returns the value of the key in its line. */
    private Optional<String> readItem(int line, int indent, String content) {
        push(ITEM, indent, line);
        int colon = content.lastIndexOf(": ");
        return colon < 0 ? Optional.empty() : Optional.of(content.substring(colon + 2));
    }

    /** Reads a key, if the line has one; returns its value. */
    private Optional<String> readKey(int line, int indent, String content) {
        Matcher key = KEY.matcher(content);
        if (!key.lookingAt()) {
            return Optional.empty();
        }
        String name = Optional.ofNullable(key.group("quoted"))
                .or(() -> Optional.ofNullable(key.group("single")))
                .orElseGet(() -> key.group("plain"));
        if (push(name, indent, line)) {
            tell(name, key.group("value"));
        }
        return Optional.ofNullable(key.group("value"));
    }

    private static boolean ends(Key key, int indent, boolean closes, boolean item) {
        boolean level = key.indent == indent && !closes && (!item || key.name.equals(ITEM));
        return key.indent > indent || level;
    }

    /** Opens a key, unless it is too deep; returns whether it did. */
    private boolean push(String name, int indent, int line) {
        Key parent = open.peek();
        if (parent != null && parent.depth >= MAX_DEPTH) {
            return false;
        }
        Key key = new Key(name, indent, line, parent);
        if (parent != null) {
            parent.hasChildren |= !name.equals(ITEM);
        }
        open.push(key);
        keys.add(key);
        return true;
    }

    /** Notes what the key that was opened last tells about the one around it. */
    private void tell(String name, @Nullable String value) {
        Key key = open.peek();
        Key parent = key == null ? null : key.parent;
        if (parent == null) {
            return;
        }
        parent.hasScript |= name.equals("script") && parent.depth == 1;
        if (name.equals("operationId") && value != null && parent.depth == 3) {
            String id = value.replaceAll("[\"',]", "").strip();
            parent.operationId = id.isEmpty() || id.length() > MAX_NAME ? Optional.empty() : Optional.of(id);
        }
    }

    private static Consumer<Key> extendTo(int line) {
        return key -> key.end = line;
    }

    private static int firstCharacter(String content) {
        int at = 0;
        while (at < content.length() - 1 && Character.isWhitespace(content.charAt(at))) {
            at++;
        }
        return at;
    }
}
