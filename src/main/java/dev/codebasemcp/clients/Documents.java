package dev.codebasemcp.clients;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks up and changes values in parsed documents. */
final class Documents {
    private Documents() {}

    /** Returns the table at {@code path}. */
    static Optional<Map<String, Object>> table(Map<String, Object> document, List<String> path) {
        Object at = document;
        for (String key : path) {
            at = at instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return at instanceof Map<?, ?> map ? Optional.of(copied(map)) : Optional.empty();
    }

    /** Returns whether there is anything at {@code path}. */
    static boolean has(Map<String, Object> document, List<String> path) {
        Object at = document;
        for (String key : path) {
            if (!(at instanceof Map<?, ?> map) || !map.containsKey(key)) {
                return false;
            }
            at = map.get(key);
        }
        return true;
    }

    /** Returns a copy with {@code value} at {@code path}; missing tables are added. */
    static Map<String, Object> with(Map<String, Object> document, List<String> path, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(document);
        String key = path.get(0);
        List<String> rest = path.subList(1, path.size());
        changed.put(
                key, rest.isEmpty() ? value : with(table(document, List.of(key)).orElse(Map.of()), rest, value));
        return changed;
    }

    /** Returns {@code value} within the tables that {@code path} names. */
    static Object nested(List<String> path, Object value) {
        return path.isEmpty() ? value : Map.of(path.get(0), nested(path.subList(1, path.size()), value));
    }

    /** Returns a copy with text as keys. */
    static Map<String, Object> copied(Map<?, ?> map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), value));
        return copy;
    }

    /** Returns a copy without what is at {@code path}, and without its table if that is empty then. */
    static Map<String, Object> without(Map<String, Object> document, List<String> path) {
        Map<String, Object> changed = new LinkedHashMap<>(document);
        String key = path.get(0);
        List<String> rest = path.subList(1, path.size());
        if (rest.isEmpty()) {
            changed.remove(key);
            return changed;
        }
        changed.put(key, without(table(document, List.of(key)).orElse(Map.of()), rest));
        return pruned(changed, List.of(key));
    }

    /** Returns a copy without the table at {@code path} if it is empty. */
    static Map<String, Object> pruned(Map<String, Object> document, List<String> path) {
        return table(document, path).map(Map::isEmpty).orElse(false) ? without(document, path) : document;
    }
}
