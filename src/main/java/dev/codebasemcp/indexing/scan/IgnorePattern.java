package dev.codebasemcp.indexing.scan;

import dev.codebasemcp.paths.Glob;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One line of an ignore file. The syntax is that of the manual page gitignore(5); where the manual is silent, this does
 * what git was seen to do. All text is one character per byte, see {@link dev.codebasemcp.paths.Bytes}. Immutable.
 */
final class IgnorePattern {
    private static final String WILDCARDS = "*?[\\";

    private final String pattern;
    private final boolean negated;
    private final boolean directoriesOnly;
    private final boolean nameOnly;
    /** git cuts the literal start of a path off before it matches: "a**" then has its stars at the start of a component. */
    private final String start;

    private final Optional<Glob> glob;

    private IgnorePattern(String line) {
        negated = line.startsWith("!");
        String rest = negated ? line.substring(1) : line;
        directoriesOnly = rest.endsWith("/");
        rest = directoriesOnly ? rest.substring(0, rest.length() - 1) : rest;
        nameOnly = rest.indexOf('/') < 0;
        pattern = rest.startsWith("/") ? rest.substring(1) : rest;
        int wildcard = wildcardAt(pattern);
        start = nameOnly && wildcard < pattern.length() ? "" : pattern.substring(0, wildcard);
        glob = wildcard == pattern.length()
                ? Optional.empty()
                : Optional.of(Glob.compile(pattern.substring(start.length())));
    }

    /** The pattern in {@code line} (without its line break); empty if the line is blank or a comment. */
    static Optional<IgnorePattern> parse(String line) {
        String trimmed = withoutTrailingSpaces(line);
        return trimmed.isEmpty() || trimmed.startsWith("#")
                ? Optional.empty()
                : Optional.of(new IgnorePattern(trimmed));
    }

    /** The line without its signs: an earlier one with the same text and the same signs never decides. */
    String text() {
        return pattern;
    }

    /** Whether it is for directories only. */
    boolean directoriesOnly() {
        return directoriesOnly;
    }

    /** Whether it is about the last component of a path alone. */
    boolean nameOnly() {
        return nameOnly;
    }

    /** Whether a match takes the path in again. */
    boolean negated() {
        return negated;
    }

    /** Whether it matches its own text and nothing else. */
    boolean isLiteral() {
        return glob.isEmpty();
    }

    /** Whether there is no path that matches. */
    boolean matchesNothing() {
        return glob.filter(Glob::matchesNothing).isPresent();
    }

    /** Texts without slashes that everything that matches has in it. */
    List<String> literals() {
        return Stream.concat(Stream.of(start.split("/", -1)), glob.map(Glob::literals).orElse(List.of()).stream())
                .filter(text -> !text.isEmpty())
                .toList();
    }

    /**
     * Whether {@code path}, relative to the ignore file's directory, matches itself (its parents are not tried), if it is of
     * the kind that the pattern is for.
     *
     * @param name the last component of {@code path}
     */
    boolean matches(String path, String name) {
        String subject = nameOnly ? name : path;
        return glob.map(wild -> subject.startsWith(start) && wild.matches(subject.substring(start.length())))
                .orElseGet(() -> pattern.equals(subject));
    }

    private static int wildcardAt(String pattern) {
        int at = 0;
        while (at < pattern.length() && WILDCARDS.indexOf(pattern.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    /** Trailing spaces go, unless a backslash protects one. */
    private static String withoutTrailingSpaces(String line) {
        int end = 0;
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) == '\\') {
                i++;
                end = Math.min(i + 1, line.length());
            } else if (line.charAt(i) != ' ') {
                end = i + 1;
            }
        }
        return line.substring(0, end);
    }
}
