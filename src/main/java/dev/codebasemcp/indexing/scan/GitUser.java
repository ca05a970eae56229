package dev.codebasemcp.indexing.scan;

import dev.codebasemcp.paths.PathText;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where git finds a user's own settings.
 *
 * @param home the home directory, with {@code .gitconfig}
 * @param configHome the directory of {@code git/config} and {@code git/ignore}
 * @param configs the settings files outside the repository; later ones win
 */
public record GitUser(Path home, Path configHome, List<Path> configs) {
    private static final Path SYSTEM = Path.of("/etc/gitconfig");

    public GitUser {
        configs = List.copyOf(configs);
    }

    /**
     * The user described by the variables that git reads: HOME, XDG_CONFIG_HOME, GIT_CONFIG_GLOBAL, GIT_CONFIG_SYSTEM and
     * GIT_CONFIG_NOSYSTEM.
     *
     * @param account the home directory if HOME is not set
     */
    public static GitUser of(Path account, Map<String, String> environment) {
        Path home = path(environment, "HOME").orElse(account);
        Path configHome = path(environment, "XDG_CONFIG_HOME").orElseGet(() -> home.resolve(".config"));
        boolean noSystem =
                List.of("1", "true", "yes", "on").contains(environment.getOrDefault("GIT_CONFIG_NOSYSTEM", ""));
        Stream<Path> system = noSystem
                ? Stream.of()
                : Stream.of(path(environment, "GIT_CONFIG_SYSTEM").orElse(SYSTEM));
        Stream<Path> global = environment.containsKey("GIT_CONFIG_GLOBAL")
                ? path(environment, "GIT_CONFIG_GLOBAL").stream()
                : Stream.of(configHome.resolve("git").resolve("config"), home.resolve(".gitconfig"));
        return new GitUser(home, configHome, Stream.concat(system, global).toList());
    }

    private static Optional<Path> path(Map<String, String> environment, String name) {
        try {
            return Optional.ofNullable(environment.get(name))
                    .filter(text -> !text.isEmpty())
                    .map(PathText::of);
        } catch (InvalidPathException invalid) {
            return Optional.empty();
        }
    }
}
