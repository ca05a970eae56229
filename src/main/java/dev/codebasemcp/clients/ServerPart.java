package dev.codebasemcp.clients;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The entry that starts our server.
 *
 * @param wanted the entry as it should be
 */
record ServerPart(Place place, Map<String, Object> wanted) implements Part {
    /** The server's name in all clients. */
    static final String NAME = "codebase";

    private static final String PROGRAM = "codebase-mcp";
    private static final String VARIABLES = "CODEBASE_MCP_";
    private static final String JAR = ".jar";

    /** Returns the keys that lead to our entry. */
    static List<String> path(Place place) {
        List<String> path = new ArrayList<>(place.container());
        path.add(NAME);
        return path;
    }

    /** Returns our entry in the text, also an older one. */
    static Optional<Map<String, Object>> entry(Place place, String text) throws BrokenTextException {
        Map<String, Object> document = place.format().parse(text);
        Optional<Map<String, Object>> entry = Documents.table(document, path(place));
        if (entry.isEmpty() && Documents.has(document, path(place))) {
            throw new BrokenTextException("\"" + NAME + "\" is no table of settings");
        }
        return entry.filter(found -> isOurs(found, place.shape().command(found)));
    }

    /** A user may have another server of this name. */
    private static boolean isOurs(Map<String, Object> entry, ServerCommand command) {
        boolean isJar = command.arguments().stream()
                .anyMatch(word -> word.endsWith(JAR) && lastName(word).contains(PROGRAM));
        return lastName(command.program()).startsWith(PROGRAM)
                || isJar
                || entry.values().stream().anyMatch(ServerPart::hasOurVariables);
    }

    private static boolean hasOurVariables(Object value) {
        return value instanceof Map<?, ?> variables
                && variables.keySet().stream()
                        .anyMatch(key -> String.valueOf(key).startsWith(VARIABLES));
    }

    private static String lastName(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
                .toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean isIn(String text) throws BrokenTextException {
        return entry(place, text).isPresent();
    }

    @Override
    public String put(String text) throws BrokenTextException {
        Optional<Map<String, Object>> current = entry(place, text);
        if (current.isEmpty() && Documents.has(place.format().parse(text), path(place))) {
            throw new BrokenTextException("there is another server called \"" + NAME + "\"; rename it first");
        }
        Map<String, Object> next = current.map(this::updated).orElse(wanted);
        return current.isPresent() && same(current.get(), next) ? text : checkedPut(text, next);
    }

    private String checkedPut(String text, Map<String, Object> entry) throws BrokenTextException {
        EntryFormat format = place.format();
        String changed = format.put(text, path(place), entry);
        check(Documents.with(format.parse(text), path(place), normal(entry)), format.parse(changed));
        return changed;
    }

    /** An edit that changes anything else would be a fault of ours. */
    private static void check(Map<String, Object> expected, Map<String, Object> found) throws BrokenTextException {
        if (!expected.equals(found)) {
            throw new BrokenTextException("the entry does not fit into the layout of this file; change it by hand");
        }
    }

    /** Keeps what a user added or set; only the command and our variables are ours. */
    private Map<String, Object> updated(Map<String, Object> current) {
        Map<String, Object> next = new LinkedHashMap<>(current);
        Set<String> kept = place.shape().constants();
        wanted.forEach((key, value) -> {
            Object old = current.get(key);
            if (old instanceof Map<?, ?> before && value instanceof Map<?, ?> after) {
                Map<String, Object> both = Documents.copied(before);
                both.putAll(Documents.copied(after));
                next.put(key, both);
            } else if (old == null || !kept.contains(key)) {
                next.put(key, value);
            }
        });
        return next;
    }

    private boolean same(Map<String, Object> current, Map<String, Object> next) throws BrokenTextException {
        return current.equals(normal(next));
    }

    /** Returns the entry as the format reads it: its numbers may be of other types. */
    private Map<String, Object> normal(Map<String, Object> entry) throws BrokenTextException {
        List<String> path = path(place);
        return Documents.table(place.format().parse(place.format().put("", path, entry)), path)
                .orElseThrow();
    }

    @Override
    public String again(String original, String current) throws BrokenTextException {
        return checkedPut(original, entry(place, current).orElseThrow());
    }

    @Override
    public String remove(String text, Optional<String> original) throws BrokenTextException {
        EntryFormat format = place.format();
        List<String> path = path(place);
        String changed = format.remove(text, path);
        check(Documents.without(format.parse(text), path), Documents.pruned(format.parse(changed), place.container()));
        Map<String, Object> before = original.isPresent() ? format.parse(original.get()) : Map.of();
        List<String> container = place.container();
        boolean isOurs = original.isPresent() && !Documents.has(before, container);
        boolean isEmpty = Documents.table(format.parse(changed), container)
                .map(Map::isEmpty)
                .orElse(false);
        return isOurs && isEmpty ? format.remove(changed, container) : changed;
    }
}
