package dev.codebasemcp.clients;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where clients look for their files.
 *
 * @param home the user's home directory as clients see it
 * @param environment variables that move a client's files
 */
record Surroundings(Os system, Path home, Map<String, String> environment) {
    /** {@code ${NAME:-default}} as in a shell. */
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+):-([^}]*)\\}");

    /** An operating system. */
    enum Os {
        LINUX,
        MAC,
        WINDOWS;

        static Os of(String name) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith("windows")) {
                return WINDOWS;
            }
            return lower.startsWith("mac") ? MAC : LINUX;
        }
    }

    /** Returns the path of a place; {@code ~} stands for the home directory. */
    Path resolve(OsPath place) {
        Matcher variable = VARIABLE.matcher(place.on(system));
        String text = variable.replaceAll(
                found -> Matcher.quoteReplacement(Optional.ofNullable(environment.get(found.group(1)))
                        .filter(value -> !value.isBlank())
                        .orElse(found.group(2))));
        return text.startsWith("~") ? home.resolve("." + text.substring(1)).normalize() : Path.of(text);
    }
}
