package dev.codebasemcp.model;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a caller can give or use, as it is named within a sentence. Clients of MCP know it by the name of an argument or a tool,
 * users of the command line by an option or a command; so the sentence has the name in marks, and whoever shows it to the caller
 * puts that caller's word there.
 *
 * <p>The marks are characters that Unicode keeps free for a program's own use.
 *
 * @param name as clients of MCP know it, or as only one door calls it
 */
public record Term(String name) {
    private static final char BEGIN = '\uFDD0';
    private static final char END = '\uFDD1';
    private static final Pattern MARKED = Pattern.compile(BEGIN + "([\\w \"-]{1,60})" + END);

    /** The part of a sentence that names it; {@code name}: as clients of MCP know it, or as only one door calls it. */
    public static String of(String name) {
        return new Term(name).toString();
    }

    /** The name in its marks. */
    @Override
    public String toString() {
        return BEGIN + name + END;
    }

    /** A sentence for clients of MCP. */
    public static String plain(String sentence) {
        return worded(sentence, UnaryOperator.identity());
    }

    /** A sentence for those who know a thing by what {@code words} makes of its name. */
    public static String worded(String sentence, UnaryOperator<String> words) {
        return sentence.indexOf(BEGIN) < 0
                ? sentence
                : MARKED.matcher(sentence).replaceAll(found -> Matcher.quoteReplacement(words.apply(found.group(1))));
    }
}
