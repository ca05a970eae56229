package dev.codebasemcp.code.parser;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.code.text.MeteredLine;
import dev.codebasemcp.code.text.SourceText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what the preprocessor takes away before a compiler reads C: marks such as {@code API int f(void)}, and
 * {@code extern "C"} for C++. A grammar that sees them takes the mark for the type, and may lose the rest of the file.
 */
public final class MacroMarks {
    private static final Set<Language> LANGUAGES = Set.of(Language.C, Language.CPP);

    private static final Pattern FOR_CPP = Pattern.compile(
            "^[ \\t]*#[ \\t]*(?:ifdef[ \\t]+|if[ \\t]+defined[ \\t(]*)__cplusplus\\b[^\\n]*\\n"
                    + "(?:[ \\t]*(?:extern[ \\t]+\"C\"[ \\t]*\\{?|\\{|\\}[^\\n]*)?[ \\t]*\\r?\\n){1,4}"
                    + "[ \\t]*#[ \\t]*endif[^\\n]*",
            Pattern.MULTILINE);
    /** A mark before a type and a name. */
    private static final Pattern LEADING = Pattern.compile(
            "^[ \\t]*(?:(?:static|extern|inline|virtual|explicit|friend)[ \\t]+){0,3}([A-Z_][A-Z0-9_]{2,60})"
                    + "(?=[ \\t]+(?:TYPE[ \\t]+){0,4}TYPE(?:[ \\t]+[*&]*|[*&]+[ \\t]*)"
                            .replace("TYPE", "[A-Za-z_][\\w:]{0,80}(?:<[^;(){}\\n]{0,80}>)?")
                    + "(?:\\w{1,60}::){0,4}~?[A-Za-z_]\\w*[ \\t]*[(=;\\[,])",
            Pattern.MULTILINE);
    /** A mark between {@code class} and its name. */
    private static final Pattern OF_CLASS = Pattern.compile(
            "\\b(?:class|struct)[ \\t]+([A-Z_][A-Z0-9_]{2,60})(?=[ \\t]+\\w+[ \\t]*(?:final[ \\t]*)?[:{\\n])");
    /** A mark on a line before the type and the name of a function. */
    private static final Pattern ABOVE =
            Pattern.compile("^([A-Z_][A-Z0-9_]{2,60})[ \\t]*(?=\\r?\\n[a-z_][\\w \\t*]{0,200}\\()", Pattern.MULTILINE);
    /** A mark between the type and the name of a function. */
    private static final Pattern BETWEEN = Pattern.compile(
            "^([A-Za-z_][\\w \\t*]{0,200}[ \\t*])([A-Z_][A-Z0-9_]{2,60})(?=[ \\t]+[A-Za-z_]\\w*[ \\t]*\\()",
            Pattern.MULTILINE);
    /** A macro that stands for whole statements or fields, without a semicolon. */
    private static final Pattern ALONE = Pattern.compile(
            "(?<=[;{}/][ \\t]{0,20}\\r?\\n)[ \\t]+[A-Z_][A-Z0-9_]{2,60}[ \\t]*\\r?(\\n)(?=[ \\t]*(?:\\}[ \\t]*;|[A-Za-z_]|/\\*))",
            Pattern.MULTILINE);

    private static final Pattern DEFINE = Pattern.compile("^[ \\t]*#[ \\t]*define[ \\t]", Pattern.MULTILINE);
    private static final Pattern WORD = Pattern.compile("\\w+");
    private static final Set<String> QUALIFIERS =
            Set.of("static", "extern", "inline", "const", "volatile", "typedef", "register", "return", "else", "case");
    private static final Set<String> TAGS = Set.of("struct", "union", "enum", "class", "define", "goto");

    /** How often each pattern may read a character of a text, on average. */
    private static final long MOST_READS = 100;

    private static final long LEAST_READS = 10_000;

    private MacroMarks() {}

    /** Bytes of a text. */
    public record Range(int from, int to) {}

    /** Returns a text of the same length in bytes without the marks. */
    static SourceText without(Language language, SourceText text) {
        if (!LANGUAGES.contains(language)) {
            return text;
        }
        try {
            return blanked(text);
        } catch (MeteredLine.LimitExceeded unusual) {
            return text;
        }
    }

    private static SourceText blanked(SourceText text) {
        byte[] bytes = text.utf8().clone();
        String written = written(text);
        List<Range> ranges = marks(written);
        ranges.addAll(matches(FOR_CPP, written, 0));
        ranges.addAll(commentsInMacros(written));
        for (Range range : ranges) {
            for (int at = range.from(); at < range.to(); at++) {
                bytes[at] = bytes[at] == '\n' || bytes[at] == '\\' ? bytes[at] : (byte) ' ';
            }
        }
        for (Range end : matches(ALONE, written, 1)) {
            bytes[end.from()] = ';';
        }
        return SourceText.of(new String(bytes, StandardCharsets.UTF_8));
    }

    /** A comment within the lines of a macro ends it for a grammar. */
    private static List<Range> commentsInMacros(String text) {
        List<Range> found = new ArrayList<>();
        Matcher define = DEFINE.matcher(text);
        int at = 0;
        while (define.find(at)) {
            at = endOfMacro(text, define.end());
            addComments(text.substring(define.end(), at), define.end(), found);
        }
        return found;
    }

    private static void addComments(String macro, int from, List<Range> found) {
        int start = macro.indexOf("/*");
        int end = start < 0 ? -1 : macro.indexOf("*/", start + 2);
        while (end >= 0) {
            found.add(new Range(from + start, from + end + 2));
            start = macro.indexOf("/*", end + 2);
            end = start < 0 ? -1 : macro.indexOf("*/", start + 2);
        }
    }

    /** The end of the first line without a backslash at its end. */
    private static int endOfMacro(String text, int from) {
        int end = text.indexOf('\n', from);
        while (end > 0 && (text.charAt(end - 1) == '\\' || text.startsWith("\\\r", end - 2))) {
            end = text.indexOf('\n', end + 1);
        }
        return end < 0 ? text.length() : end;
    }

    /** Returns where the marks are that no tree of a text has, in order. */
    public static List<Range> in(SourceText text) {
        try {
            return marks(written(text));
        } catch (MeteredLine.LimitExceeded unusual) {
            return List.of();
        }
    }

    /** A character for each byte. */
    private static String written(SourceText text) {
        return new String(text.utf8(), StandardCharsets.ISO_8859_1);
    }

    private static List<Range> marks(String text) {
        List<Range> found = new ArrayList<>(matches(LEADING, text, 1));
        found.addAll(matches(ABOVE, text, 1));
        found.addAll(matches(OF_CLASS, text, 1));
        Matcher between = BETWEEN.matcher(metered(text));
        while (between.find()) {
            if (isType(between.group(1))) {
                found.add(new Range(between.start(2), between.end(2)));
            }
        }
        found.sort((one, other) -> Integer.compare(one.from(), other.from()));
        return found;
    }

    /** Whether the words before a mark are a type, so that the mark is none. */
    private static boolean isType(String before) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(before);
        while (word.find()) {
            if (!QUALIFIERS.contains(word.group())) {
                words.add(word.group());
            }
        }
        return !words.isEmpty() && !TAGS.contains(words.get(words.size() - 1));
    }

    /** An unusual text may take a pattern quadratic time or worse. */
    private static CharSequence metered(String text) {
        return new MeteredLine(LEAST_READS + MOST_READS * text.length()).of(text);
    }

    private static List<Range> matches(Pattern pattern, String text, int group) {
        List<Range> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(metered(text));
        while (matcher.find()) {
            found.add(new Range(matcher.start(group), matcher.end(group)));
        }
        return found;
    }
}
