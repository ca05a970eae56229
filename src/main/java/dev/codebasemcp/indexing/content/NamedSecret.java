package dev.codebasemcp.indexing.content;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * Reads what stands behind a telling name: a separator and a value, as code, settings, markup and commands write them. How
 * far it reads is bounded, so that it may begin at every name of a text.
 */
final class NamedSecret {
    /** A type between a name and its value, and the like. */
    private static final int FARTHEST = 64;
    /** How far the quote that opens or closes a string is looked for. */
    private static final int LONGEST_LINE = 256;

    private static final int LONGEST_OPEN = 512;
    /** Quotes and brackets behind a name. */
    private static final int MOST_CLOSING = 3;

    private static final String PASSWORD = "password";
    private static final String BASIC = "Basic ";
    private static final List<String> SCHEMES = List.of(BASIC, "Bearer ", "Token ", "ApiKey ");
    private static final String QUOTES = "\"'`";
    private static final String ENDS_OF_NAME = "\"'`])";
    private static final String ENDS_OF_WORD = "\"'`;&,)}]<>|";
    private static final String SEPARATORS = "=:,(>";

    private final String text;
    private final TextKind kind;
    private final Passages passages;

    NamedSecret(String text, TextKind kind, Passages passages) {
        this.text = text;
        this.kind = kind;
        this.passages = passages;
    }

    /** A separator, and where what follows it begins. */
    private record Separator(char sign, int end) {}

    /**
     * Hides the value of the name around an offset, if it is a secret.
     *
     * @return where to look on
     */
    int hide(int at) {
        int start = at;
        while (start > 0 && at - start < TellingNames.LONGEST && isOfName(text.charAt(start - 1))) {
            start--;
        }
        int end = at;
        while (end < text.length() && end - at < TellingNames.LONGEST && isOfName(text.charAt(end))) {
            end++;
        }
        Separator separator = separator(start, end);
        if (separator.sign != 0 && TellingNames.tells(text.substring(start, end))) {
            hideValue(start, end, separator);
        }
        return end;
    }

    private static boolean isOfName(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    }

    /** What separates a name from its value; 0 if nothing does. */
    private Separator separator(int nameStart, int nameEnd) {
        int closed = nameEnd;
        while (closed - nameEnd < MOST_CLOSING && (isOneOf(closed, ENDS_OF_NAME) || isEscapedQuote(closed))) {
            closed++;
        }
        int at = spaceEnd(closed);
        if (isOneOf(at, SEPARATORS) && !text.startsWith("::", at)) {
            char sign = text.charAt(at);
            return new Separator(sign, separatorEnd(sign == ':' ? typeEnd(at) : at));
        }
        boolean words = closed == nameEnd && at > nameEnd && mayFollow(nameStart, at);
        return new Separator(words ? ' ' : (char) 0, at);
    }

    /** Whether a value may stand behind a name and a space, as behind {@code --password} and {@code IDENTIFIED BY}. */
    private boolean mayFollow(int nameStart, int at) {
        boolean option = text.startsWith("--", nameStart) || text.startsWith("--", Math.max(0, nameStart - 2));
        return kind != TextKind.CODE || option || isOneOf(at, "'");
    }

    /** Of {@code key: string = } the equals sign, else {@code colon}. */
    private int typeEnd(int colon) {
        if (kind != TextKind.CODE) {
            return colon;
        }
        for (int at = colon + 1; at < text.length() && at - colon < FARTHEST; at++) {
            char c = text.charAt(at);
            if (c == '=') {
                return at;
            }
            if (c == '\n' || c == '"' || c == '`') {
                return colon;
            }
        }
        return colon;
    }

    private int separatorEnd(int from) {
        int at = from + 1;
        while (at < text.length() && at - from < 4 && isOneOf(at, "=>~?:")) {
            at++;
        }
        return at;
    }

    private void hideValue(int nameStart, int nameEnd, Separator separator) {
        int at = valueStart(separator);
        int open = at;
        while (isOneOf(open, "[({&@$") || isPrefixOfLiteral(open)) {
            open++;
        }
        boolean escaped = isEscapedQuote(open);
        open += escaped ? 1 : 0;
        boolean setting = isSetting(nameStart, nameEnd, separator);
        if (isOneOf(open, QUOTES)) {
            hideQuoted(open, escaped, setting);
        } else if (isOpen(nameStart, separator, at)) {
            hideOpen(at, separator.sign == '>', setting);
        }
    }

    /** Whether a value is a secret unless it is evidently none. Behind a mere space or a vague name it must look like one. */
    private boolean isSetting(int nameStart, int nameEnd, Separator separator) {
        boolean settings = kind == TextKind.SETTINGS || kind == TextKind.SCRIPT;
        return settings
                && !TellingNames.isVague(text.substring(nameStart, nameEnd))
                && (separator.sign != ' ' || text.regionMatches(true, nameStart, PASSWORD, 0, PASSWORD.length()));
    }

    private boolean isPrefixOfLiteral(int at) {
        return isOneOf(at, "rbfuLRBFU") && isOneOf(at + 1, QUOTES);
    }

    /** In code a value may stand on the next line, in settings behind a sign that says so. */
    private int valueStart(Separator separator) {
        int at = spaceEnd(separator.end);
        int end = at;
        if (kind == TextKind.SETTINGS && separator.sign == ':' && isOneOf(at, "|>")) {
            end = isOneOf(at + 1, "-+") ? at + 2 : at + 1;
        } else if (kind != TextKind.CODE) {
            return at;
        }
        end += text.startsWith("\r\n", end) ? 1 : 0;
        return isOneOf(end, "\n") ? spaceEnd(end + 1) : at;
    }

    private void hideQuoted(int open, boolean escaped, boolean setting) {
        char quote = text.charAt(open);
        int farthest = Math.min(text.length(), open + SecretValue.LONGEST);
        int end = open + 1;
        while (end < farthest && text.charAt(end) != quote && text.charAt(end) != '\n') {
            end += text.charAt(end) == '\\' && !escaped ? 2 : 1;
        }
        if (end < farthest && text.charAt(end) == quote) {
            hide(open + 1, escaped ? end - 1 : end, setting);
        }
    }

    /** Whether a value without quotes may stand here. */
    private boolean isOpen(int nameStart, Separator separator, int at) {
        boolean markup = separator.sign == '>' && nameStart > 0 && text.charAt(nameStart - 1) == '<';
        if (separator.sign == '>') {
            return markup;
        }
        if (separator.sign == '(' || separator.sign == ',') {
            return false;
        }
        return kind != TextKind.CODE || separator.sign == ' ' || isInLiteral(nameStart, at);
    }

    /** Whether a quote was opened on the line before, so that the rest is data in which names and values follow each other. */
    private boolean isInLiteral(int nameStart, int valueStart) {
        int from = Math.max(0, nameStart - LONGEST_LINE);
        for (int at = nameStart - 1; at >= from && text.charAt(at) != '\n'; at--) {
            if (isOneOf(at, QUOTES)) {
                int closing = valueStart;
                while (closing < text.length() && closing - valueStart < LONGEST_LINE && !isOneOf(closing, "\"'`\n")) {
                    closing++;
                }
                return closing < text.length() && text.charAt(closing) == text.charAt(at);
            }
        }
        return false;
    }

    private void hideOpen(int from, boolean markup, boolean setting) {
        int start = schemeEnd(from);
        int farthest = Math.min(text.length(), start + LONGEST_OPEN);
        String ends = markup ? "<" : kind == TextKind.SETTINGS ? QUOTES : ENDS_OF_WORD;
        int end = start;
        while (end < farthest && text.charAt(end) > ' ' && ends.indexOf(text.charAt(end)) < 0) {
            end++;
        }
        if (end - start == LONGEST_OPEN) {
            return;
        }
        while (end > start && isOneOf(end - 1, ",;}])&")) {
            end--;
        }
        hide(from, end, setting && kind == TextKind.SETTINGS);
    }

    private void hide(int from, int end, boolean setting) {
        int start = schemeEnd(from);
        if (start < end) {
            String value = text.substring(start, end);
            boolean basic = start > from && text.regionMatches(true, from, BASIC, 0, BASIC.length());
            boolean secret = basic ? isSecretLogin(value) : isSecret(value, setting);
            passages.hide(start, secret ? end : start);
        }
    }

    private static boolean isSecret(String value, boolean setting) {
        return (setting && SecretValue.isSecretSetting(value)) || SecretValue.isSecretLiteral(value);
    }

    /** {@code user:password} in base 64. */
    private static boolean isSecretLogin(String value) {
        try {
            String login = new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
            int colon = login.indexOf(':');
            return colon >= 0 && SecretValue.isSecretPassword(login.substring(0, colon), login.substring(colon + 1));
        } catch (IllegalArgumentException otherwise) {
            return false;
        }
    }

    /** Behind {@code Bearer } and the like. */
    private int schemeEnd(int at) {
        for (String scheme : SCHEMES) {
            if (text.regionMatches(true, at, scheme, 0, scheme.length())) {
                return spaceEnd(at + scheme.length());
            }
        }
        return at;
    }

    private boolean isEscapedQuote(int at) {
        return at + 1 < text.length() && text.charAt(at) == '\\' && isOneOf(at + 1, "\"'");
    }

    private int spaceEnd(int from) {
        int at = from;
        while (at < text.length() && at - from < FARTHEST && isOneOf(at, " \t")) {
            at++;
        }
        return at;
    }

    private boolean isOneOf(int at, String signs) {
        return at < text.length() && signs.indexOf(text.charAt(at)) >= 0;
    }
}
