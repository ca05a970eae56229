package dev.codebasemcp.symbols;

import dev.codebasemcp.code.language.Language;
import java.util.Set;

/**
 * Tells by a quick look at a text whether a name is only a word of its comments. Many methods are called as the words of
 * comments are, and parsing takes a hundred times as long.
 */
final class CodeWords {
    /** In these, comments begin outside of strings with {@code //} or {@code /*} and never in another way. */
    private static final Set<Language> KNOWN = Set.of(Language.JAVA, Language.GO);

    /** Java reads these as what they stand for, so they may begin or end a comment. */
    private static final String ESCAPE = "\\u";

    private static final String BLOCK = "\"\"\"";

    private final String text;
    private final String name;

    private CodeWords(String text, String name) {
        this.text = text;
        this.name = name;
    }

    /** Whether a text may have a name outside of its comments, or written as code in one. */
    static boolean mayHave(Language language, String text, String name) {
        return !KNOWN.contains(language)
                || text.contains(ESCAPE)
                || CommentMentions.isIn(text, name)
                || new CodeWords(text, name).isOutsideOfComments();
    }

    private boolean isOutsideOfComments() {
        int at = 0;
        int next = text.indexOf(name);
        while (next >= 0 && at < text.length()) {
            int end = endOfSpecial(at);
            if (next < end && !text.startsWith("/", at)) {
                // In a string, or the character itself.
                return true;
            }
            at = end;
            next = next < at ? text.indexOf(name, at) : next;
        }
        return false;
    }

    /** The end of the comment or string that begins at a place, or else of its character. */
    private int endOfSpecial(int at) {
        return switch (text.charAt(at)) {
            case '/' -> endOfComment(at);
            case '"' -> text.startsWith(BLOCK, at) ? after(BLOCK, at + BLOCK.length()) : endOfString(at);
            case '\'', '`' -> endOfString(at);
            default -> at + 1;
        };
    }

    private int endOfComment(int at) {
        if (text.startsWith("//", at)) {
            return after("\n", at);
        }
        return text.startsWith("/*", at) ? after("*/", at + 2) : at + 1;
    }

    private int after(String mark, int from) {
        int found = text.indexOf(mark, from);
        return found < 0 ? text.length() : found + mark.length();
    }

    /** A string that has no end in its line ends there; one between backticks may have several lines and no escapes. */
    private int endOfString(int start) {
        char quote = text.charAt(start);
        for (int at = start + 1; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == quote || (c == '\n' && quote != '`')) {
                return at + 1;
            }
            if (c == '\\' && quote != '`') {
                at++;
            }
        }
        return text.length();
    }
}
