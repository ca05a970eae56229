package dev.codebasemcp.indexing.content;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds blocks with a private key anywhere in a text: indented, quoted, or in a string literal. */
final class PrivateKeys {
    private static final String LABEL = "PRIVATE KEY";
    private static final Pattern BEGIN =
            Pattern.compile("-{4,5} ?BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?(?: ?-{4,5})?");
    private static final Pattern END = Pattern.compile("-{4,5} ?END [A-Z0-9 ]{0,40}PRIVATE KEY");
    /** Includes the format's version; code that reads such files names the header without it. */
    private static final Pattern PUTTY = Pattern.compile("PuTTY-User-Key-File-\\d");

    private static final Pattern PUTTY_BEGIN = Pattern.compile("Private-Lines:[ \\t]*+\\d++");
    private static final String PUTTY_END = "Private-MAC:";
    /** The longest keys in use take 16 KiB. */
    private static final int MAX_KEY_CHARS = 32 << 10;

    private static final int LABEL_BEFORE = 64;
    /** A shorter run of letters is an escape or a word, not part of a key. */
    private static final Pattern KEY_PART = Pattern.compile("[A-Za-z0-9+/=]{4,}+");

    private static final Pattern HEADER =
            Pattern.compile("(?:Proc-Type|DEK-Info|Version|Comment|Hash|Charset)\\b[^\\n\\\\]*+");

    private PrivateKeys() {}

    /**
     * Masks the keys.
     *
     * @return the number of characters in the blocks, including their first and last lines
     */
    static int mask(String text, Redactions redactions) {
        int blocks = 0;
        Matcher ends = END.matcher(text);
        int next = 0;
        int at = text.indexOf(LABEL);
        while (at >= 0) {
            int line = Math.max(0, at - LABEL_BEFORE);
            Matcher begin = BEGIN.matcher(text).region(line, Math.min(text.length(), at + LABEL_BEFORE));
            int end = at + LABEL.length();
            if (begin.find() && begin.end() >= end) {
                // Search for each end only once, however many beginnings there are.
                if (next < begin.end()) {
                    next = ends.find(begin.end()) ? ends.start() : Integer.MAX_VALUE;
                }
                end = next - begin.end() <= MAX_KEY_CHARS ? next : lastPart(text, begin.end());
                maskBlock(text, begin.end(), end, redactions);
                blocks += end - begin.start();
            }
            at = text.indexOf(LABEL, end);
        }
        return blocks + maskPutty(text, redactions);
    }

    private static int maskPutty(String text, Redactions redactions) {
        Matcher file = PUTTY.matcher(text);
        Matcher begin = PUTTY_BEGIN.matcher(text);
        if (!file.find() || !begin.find(file.end())) {
            return 0;
        }
        int from = begin.end();
        int mac = text.indexOf(PUTTY_END, from);
        int end = mac < 0 || mac - from > MAX_KEY_CHARS ? Math.min(text.length(), from + MAX_KEY_CHARS) : mac;
        maskBlock(text, from, end, redactions);
        return end - file.start();
    }

    /** Without an end marker, a key continues while its parts follow each other closely. */
    private static int lastPart(String text, int from) {
        int farthest = Math.min(text.length(), from + MAX_KEY_CHARS);
        Matcher part = KEY_PART.matcher(text).region(from, farthest);
        int last = from;
        while (part.find()
                && part.start() - last < LABEL.length()
                && part.group().length() >= LABEL.length()) {
            last = part.end();
        }
        return last;
    }

    private static void maskBlock(String text, int from, int to, Redactions redactions) {
        Matcher header = HEADER.matcher(text).region(from, to);
        int start = from;
        while (header.find()) {
            maskParts(text, start, header.start(), redactions);
            start = header.end();
        }
        maskParts(text, start, to, redactions);
    }

    private static void maskParts(String text, int from, int to, Redactions redactions) {
        Matcher part = KEY_PART.matcher(text).region(from, to);
        while (part.find()) {
            boolean escape = part.start() > 0 && text.charAt(part.start() - 1) == '\\';
            redactions.mask(part.start() + (escape ? 1 : 0), part.end());
        }
    }
}
