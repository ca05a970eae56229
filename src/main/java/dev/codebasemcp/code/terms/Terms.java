package dev.codebasemcp.code.terms;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits text into the terms of the lexical index. Documents and queries use the same code, so that they match.
 *
 * <p>A word is a run of letters, digits and {@code _}, or such runs joined by a hyphen between two letters. A word of several
 * parts ({@link Identifiers}) yields one term for the whole without separators, and one for each part. So {@code getUserName}
 * and {@code get_user_name} both yield {@code getusernam get user nam}. A word of one part yields one term. All terms are
 * stemmed ({@link Stemmer}).
 *
 * <p>Skips terms of one character (a variable {@code i} is everywhere) or more than 64, and numbers of more than 6 digits. Also
 * skips the parts of hash-like words.
 *
 * <p>Caches the terms of recent words. Not thread-safe.
 */
public final class Terms {
    /** The longest term, in characters. */
    public static final int MAX_LENGTH = 64;

    private static final int MAX_DIGITS = 6;
    private static final int MAX_PARTS = 12;
    private static final int CACHE_SIZE = 1 << 14;

    private final String[] words = new String[CACHE_SIZE];
    private final String[][] termsOfWords = new String[CACHE_SIZE][];

    /** Sends the terms of a text in order; a word's own term before those of its parts. */
    public void forEach(String text, TermSink sink) {
        int length = text.length();
        int at = 0;
        while (at < length) {
            if (!Identifiers.isWordPart(text.charAt(at))) {
                at++;
                continue;
            }
            int start = at;
            int hash = 0;
            while (at < length && belongs(text, at)) {
                hash = 31 * hash + text.charAt(at);
                at++;
            }
            send(text, start, at, hash, sink);
        }
    }

    /** The terms of a text in order. */
    public List<String> of(String text) {
        List<String> terms = new ArrayList<>();
        forEach(text, terms::add);
        return terms;
    }

    private static boolean belongs(String text, int at) {
        char c = text.charAt(at);
        if (c == '_' || Identifiers.isWordPart(c)) {
            return true;
        }
        return c == '-'
                && at + 1 < text.length()
                && Identifiers.isLetter(text.charAt(at - 1))
                && Identifiers.isLetter(text.charAt(at + 1));
    }

    private void send(String text, int from, int to, int hash, TermSink sink) {
        if (to - from > 2 * MAX_LENGTH) {
            return;
        }
        int slot = (hash ^ (hash >>> 14)) & (CACHE_SIZE - 1);
        String word = words[slot];
        if (word == null || word.length() != to - from || !text.startsWith(word, from)) {
            words[slot] = text.substring(from, to);
            termsOfWords[slot] = termsOf(words[slot]);
        }
        for (String term : termsOfWords[slot]) {
            sink.accept(term);
        }
    }

    private static String[] termsOf(String word) {
        List<String> parts = Identifiers.split(word);
        List<String> terms = new ArrayList<>(parts.size() + 1);
        if (parts.size() > 1) {
            add(String.join("", parts), terms);
        }
        if (parts.size() == 1 || !looksRandom(parts)) {
            for (String part : parts) {
                add(part, terms);
            }
        }
        return terms.toArray(new String[0]);
    }

    private static void add(String part, List<String> terms) {
        boolean longNumber = part.length() > MAX_DIGITS && isNumber(part);
        if (part.length() > 1 && part.length() <= MAX_LENGTH && !longNumber) {
            terms.add(Stemmer.stem(part));
        }
    }

    private static boolean isNumber(String part) {
        for (int i = 0; i < part.length(); i++) {
            if (!Character.isDigit(part.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether a word alternates digits and letters like a hash or a key. */
    private static boolean looksRandom(List<String> parts) {
        int numbers = 0;
        for (String part : parts) {
            numbers += Character.isDigit(part.charAt(0)) ? 1 : 0;
        }
        return parts.size() > MAX_PARTS || (parts.size() >= 6 && 3 * numbers >= parts.size());
    }
}
