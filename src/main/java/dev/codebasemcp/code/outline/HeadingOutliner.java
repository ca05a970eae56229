package dev.codebasemcp.code.outline;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.code.text.SourceText;
import dev.codebasemcp.code.text.Span;
import dev.codebasemcp.model.DefinitionKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Outlines documents by their headings: a section extends to the next heading of its own or a higher level. */
final class HeadingOutliner {
    private static final int MAX_NAME = 120;
    private static final int MAX_LINE = 1_000;
    private static final int MAX_LEVEL = 6;
    /** A line indented by more is code. */
    private static final int MAX_INDENT = 3;

    private static final Pattern SETEXT = Pattern.compile(" {0,3}(=+|-+)\\s*");
    /** Any punctuation may underline a title in reStructuredText. */
    private static final Pattern UNDERLINE = Pattern.compile("([=\\-~^\"'`#*+.:_])\\1{2,}\\s*");

    private final Language language;
    private final SourceText text;
    private final List<Heading> headings = new ArrayList<>();
    /** The underlining characters of a document in order of first use, which is the order of levels. */
    private final StringBuilder levels = new StringBuilder();

    private HeadingOutliner(Language language, SourceText text) {
        this.language = language;
        this.text = text;
    }

    private record Heading(int line, int level, String name) {}

    static Outline outline(Language language, SourceText text) {
        if (language == Language.TEXT) {
            return Outline.EMPTY;
        }
        return new HeadingOutliner(language, text).outline();
    }

    private Outline outline() {
        String fence = "";
        for (int line = 1; line <= text.lineCount(); line++) {
            String content = text.line(line);
            String marker = fenceOf(content);
            if (fence.isEmpty() && !marker.isEmpty()) {
                fence = marker;
            } else if (!fence.isEmpty()) {
                fence = marker.startsWith(fence) ? "" : fence;
            } else {
                find(line, content).ifPresent(headings::add);
            }
        }
        OutlineBuilder builder = new OutlineBuilder(language, text, false);
        for (int i = 0; i < headings.size(); i++) {
            builder.add(section(i));
        }
        return builder.build();
    }

    private DefinitionCandidate section(int index) {
        Heading heading = headings.get(index);
        int end = text.byteEnd(text.lineCount());
        for (int i = index + 1; i < headings.size(); i++) {
            if (headings.get(i).level <= heading.level) {
                end = text.byteStart(headings.get(i).line);
                break;
            }
        }
        int start = text.byteStart(heading.line);
        String quoted = '"' + heading.name + '"';
        return new DefinitionCandidate(DefinitionKind.SECTION, quoted, "", new Span(start, end), start, 0);
    }

    private String fenceOf(String line) {
        String start = line.strip();
        boolean fenced = language == Language.MARKDOWN && (start.startsWith("```") || start.startsWith("~~~"));
        if (language == Language.ASCIIDOC) {
            return start.startsWith("----") || start.startsWith("....") ? start : "";
        }
        return fenced ? start.substring(0, 3) : "";
    }

    private Optional<Heading> find(int line, String content) {
        if (language == Language.RST) {
            return underlined(line, content);
        }
        Optional<Heading> marked = content.length() < MAX_LINE
                ? marked(line, content, language == Language.ASCIIDOC ? '=' : '#')
                : Optional.empty();
        if (marked.isPresent()) {
            return marked;
        }
        return language == Language.MARKDOWN ? setext(line, content) : Optional.empty();
    }

    /** A heading such as {@code ## Title ##}, in Markdown indented by up to three spaces. */
    private Optional<Heading> marked(int line, String content, char mark) {
        int start = mark == '#' ? Math.min(MAX_INDENT, runEnd(content, 0, ' ')) : 0;
        int space = runEnd(content, start, mark);
        int title = spaceEnd(content, space);
        int level = space - start;
        if (level == 0 || level > MAX_LEVEL || title == space || title == content.length()) {
            return Optional.empty();
        }
        int end = spaceStart(content, content.length());
        while (end > title && content.charAt(end - 1) == mark) {
            end--;
        }
        end = Math.max(title + 1, spaceStart(content, end));
        return Optional.of(new Heading(line, level, clean(content.substring(title, end))));
    }

    private static int spaceEnd(String content, int start) {
        int end = start;
        while (end < content.length() && isSpace(content.charAt(end))) {
            end++;
        }
        return end;
    }

    private static int runEnd(String content, int start, char mark) {
        int end = start;
        while (end < content.length() && content.charAt(end) == mark) {
            end++;
        }
        return end;
    }

    private static int spaceStart(String content, int end) {
        int start = end;
        while (start > 0 && isSpace(content.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    private Optional<Heading> setext(int line, String content) {
        Matcher underline = SETEXT.matcher(content);
        boolean heading = line > 1
                && content.length() > 1
                && underline.matches()
                && isTitle(line - 1)
                && (line == 2 || text.isBlank(line - 2));
        return heading
                ? Optional.of(
                        new Heading(line - 1, content.strip().startsWith("=") ? 1 : 2, clean(text.line(line - 1))))
                : Optional.empty();
    }

    private Optional<Heading> underlined(int line, String content) {
        Matcher underline = UNDERLINE.matcher(content);
        boolean heading = line > 1
                && underline.matches()
                && isTitle(line - 1)
                && text.line(line - 1).stripTrailing().length()
                        <= content.strip().length() + 1;
        if (!heading) {
            return Optional.empty();
        }
        String mark = underline.group(1);
        if (levels.indexOf(mark) < 0) {
            levels.append(mark);
        }
        return Optional.of(new Heading(line - 1, levels.indexOf(mark), clean(text.line(line - 1))));
    }

    private boolean isTitle(int line) {
        String title = text.line(line);
        return !title.isBlank() && Character.isLetterOrDigit(title.strip().codePointAt(0)) && text.indent(line) < 4;
    }

    /** Replaces links and images by their texts. */
    private static String withoutLinks(String heading) {
        StringBuilder plain = new StringBuilder();
        int at = 0;
        int open = heading.indexOf('[');
        while (open >= 0) {
            int close = heading.indexOf(']', open);
            int end = close < 0 ? -1 : heading.indexOf(')', close);
            if (end < 0) {
                break;
            }
            if (heading.charAt(close + 1) == '(') {
                int image = open > at && heading.charAt(open - 1) == '!' ? open - 1 : open;
                plain.append(heading, at, image).append(heading, open + 1, close);
                at = end + 1;
                open = heading.indexOf('[', at);
            } else {
                // No bracket before this one can start a link.
                open = heading.indexOf('[', close);
            }
        }
        return plain.append(heading, at, heading.length()).toString();
    }

    private static String clean(String heading) {
        String shortened = heading.length() <= MAX_LINE ? heading : heading.substring(0, MAX_LINE);
        String plain = withoutLinks(shortened).replaceAll("[`*]", "").strip();
        String name = plain.isEmpty() ? heading.strip() : plain;
        return name.length() <= MAX_NAME ? name : name.substring(0, name.offsetByCodePoints(0, MAX_NAME / 2));
    }
}
