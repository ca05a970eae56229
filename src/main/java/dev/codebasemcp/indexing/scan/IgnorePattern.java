package dev.codebasemcp.indexing.scan;

import java.util.Optional;
import java.util.function.Predicate;

/**
 * One line of an ignore file. The syntax is that of the manual page gitignore(5); where the manual is silent, this does
 * what git was seen to do. All text is one character per byte, see {@link Bytes}.
 */
final class IgnorePattern {
    private static final String WILDCARDS = "*?[\\";

    private final boolean negated;
    private final boolean directoriesOnly;
    private final boolean nameOnly;
    private final Predicate<String> matcher;

    private IgnorePattern(String line) {
        negated = line.startsWith("!");
        String pattern = negated ? line.substring(1) : line;
        directoriesOnly = pattern.endsWith("/");
        pattern = directoriesOnly ? pattern.substring(0, pattern.length() - 1) : pattern;
        nameOnly = pattern.indexOf('/') < 0;
        matcher =
                nameOnly ? nameMatcher(pattern) : pathMatcher(pattern.startsWith("/") ? pattern.substring(1) : pattern);
    }

    /** The pattern in {@code line} (without its line break); empty if the line is blank or a comment. */
    static Optional<IgnorePattern> parse(String line) {
        String trimmed = withoutTrailingSpaces(line);
        return trimmed.isEmpty() || trimmed.startsWith("#")
                ? Optional.empty()
                : Optional.of(new IgnorePattern(trimmed));
    }

    /** Whether it is for directories only. */
    boolean directoriesOnly() {
        return directoriesOnly;
    }

    /** Whether a match takes the path in again. */
    boolean negated() {
        return negated;
    }

    /**
     * Whether {@code path}, relative to the ignore file's directory, matches itself (its parents are not tried), if it is of
     * the kind that the pattern is for.
     *
     * @param name the last component of {@code path}
     */
    boolean matches(String path, String name) {
        return matcher.test(nameOnly ? name : path);
    }

    private static Predicate<String> nameMatcher(String pattern) {
        if (wildcardAt(pattern) == pattern.length()) {
            return pattern::equals;
        }
        String tail = pattern.substring(1);
        if (pattern.startsWith("*") && wildcardAt(tail) == tail.length()) {
            return name -> name.endsWith(tail);
        }
        return Glob.compile(pattern)::matches;
    }

    private static Predicate<String> pathMatcher(String pattern) {
        int wildcard = wildcardAt(pattern);
        if (wildcard == pattern.length()) {
            return pattern::equals;
        }
        // git cuts the literal start off before it matches, so that "a**/b" has its stars at the start of a component.
        String literal = pattern.substring(0, wildcard);
        Glob glob = Glob.compile(pattern.substring(wildcard));
        return path -> path.startsWith(literal) && glob.matches(path.substring(wildcard));
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
