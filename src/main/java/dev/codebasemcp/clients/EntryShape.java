package dev.codebasemcp.clients;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a client writes the command of a server. */
sealed interface EntryShape {
    /** Returns the entry that starts {@code command} with {@code environment}. */
    Map<String, Object> entry(ServerCommand command, Map<String, String> environment);

    /** Returns the command of an entry, which may be one that a user wrote. */
    ServerCommand command(Map<String, Object> entry);

    /** Returns the members that stay as a user set them. */
    Set<String> constants();

    /** Returns the texts of a list, or of a single value. */
    private static List<String> texts(@Nullable Object value) {
        if (value == null) {
            return List.of();
        }
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of(value.toString());
    }

    private static Set<String> keys(Map<String, Object> before, Map<String, Object> after) {
        Set<String> keys = new HashSet<>(before.keySet());
        keys.addAll(after.keySet());
        return keys;
    }

    /**
     * The command and its arguments are apart.
     *
     * @param names of the command, its arguments and its environment
     * @param before further members at the beginning
     * @param after further members at the end
     */
    record Apart(List<String> names, Map<String, Object> before, Map<String, Object> after) implements EntryShape {
        private static final List<String> USUAL = List.of("command", "args", "env");

        static Apart usual(Map<String, Object> before, Map<String, Object> after) {
            return new Apart(USUAL, before, after);
        }

        @Override
        public Map<String, Object> entry(ServerCommand command, Map<String, String> environment) {
            Map<String, Object> entry = new LinkedHashMap<>(before);
            entry.put(names.get(0), command.program());
            entry.put(names.get(1), command.arguments());
            if (!environment.isEmpty()) {
                entry.put(names.get(2), environment);
            }
            entry.putAll(after);
            return entry;
        }

        @Override
        public ServerCommand command(Map<String, Object> entry) {
            return new ServerCommand(String.join(" ", texts(entry.get(names.get(0)))), texts(entry.get(names.get(1))));
        }

        @Override
        public Set<String> constants() {
            return keys(before, after);
        }
    }

    /**
     * The command and its arguments are one list.
     *
     * @param environment the name of the environment
     */
    record Joined(String environment, Map<String, Object> before, Map<String, Object> after) implements EntryShape {
        private static final String COMMAND = "command";

        @Override
        public Map<String, Object> entry(ServerCommand command, Map<String, String> variables) {
            Map<String, Object> entry = new LinkedHashMap<>(before);
            List<String> all = new ArrayList<>(List.of(command.program()));
            all.addAll(command.arguments());
            entry.put(COMMAND, all);
            if (!variables.isEmpty()) {
                entry.put(environment, variables);
            }
            entry.putAll(after);
            return entry;
        }

        @Override
        public ServerCommand command(Map<String, Object> entry) {
            List<String> all = texts(entry.get(COMMAND));
            return all.isEmpty()
                    ? new ServerCommand("", all)
                    : new ServerCommand(all.get(0), all.subList(1, all.size()));
        }

        @Override
        public Set<String> constants() {
            return keys(before, after);
        }
    }
}
