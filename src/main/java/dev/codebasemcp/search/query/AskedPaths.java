package dev.codebasemcp.search.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds what may be paths in a query: {@code src/a.py:500}, {@code package.json}, {@code Makefile}, and the frames of stack traces,
 * such as {@code (Pool.java:12)}, {@code File "/app/pool.py", line 12} and {@code src\\pool.ts(12,5)}.
 */
final class AskedPaths {
    /** A stack trace may have hundreds of frames; the first ones tell where it happened. */
    private static final int MAX_PATHS = 16;

    private static final int MAX_CHARS = 400;
    private static final int MAX_LINE_DIGITS = 7;
    // Every repetition is possessive or within MAX_CHARS, so matching takes linear time in the length of the query.
    private static final Pattern PIECE = Pattern.compile("[^\\s\"'`()\\[\\]{}<>,;|=*?!&]++");
    private static final Pattern LINE_BEHIND =
            Pattern.compile("(?::|#L)(\\d{1," + MAX_LINE_DIGITS + "})(?:[:-]L?\\d{0,9})?+[:.]*+$");
    /** {@code C:\\app\\Pool.cs:line 42}, as .NET writes it. */
    private static final String ANNOUNCED = ":line";

    private static final Pattern ANNOUNCED_LINE = Pattern.compile(" (\\d{1," + MAX_LINE_DIGITS + "})(?!\\d)");
    private static final Pattern LINE_AFTER =
            Pattern.compile("(?:[\"']?, line |[\"']?\\(| line )(\\d{1," + MAX_LINE_DIGITS + "})(?!\\d)");
    private static final Pattern FILE_NAME =
            Pattern.compile("[^/]*[\\p{L}\\p{N}_]\\.[\\p{L}\\p{N}_.+-]*[\\p{L}\\p{N}_+-]");
    /** {@code Makefile} and {@code LICENSE}, but no word at the start of a sentence. */
    private static final Pattern BARE_NAME = Pattern.compile("\\p{Lu}{4,40}|\\p{Lu}\\p{Ll}{2,20}file");

    private static final Pattern HIDDEN_NAME = Pattern.compile("(?:[^/]*/)*+\\.[\\p{L}\\p{N}_][\\p{L}\\p{N}_.-]*+");
    /** A text in quotes or backticks, or behind the mark of a file. */
    private static final Pattern QUOTED = Pattern.compile("^@?+([\"'`]?+)(.*)\\1$");

    private static final Pattern DRIVE = Pattern.compile("^[a-z]:(?=/)");

    private AskedPaths() {}

    static List<AskedPath> in(String query) {
        String text = query.strip();
        List<AskedPath> paths = new ArrayList<>();
        Matcher pieces = PIECE.matcher(text);
        while (pieces.find() && paths.size() < MAX_PATHS) {
            path(text, pieces).stream()
                    .flatMap(path -> Stream.concat(Stream.of(path), withoutMark(path).stream()))
                    .filter(path -> paths.stream().noneMatch(path::equals))
                    .forEach(paths::add);
        }
        return paths;
    }

    /**
     * Returns a whole query as a path that no piece of it can be, since it has blanks or brackets: {@code app/[id].tsx},
     * {@code "docs/read me.md":3}. Any short line is one; only the index can tell whether there is such a file.
     */
    static Optional<AskedPath> whole(String query) {
        String text = query.strip();
        if (text.length() > MAX_CHARS || text.isEmpty() || PIECE.matcher(text).matches()) {
            return Optional.empty();
        }
        Matcher behind = LINE_BEHIND.matcher(text);
        boolean hasLine = behind.find();
        String written = hasLine ? text.substring(0, behind.start()) : text;
        String path = normal(QUOTED.matcher(written).replaceFirst("$2"));
        return path.isEmpty() || path.indexOf('\n') >= 0
                ? Optional.empty()
                : Optional.of(new AskedPath(path, hasLine ? number(behind) : Optional.empty(), true));
    }

    private static Optional<AskedPath> path(String text, Matcher piece) {
        String written = piece.group();
        if (written.length() > MAX_CHARS) {
            return Optional.empty();
        }
        Matcher behind = LINE_BEHIND.matcher(written);
        if (behind.find()) {
            return asked(written.substring(0, behind.start()), number(behind), false);
        }
        if (written.endsWith(ANNOUNCED)) {
            String name = written.substring(0, written.length() - ANNOUNCED.length());
            return asked(name, after(ANNOUNCED_LINE, text, piece.end()), false);
        }
        boolean whole = written.length() == text.length();
        return asked(written, after(LINE_AFTER, text, piece.end()), whole);
    }

    /** Assistants write {@code @src/a.py} for a file, but {@code @types} may also be the name of a directory. */
    private static Optional<AskedPath> withoutMark(AskedPath path) {
        return path.path().startsWith("@") && path.path().length() > 1
                ? Optional.of(new AskedPath(path.path().substring(1), path.line(), path.certain()))
                : Optional.empty();
    }

    private static Optional<Integer> after(Pattern line, String text, int end) {
        Matcher matcher = line.matcher(text).region(end, text.length());
        return matcher.lookingAt() ? number(matcher) : Optional.empty();
    }

    private static Optional<Integer> number(Matcher line) {
        return Optional.of(Integer.valueOf(line.group(1))).filter(number -> number > 0);
    }

    private static Optional<AskedPath> asked(String written, Optional<Integer> line, boolean whole) {
        String path = normal(written);
        boolean certain = whole || path.indexOf('/') >= 0 || line.isPresent();
        return isPath(written, path) ? Optional.of(new AskedPath(path, line, certain)) : Optional.empty();
    }

    /** Whether a text is what may be a path, and nothing else. */
    static boolean isPath(String text) {
        return PIECE.matcher(text).matches() && isPath(text, normal(text));
    }

    private static boolean isPath(String written, String path) {
        return path.indexOf('/') > 0
                || (path.length() > 1 && path.charAt(0) == '/')
                || FILE_NAME.matcher(path).matches()
                || HIDDEN_NAME.matcher(path).matches()
                || BARE_NAME.matcher(written).matches();
    }

    /** A path as {@link AskedPath#path} has it. */
    static String normal(String written) {
        String path = written.replace('\\', '/').toLowerCase(Locale.ROOT);
        path = DRIVE.matcher(path).replaceFirst("");
        int end = path.length();
        while (end > 0 && ".:/".indexOf(path.charAt(end - 1)) >= 0) {
            end--;
        }
        int start = path.startsWith("./") ? 2 : 0;
        return end > start ? path.substring(start, end) : "";
    }
}
