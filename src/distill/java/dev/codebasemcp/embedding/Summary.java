package dev.codebasemcp.embedding;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The first sentence of a comment, without markup: what its author would call the code if asked for it. */
final class Summary {
    private static final int FEWEST_WORDS = 4;
    private static final int MOST_WORDS = 40;

    private static final Pattern STARS = Pattern.compile("^\\*+\\s?");
    private static final Pattern TEXT_TAG = Pattern.compile("^[@\\\\](?:description|classdesc|brief)\\s*");
    private static final Pattern INLINE_TAG = Pattern.compile("\\{@\\w+\\s+([^}]*)\\}");
    private static final Pattern MARKUP = Pattern.compile("<[^>]*>|[`*]|https?://\\S+");
    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final Pattern SENTENCE_END = Pattern.compile("[.!?](\\s|$)");
    /** Code that was put out of use, and what says nothing about the code behind it. */
    private static final Pattern USELESS = Pattern.compile(
            "[;={]|license|copyright|todo|fixme|eslint|inheritdoc" + "|^deprecated|^returns the value of");

    private Summary() {}

    /** Gives nothing for a comment that is no description of code. */
    static Optional<String> of(String comment) {
        String text = INLINE_TAG.matcher(firstParagraph(comment)).replaceAll("$1");
        text = MARKUP.matcher(text).replaceAll(" ");
        text = SPACES.matcher(text).replaceAll(" ").strip();
        Matcher end = SENTENCE_END.matcher(text);
        String sentence = end.find() ? text.substring(0, end.start()) : text;
        return isDescription(sentence) ? Optional.of(sentence) : Optional.empty();
    }

    private static String firstParagraph(String comment) {
        StringBuilder paragraph = new StringBuilder();
        for (String raw : comment.split("\n")) {
            String line = STARS.matcher(raw.strip()).replaceFirst("").strip();
            line = TEXT_TAG.matcher(line).replaceFirst("");
            if (line.startsWith("@") || line.isEmpty() && !paragraph.isEmpty()) {
                break;
            }
            paragraph.append(line).append(' ');
        }
        return paragraph.toString();
    }

    private static boolean isDescription(String sentence) {
        int words = sentence.split(" ").length;
        return words >= FEWEST_WORDS
                && words <= MOST_WORDS
                && !USELESS.matcher(sentence.toLowerCase(Locale.ROOT)).find();
    }
}
