package dev.codebasemcp.code;

import dev.codebasemcp.code.Found.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Outlines documents by their headings: a section reaches to the next heading of its level or a higher one. */
final class HeadingOutliner {
    private static final int MAX_NAME = 120;
    private static final Pattern ATX = Pattern.compile(" {0,3}(#{1,6})\\s+(.+?)\\s*#*\\s*");
    private static final Pattern ASCIIDOC = Pattern.compile("(={1,6})\\s+(.+?)\\s*=*\\s*");
    private static final Pattern SETEXT = Pattern.compile(" {0,3}(=+|-+)\\s*");
    /** Any punctuation underlines a title in reStructuredText. */
    private static final Pattern UNDERLINE = Pattern.compile("([=\\-~^\"'`#*+.:_])\\1{2,}\\s*");

    private final Language language;
    private final SourceText text;
    private final List<Heading> headings = new ArrayList<>();
    /** The underlining characters of a document in the order of their first use, which is the order of levels. */
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
        OutlineBuilder builder = new OutlineBuilder(text, false);
        for (int i = 0; i < headings.size(); i++) {
            builder.add(section(i));
        }
        return builder.build();
    }

    private Found section(int index) {
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
        return new Found(DefinitionKind.SECTION, quoted, "", new Span(start, end), start, 0);
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
        Matcher marked = (language == Language.ASCIIDOC ? ASCIIDOC : ATX).matcher(content);
        if (content.length() < 1000 && marked.matches()) {
            return Optional.of(new Heading(line, marked.group(1).length(), clean(marked.group(2))));
        }
        return language == Language.MARKDOWN ? setext(line, content) : Optional.empty();
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

    private static String clean(String heading) {
        String plain = heading.replaceAll("!?\\[([^\\]]*)\\]\\([^)]*\\)", "$1")
                .replaceAll("[`*]", "")
                .strip();
        String name = plain.isEmpty() ? heading.strip() : plain;
        return name.length() <= MAX_NAME ? name : name.substring(0, name.offsetByCodePoints(0, MAX_NAME / 2));
    }
}
