package dev.codebasemcp.code.terms;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits identifiers into parts: {@code HTTPServer2} into {@code http}, {@code server}, {@code 2}; {@code get_user-name} into
 * {@code get}, {@code user}, {@code name}. Parts start after separators, at a capital after a small letter, and where digits
 * start or end. Of several capitals before a small letter, the last one starts a part. The plural of an acronym stays whole:
 * {@code IDs}. Pure functions.
 */
public final class Identifiers {
    private static final int OTHER = 0;
    private static final int LOWER = 1;
    private static final int UPPER = 2;
    private static final int DIGIT = 3;

    private static final byte[] ASCII = asciiClasses();

    private Identifiers() {}

    /** Receives the parts of a text in order. */
    @FunctionalInterface
    public interface PartSink {
        /** Takes the part from one index of the text to another, which is excluded. */
        void part(int from, int to);
    }

    /** The parts of an identifier or a file name, in lower case, not stemmed. */
    public static List<String> split(String identifier) {
        List<String> parts = new ArrayList<>();
        forEachPart(identifier, (from, to) -> parts.add(lower(identifier, from, to)));
        return parts;
    }

    /** Sends the parts of all identifiers and words of a text, as written. */
    public static void forEachPart(String text, PartSink sink) {
        int start = -1;
        int before = OTHER;
        for (int i = 0; i < text.length(); i++) {
            int type = classOf(text.charAt(i));
            if (start >= 0 && (type == OTHER || startsPart(text, i, before, type))) {
                sink.part(start, i);
                start = -1;
            }
            if (start < 0 && type != OTHER) {
                start = i;
            }
            before = type;
        }
        if (start >= 0) {
            sink.part(start, text.length());
        }
    }

    /** Whether a character belongs to a word: a letter or a digit of any script. */
    static boolean isWordPart(char c) {
        return classOf(c) != OTHER;
    }

    /** Whether a character is a letter of any script. */
    static boolean isLetter(char c) {
        int type = classOf(c);
        return type == LOWER || type == UPPER;
    }

    private static boolean startsPart(String text, int at, int before, int type) {
        if (type == DIGIT || before == DIGIT) {
            return type != before;
        }
        if (type == LOWER) {
            return false;
        }
        return before == LOWER || endsAcronym(text, at);
    }

    /** Whether a capital after a capital starts a part: before a small letter, unless that is only the s of a plural. */
    private static boolean endsAcronym(String text, int at) {
        boolean lowerFollows = at + 1 < text.length() && classOf(text.charAt(at + 1)) == LOWER;
        boolean plural = lowerFollows
                && text.charAt(at + 1) == 's'
                && (at + 2 == text.length() || classOf(text.charAt(at + 2)) != LOWER);
        return lowerFollows && !plural;
    }

    private static String lower(String text, int from, int to) {
        char[] part = new char[to - from];
        for (int i = from; i < to; i++) {
            part[i - from] = Character.toLowerCase(text.charAt(i));
        }
        return new String(part);
    }

    /** Surrogate pairs are separators: hardly any word has a letter outside the basic plane, but many texts contain emoji. */
    private static int classOf(char c) {
        if (c < 128) {
            return ASCII[c];
        }
        if (Character.isUpperCase(c)) {
            return UPPER;
        }
        if (Character.isDigit(c)) {
            return DIGIT;
        }
        return Character.isLetter(c) || isCombining(c) ? LOWER : OTHER;
    }

    private static boolean isCombining(char c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    private static byte[] asciiClasses() {
        byte[] classes = new byte[128];
        for (char c = 0; c < 128; c++) {
            if (c >= 'a' && c <= 'z') {
                classes[c] = LOWER;
            } else if (c >= 'A' && c <= 'Z') {
                classes[c] = UPPER;
            } else if (c >= '0' && c <= '9') {
                classes[c] = DIGIT;
            }
        }
        return classes;
    }
}
