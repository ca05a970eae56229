package dev.codebasemcp.indexing.content;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds blocks that hold a private key, wherever in a text: indented, quoted, in a string of code. */
final class PrivateKeys {
    private static final String LABEL = "PRIVATE KEY";
    private static final Pattern BEGIN =
            Pattern.compile("-{4,5} ?BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?(?: ?-{4,5})?");
    private static final Pattern END = Pattern.compile("-{4,5} ?END [A-Z0-9 ]{0,40}PRIVATE KEY");
    /** With the version of the format; code that reads such files names it without. */
    private static final Pattern PUTTY = Pattern.compile("PuTTY-User-Key-File-\\d");

    private static final Pattern PUTTY_BEGIN = Pattern.compile("Private-Lines:[ \\t]*+\\d++");
    private static final String PUTTY_END = "Private-MAC:";
    /** The longest keys in use have 16 kibibytes. */
    private static final int LONGEST = 32 << 10;

    private static final int LABEL_BEFORE = 64;
    /** A shorter run of letters in a block is no part of the key, but an escape or a word. */
    private static final Pattern KEY_PART = Pattern.compile("[A-Za-z0-9+/=]{4,}+");

    private static final Pattern HEADER =
            Pattern.compile("(?:Proc-Type|DEK-Info|Version|Comment|Hash|Charset)\\b[^\\n\\\\]*+");

    private PrivateKeys() {}

    /**
     * Hides the keys.
     *
     * @return how many characters the blocks have, with their first and last lines
     */
    static int hide(String text, Passages passages) {
        int blocks = 0;
        Matcher ends = END.matcher(text);
        int next = 0;
        int at = text.indexOf(LABEL);
        while (at >= 0) {
            int line = Math.max(0, at - LABEL_BEFORE);
            Matcher begin = BEGIN.matcher(text).region(line, Math.min(text.length(), at + LABEL_BEFORE));
            int end = at + LABEL.length();
            if (begin.find() && begin.end() >= end) {
                // Each end is looked for once, however many beginnings there are.
                if (next < begin.end()) {
                    next = ends.find(begin.end()) ? ends.start() : Integer.MAX_VALUE;
                }
                end = next - begin.end() <= LONGEST ? next : lastPart(text, begin.end());
                hideBlock(text, begin.end(), end, passages);
                blocks += end - begin.start();
            }
            at = text.indexOf(LABEL, end);
        }
        return blocks + hidePutty(text, passages);
    }

    private static int hidePutty(String text, Passages passages) {
        Matcher file = PUTTY.matcher(text);
        Matcher begin = PUTTY_BEGIN.matcher(text);
        if (!file.find() || !begin.find(file.end())) {
            return 0;
        }
        int from = begin.end();
        int mac = text.indexOf(PUTTY_END, from);
        int end = mac < 0 || mac - from > LONGEST ? Math.min(text.length(), from + LONGEST) : mac;
        hideBlock(text, from, end, passages);
        return end - file.start();
    }

    /** Without an end, a key goes on as long as its parts follow each other closely. */
    private static int lastPart(String text, int from) {
        int farthest = Math.min(text.length(), from + LONGEST);
        Matcher part = KEY_PART.matcher(text).region(from, farthest);
        int last = from;
        while (part.find()
                && part.start() - last < LABEL.length()
                && part.group().length() >= LABEL.length()) {
            last = part.end();
        }
        return last;
    }

    private static void hideBlock(String text, int from, int to, Passages passages) {
        Matcher header = HEADER.matcher(text).region(from, to);
        int start = from;
        while (header.find()) {
            hideParts(text, start, header.start(), passages);
            start = header.end();
        }
        hideParts(text, start, to, passages);
    }

    private static void hideParts(String text, int from, int to, Passages passages) {
        Matcher part = KEY_PART.matcher(text).region(from, to);
        while (part.find()) {
            boolean escape = part.start() > 0 && text.charAt(part.start() - 1) == '\\';
            passages.hide(part.start() + (escape ? 1 : 0), part.end());
        }
    }
}
