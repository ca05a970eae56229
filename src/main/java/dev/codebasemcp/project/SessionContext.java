package dev.codebasemcp.project;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A snapshot of a client's session.
 *
 * @param directories where the session is; more than one only if the client has several roots
 * @param source who named them
 * @param warnings faults of what the client reports, and of directories that are not used
 */
public record SessionContext(List<Path> directories, Source source, List<String> warnings) {
    /** The session of a caller who works in no directory, such as the page. It can only name its project. */
    public static final SessionContext NOWHERE = new SessionContext(List.of(), Source.SET, List.of());

    public SessionContext {
        directories = List.copyOf(directories);
        warnings = List.copyOf(warnings);
    }

    /** Where a session's directory comes from. */
    public enum Source {
        /** The caller. */
        SET(""),
        CLIENT_PROJECT(" (CLAUDE_PROJECT_DIR)"),
        PROCESS(" (where the server was started)"),
        CLIENT_ROOTS(" (the client's root)");

        private final String words;

        Source(String words) {
            this.words = words;
        }
    }

    /** Returns the session of a caller that has named its directory. */
    public static SessionContext at(Path directory) {
        return new SessionContext(List.of(directory), Source.SET, List.of());
    }

    /**
     * Returns the session's directories. Roots of the client outside {@code configured}, the directory of the config
     * that decided, are ignored if others are inside.
     */
    public List<Path> directories(Optional<Path> configured) {
        List<Path> inside = directories.stream()
                .filter(directory -> configured.map(directory::startsWith).orElse(true))
                .toList();
        return inside.isEmpty() ? directories : inside;
    }

    /** Names a directory, or all of them, and where they come from, for evidence. */
    String named(List<Path> some) {
        return some.stream().map(Path::toString).collect(Collectors.joining(" or ")) + source.words;
    }
}
