package dev.codebasemcp.indexing.scan;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where git finds a user's own settings.
 *
 * @param home the home directory, with {@code .gitconfig}
 * @param configHome the directory of {@code git/config} and {@code git/ignore}
 */
public record GitUser(Path home, Path configHome) {
    /** The user with this home directory; XDG_CONFIG_HOME of {@code environment} is respected. */
    public static GitUser of(Path home, Map<String, String> environment) {
        String configHome = environment.getOrDefault("XDG_CONFIG_HOME", "");
        return new GitUser(home, configHome.isEmpty() ? home.resolve(".config") : Path.of(configHome));
    }
}
