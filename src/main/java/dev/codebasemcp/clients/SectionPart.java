package dev.codebasemcp.clients;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A marked section of a Markdown file that a model reads.
 *
 * @param section its lines, each with its end; the first and the last one are the marks
 */
record SectionPart(String section) implements Part {
    /** What both marks begin with. */
    static final String MARK = "<!-- codebase-mcp:";

    private static final String BEGIN = MARK + "begin -->";
    private static final String END = MARK + "end -->";

    private static final String INSTRUCTIONS = "instructions.md";

    /** Returns the section that tells a model when to search. */
    static SectionPart instructions() {
        try (InputStream text = SectionPart.class.getResourceAsStream(INSTRUCTIONS)) {
            return new SectionPart(new String(text.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Where the section begins and ends, with the end of its last line. */
    private record Span(int start, int end) {}

    private static Optional<Span> span(String text) throws BrokenTextException {
        int start = text.indexOf(BEGIN);
        int end = start < 0 ? text.indexOf(END) : text.indexOf(END, start);
        if (start < 0 && end < 0) {
            return Optional.empty();
        }
        if (start < 0 || end < 0) {
            throw new BrokenTextException(
                    "only one of the marks " + BEGIN + " and " + END + " is left; remove it first");
        }
        return Optional.of(new Span(Layout.lineStart(text, start), Layout.nextLine(text, end)));
    }

    @Override
    public boolean isIn(String text) throws BrokenTextException {
        return span(text).isPresent();
    }

    @Override
    public String put(String text) throws BrokenTextException {
        return put(text, section.replace("\n", Layout.of(text).newline()));
    }

    private static String put(String text, String lines) throws BrokenTextException {
        Optional<Span> old = span(text);
        if (old.isPresent()) {
            return text.substring(0, old.get().start())
                    + lines
                    + text.substring(old.get().end());
        }
        Layout layout = Layout.of(text);
        String before = layout.ended(text);
        return before + (before.isBlank() ? "" : layout.newline()) + lines;
    }

    @Override
    public String again(String original, String current) throws BrokenTextException {
        Span now = span(current).orElseThrow();
        return put(original, current.substring(now.start(), now.end()));
    }

    @Override
    public String remove(String text, Optional<String> original) throws BrokenTextException {
        Span old = span(text).orElseThrow();
        int before = Layout.lineStart(text, Math.max(0, old.start() - 1));
        int start = text.substring(before, old.start()).isBlank() ? before : old.start();
        return text.substring(0, start) + text.substring(old.end());
    }
}
