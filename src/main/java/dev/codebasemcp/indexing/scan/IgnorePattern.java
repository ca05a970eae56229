package dev.codebasemcp.indexing.scan;

import dev.codebasemcp.paths.Glob;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One line of an ignore file, in the syntax of gitignore(5). Where the manual is silent, this follows git's observed behaviour.
 * All text is one character per byte, see {@link dev.codebasemcp.paths.Bytes}. Immutable.
 */
final class IgnorePattern {
    private static final String WILDCARDS = "*?[\\";

    private final String pattern;
    private final boolean negated;
    private final boolean directoriesOnly;
    private final boolean nameOnly;
    /** Git strips the literal start of a path before it matches, so the stars of "a**" begin a component. */
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

    /** Parses {@code line}, without its line break; empty if it is blank or a comment. */
    static Optional<IgnorePattern> parse(String line) {
        String trimmed = withoutTrailingSpaces(line);
        return trimmed.isEmpty() || trimmed.startsWith("#")
                ? Optional.empty()
                : Optional.of(new IgnorePattern(trimmed));
    }

    /** The line without its signs. Of two lines with the same text and signs, the earlier one never decides. */
    String text() {
        return pattern;
    }

    boolean directoriesOnly() {
        return directoriesOnly;
    }

    /** Whether it matches only the last component of a path. */
    boolean nameOnly() {
        return nameOnly;
    }

    /** Whether a match includes the path again. */
    boolean negated() {
        return negated;
    }

    boolean isLiteral() {
        return glob.isEmpty();
    }

    /** Whether no path can match. */
    boolean matchesNothing() {
        return glob.filter(Glob::matchesNothing).isPresent();
    }

    /** Texts without slashes that every matching path contains. */
    List<String> literals() {
        return Stream.concat(Stream.of(start.split("/", -1)), glob.map(Glob::literals).orElse(List.of()).stream())
                .filter(text -> !text.isEmpty())
                .toList();
    }

    /**
     * Whether the pattern matches {@code path}, relative to the ignore file's directory. Tests neither the parents nor the kind
     * of entry.
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

    /** Strips trailing spaces that no backslash protects. */
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
