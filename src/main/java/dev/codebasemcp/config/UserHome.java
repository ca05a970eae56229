package dev.codebasemcp.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The home directory of this process's user. Java takes it from the user database, and reports {@code ?} for a user
 * who is missing there, as in a container. Then {@code HOME} is used.
 */
public final class UserHome {
    private UserHome() {}

    /** Returns the directory as an absolute path; empty if it is unknown. */
    public static Optional<Path> of(Map<String, String> environment) {
        return all(environment).stream().findFirst();
    }

    /** Returns the directory, and that of {@code HOME} if it is another one: programs keep the user's files in either. */
    static List<Path> all(Map<String, String> environment) {
        return among(System.getProperty("user.home", ""), environment.getOrDefault("HOME", ""));
    }

    /** Returns the absolute paths. */
    static List<Path> among(String... candidates) {
        return Stream.of(candidates)
                .flatMap(text -> path(text).stream())
                .filter(Path::isAbsolute)
                .distinct()
                .toList();
    }

    private static Optional<Path> path(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException notNamed) {
            return Optional.empty();
        }
    }
}
