package dev.codebasemcp.indexing.content;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * Reads the separator and value after a name that may belong to a secret, as code, settings, markup and commands write them.
 * Bounds every scan, so it may start at each name of a text.
 */
final class NamedSecret {
    /** The most characters between a name and its value, such as a type. */
    private static final int MAX_GAP = 64;
    /** The most characters to search for the quote that opens or closes a string. */
    private static final int MAX_QUOTE_DISTANCE = 256;

    private static final int MAX_UNQUOTED = 512;
    /** The most quotes and brackets after a name. */
    private static final int MAX_CLOSING = 3;

    private static final String PASSWORD = "password";
    private static final String BASIC = "Basic ";
    private static final List<String> SCHEMES = List.of(BASIC, "Bearer ", "Token ", "ApiKey ");
    private static final String QUOTES = "\"'`";
    private static final String NAME_ENDS = "\"'`])";
    private static final String WORD_ENDS = "\"'`;&,)}]<>|";
    private static final String SEPARATORS = "=:,(>";

    private final String text;
    private final TextKind kind;
    private final Redactions redactions;

    NamedSecret(String text, TextKind kind, Redactions redactions) {
        this.text = text;
        this.kind = kind;
        this.redactions = redactions;
    }

    private record Separator(char sign, int end) {}

    /**
     * Masks the value of the name around an offset, if it is a secret.
     *
     * @return the offset at which to continue
     */
    int mask(int at) {
        int start = at;
        while (start > 0 && at - start < SecretNames.MAX_CHARS && isNameCharacter(text.charAt(start - 1))) {
            start--;
        }
        int end = at;
        while (end < text.length() && end - at < SecretNames.MAX_CHARS && isNameCharacter(text.charAt(end))) {
            end++;
        }
        Separator separator = separator(start, end);
        if (separator.sign != 0 && SecretNames.mayNameSecret(text.substring(start, end))) {
            maskValue(start, end, separator);
        }
        return end;
    }

    private static boolean isNameCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    }

    /** The separator after a name; its sign is 0 if there is none. */
    private Separator separator(int nameStart, int nameEnd) {
        int closed = nameEnd;
        while (closed - nameEnd < MAX_CLOSING && (isOneOf(closed, NAME_ENDS) || isEscapedQuote(closed))) {
            closed++;
        }
        int at = spaceEnd(closed);
        if (isOneOf(at, SEPARATORS) && !text.startsWith("::", at)) {
            char sign = text.charAt(at);
            return new Separator(sign, separatorEnd(sign == ':' ? typeEnd(at) : at));
        }
        boolean bySpace = closed == nameEnd && at > nameEnd && mayFollowSpace(nameStart, at);
        return new Separator(bySpace ? ' ' : (char) 0, at);
    }

    /** Whether a value may follow a name and a space, as after {@code --password} and {@code IDENTIFIED BY}. */
    private boolean mayFollowSpace(int nameStart, int at) {
        boolean option = text.startsWith("--", nameStart) || text.startsWith("--", Math.max(0, nameStart - 2));
        return kind != TextKind.CODE || option || isOneOf(at, "'");
    }

    /** The equals sign in {@code key: string = }; {@code colon} if there is none. */
    private int typeEnd(int colon) {
        if (kind != TextKind.CODE) {
            return colon;
        }
        for (int at = colon + 1; at < text.length() && at - colon < MAX_GAP; at++) {
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

    private void maskValue(int nameStart, int nameEnd, Separator separator) {
        int at = valueStart(separator);
        int open = at;
        while (isOneOf(open, "[({&@$") || isPrefixOfLiteral(open)) {
            open++;
        }
        boolean escaped = isEscapedQuote(open);
        open += escaped ? 1 : 0;
        boolean byDefault = isSecretByDefault(nameStart, nameEnd, separator);
        if (isOneOf(open, QUOTES)) {
            maskQuoted(open, escaped, byDefault);
        } else if (isUnquoted(nameStart, separator, at)) {
            maskUnquoted(at, separator.sign == '>', byDefault);
        }
    }

    /**
     * Whether to treat a value as secret unless it is clearly not. After a plain space or a vague name, a value must look like
     * a secret.
     */
    private boolean isSecretByDefault(int nameStart, int nameEnd, Separator separator) {
        boolean settings = kind == TextKind.SETTINGS || kind == TextKind.SCRIPT;
        return settings
                && !SecretNames.isVague(text.substring(nameStart, nameEnd))
                && (separator.sign != ' ' || text.regionMatches(true, nameStart, PASSWORD, 0, PASSWORD.length()));
    }

    private boolean isPrefixOfLiteral(int at) {
        return isOneOf(at, "rbfuLRBFU") && isOneOf(at + 1, QUOTES);
    }

    /** In code, a value may follow on the next line. In settings, a sign such as {@code |} must announce that. */
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

    private void maskQuoted(int open, boolean escaped, boolean byDefault) {
        char quote = text.charAt(open);
        int farthest = Math.min(text.length(), open + SecretValue.MAX_CHARS);
        int end = open + 1;
        while (end < farthest && text.charAt(end) != quote && text.charAt(end) != '\n') {
            end += text.charAt(end) == '\\' && !escaped ? 2 : 1;
        }
        if (end < farthest && text.charAt(end) == quote) {
            mask(open + 1, escaped ? end - 1 : end, byDefault);
        }
    }

    /** Whether an unquoted value may start here. */
    private boolean isUnquoted(int nameStart, Separator separator, int at) {
        boolean markup = separator.sign == '>' && nameStart > 0 && text.charAt(nameStart - 1) == '<';
        if (separator.sign == '>') {
            return markup;
        }
        if (separator.sign == '(' || separator.sign == ',') {
            return false;
        }
        return kind != TextKind.CODE || separator.sign == ' ' || isInLiteral(nameStart, at);
    }

    /** Whether a quote opened earlier on the line, so that names and values follow each other inside a string. */
    private boolean isInLiteral(int nameStart, int valueStart) {
        int from = Math.max(0, nameStart - MAX_QUOTE_DISTANCE);
        for (int at = nameStart - 1; at >= from && text.charAt(at) != '\n'; at--) {
            if (isOneOf(at, QUOTES)) {
                int closing = valueStart;
                while (closing < text.length()
                        && closing - valueStart < MAX_QUOTE_DISTANCE
                        && !isOneOf(closing, "\"'`\n")) {
                    closing++;
                }
                return closing < text.length() && text.charAt(closing) == text.charAt(at);
            }
        }
        return false;
    }

    private void maskUnquoted(int from, boolean markup, boolean byDefault) {
        int start = schemeEnd(from);
        int farthest = Math.min(text.length(), start + MAX_UNQUOTED);
        String ends = markup ? "<" : kind == TextKind.SETTINGS ? QUOTES : WORD_ENDS;
        int end = start;
        while (end < farthest && text.charAt(end) > ' ' && ends.indexOf(text.charAt(end)) < 0) {
            end++;
        }
        if (end - start == MAX_UNQUOTED) {
            return;
        }
        while (end > start && isOneOf(end - 1, ",;}])&")) {
            end--;
        }
        mask(from, end, byDefault && kind == TextKind.SETTINGS);
    }

    private void mask(int from, int end, boolean byDefault) {
        int start = schemeEnd(from);
        if (start < end) {
            String value = text.substring(start, end);
            boolean basic = start > from && text.regionMatches(true, from, BASIC, 0, BASIC.length());
            boolean secret = basic ? isSecretLogin(value) : isSecret(value, byDefault);
            redactions.mask(start, secret ? end : start);
        }
    }

    private static boolean isSecret(String value, boolean byDefault) {
        return (byDefault && SecretValue.isSecretSetting(value)) || SecretValue.isSecretLiteral(value);
    }

    /** Whether a value is {@code user:password} in base 64, with a secret password. */
    private static boolean isSecretLogin(String value) {
        try {
            String login = new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
            int colon = login.indexOf(':');
            return colon >= 0 && SecretValue.isSecretPassword(login.substring(0, colon), login.substring(colon + 1));
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    /** Skips {@code Bearer } and other schemes. */
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
        while (at < text.length() && at - from < MAX_GAP && isOneOf(at, " \t")) {
            at++;
        }
        return at;
    }

    private boolean isOneOf(int at, String signs) {
        return at < text.length() && signs.indexOf(text.charAt(at)) >= 0;
    }
}
