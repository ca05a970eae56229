package dev.codebasemcp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Splits a Markdown page into sentences. Headings, tables, code blocks and the targets of links do not count. The end of a paragraph
 * or list item also ends a sentence. Inline code is one word.
 */
final class MarkdownSentences {
    private static final Pattern FENCE = Pattern.compile("(```+|~~~+).*");
    private static final Pattern NO_TEXT = Pattern.compile("[|#<].*|");
    private static final Pattern LIST_ITEM = Pattern.compile("(?:> ?)*(?:[-*+]|\\d+[.)])\\s+.*");
    private static final Pattern MARKER = Pattern.compile("^(?:> ?)*(?:(?:[-*+]|\\d+[.)])\\s+)?");
    private static final Pattern LINK = Pattern.compile("!?\\[((?:[^\\[\\]]|\\[[^\\[\\]]*])*)]\\([^)]*\\)");
    private static final Pattern INLINE_CODE = Pattern.compile("(`+)(.+?)\\1", Pattern.DOTALL);
    private static final Pattern WORD_END = Pattern.compile("[ \\t]+|(?=\\n)");
    private static final Pattern LAST_WORD = Pattern.compile(".*[.!?][\"'”’)\\]*_]*");
    private static final Pattern LETTER_OR_DIGIT = Pattern.compile("[\\p{L}\\p{N}]");
    private static final Set<String> ABBREVIATIONS = Set.of("e.g.", "i.e.", "etc.", "vs.", "cf.");
    /** Replaces the spaces in inline code. */
    private static final char GLUE = '\u00a0';

    private final List<Sentence> sentences = new ArrayList<>();
    private final List<String> words = new ArrayList<>();
    private final StringBuilder block = new StringBuilder();
    private int blockLine;
    private int sentenceLine;

    private MarkdownSentences() {}

    /**
     * One sentence.
     *
     * @param line where it begins, from 1
     * @param words how many it has; a sign alone, such as a dash, is none
     */
    record Sentence(int line, int words, String text) {}

    /** The sentences of a page, in order. */
    static List<Sentence> of(String markdown) {
        MarkdownSentences page = new MarkdownSentences();
        page.read(markdown.lines().toList());
        return page.sentences;
    }

    private void read(List<String> lines) {
        String fence = "";
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!fence.isEmpty()) {
                fence = line.startsWith(fence) ? "" : fence;
            } else if (FENCE.matcher(line).matches()) {
                endBlock();
                fence = line.substring(0, 3);
            } else if (NO_TEXT.matcher(line).matches()) {
                endBlock();
            } else {
                add(line, i + 1);
            }
        }
        endBlock();
    }

    private void add(String line, int number) {
        if (LIST_ITEM.matcher(line).matches()) {
            endBlock();
        }
        if (block.isEmpty()) {
            blockLine = number;
        } else {
            block.append('\n');
        }
        block.append(MARKER.matcher(line).replaceFirst(""));
    }

    private void endBlock() {
        String code = INLINE_CODE
                .matcher(block)
                .replaceAll(span -> Matcher.quoteReplacement(span.group().replace(' ', GLUE)));
        String text = LINK.matcher(code).replaceAll("$1");
        int line = blockLine;
        for (String word : WORD_END.splitAsStream(text).toList()) {
            line += word.startsWith("\n") ? 1 : 0;
            addWord(word.strip(), line);
        }
        endSentence();
        block.setLength(0);
    }

    private void addWord(String word, int line) {
        if (word.isEmpty()) {
            return;
        }
        if (words.isEmpty()) {
            sentenceLine = line;
        }
        words.add(word);
        if (LAST_WORD.matcher(word).matches() && !ABBREVIATIONS.contains(word.toLowerCase(Locale.ROOT))) {
            endSentence();
        }
    }

    private void endSentence() {
        int count = (int) words.stream()
                .filter(word -> LETTER_OR_DIGIT.matcher(word).find())
                .count();
        if (count > 0) {
            String text = words.stream().collect(Collectors.joining(" ")).replace(GLUE, ' ');
            sentences.add(new Sentence(sentenceLine, count, text));
        }
        words.clear();
    }
}
