package dev.codebasemcp.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The home directory of the user whose process this is. Java takes it from the list of users, and says {@code ?} for a user
 * who is not in it, as in a container: then {@code HOME} tells.
 */
public final class UserHome {
    private UserHome() {}

    /** The directory, an absolute path; empty where nobody knows one. */
    public static Optional<Path> of(Map<String, String> environment) {
        return among(System.getProperty("user.home", ""), environment.getOrDefault("HOME", ""));
    }

    /** The first that is an absolute path. */
    static Optional<Path> among(String... candidates) {
        return Stream.of(candidates)
                .flatMap(text -> path(text).stream())
                .filter(Path::isAbsolute)
                .findFirst();
    }

    private static Optional<Path> path(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException notNamed) {
            return Optional.empty();
        }
    }
}
