package dev.codebasemcp.code.terms;

import java.util.List;
import java.util.Map;

/**
 * A light stemmer for the English words in code. It strips the plural, {@code -ed} and {@code -ing} as in Porter's algorithm
 * (M. Porter, "An algorithm for suffix stripping", 1980). Of derivations, it handles only those common in names:
 * {@code validate, validator, validation}; {@code connect, connector, connection}; {@code parse, parser}. Stems need not be
 * words, but must be equal for equal meanings. No stem is shorter than 3 letters. Pure functions.
 */
public final class Stemmer {
    private static final int MIN_STEM = 3;
    /** With a shorter stem, the suffix belongs to another word: order, later, option. */
    private static final int MIN_BASE = 4;

    private static final Map<String, String> IRREGULAR = Map.ofEntries(
            Map.entry("using", "use"),
            Map.entry("used", "use"),
            Map.entry("indices", "index"),
            Map.entry("vertices", "vertex"),
            Map.entry("matrices", "matrix"),
            Map.entry("children", "child"),
            Map.entry("embed", "embed"),
            Map.entry("alias", "alias"),
            Map.entry("canvas", "canvas"),
            Map.entry("during", "during"),
            Map.entry("written", "writ"),
            Map.entry("running", "run"));

    private Stemmer() {}

    /** The stem of a lower-case word; a word with anything but ASCII letters is its own stem. */
    public static String stem(String word) {
        if (word.length() <= MIN_STEM || !isAscii(word)) {
            return word;
        }
        String singular = singular(word);
        String irregular = IRREGULAR.getOrDefault(word, IRREGULAR.get(singular));
        if (irregular != null) {
            return irregular;
        }
        String base = withoutInflection(singular);
        boolean inflected = singular.equals(base + "ed") || singular.equals(base + "ing");
        return withoutFinalE(withoutDerivation(base, inflected));
    }

    private static boolean isAscii(String word) {
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c < 'a' || c > 'z') {
                return false;
            }
        }
        return true;
    }

    private static String singular(String word) {
        if (!word.endsWith("s") || word.endsWith("ss") || word.endsWith("us") || word.endsWith("is")) {
            return word;
        }
        if (word.endsWith("sses")) {
            return cut(word, 2);
        }
        return word.endsWith("ies") && word.length() > 4 ? cut(word, 3) + "y" : cut(word, 1);
    }

    private static String withoutInflection(String word) {
        if (word.endsWith("ied") && word.length() > 4) {
            return cut(word, 3) + "y";
        }
        int suffix = word.endsWith("ing") ? 3 : word.endsWith("ed") && !word.endsWith("eed") ? 2 : 0;
        String base = cut(word, suffix);
        boolean changes = suffix > 0 && base.length() >= MIN_STEM && hasVowel(base);
        return changes ? withoutDoubledEnd(base) : word;
    }

    private static String withoutDerivation(String word, boolean inflected) {
        String base = word;
        while (base.endsWith("er") && base.length() - 2 >= MIN_BASE) {
            base = withoutDoubledEnd(cut(base, 2));
        }
        if (base.endsWith("ization") || base.endsWith("isation")) {
            return cut(base, 5);
        }
        for (String suffix : List.of("ation", "ator", "ate", inflected ? "at" : "ate")) {
            if (base.endsWith(suffix) && isBase(base, suffix.length())) {
                return cut(base, suffix.length());
            }
        }
        return withoutActor(base);
    }

    /** Whether a long enough base that ends in a consonant remains: validate, but not associate. */
    private static boolean isBase(String word, int suffix) {
        int length = word.length() - suffix;
        return length >= MIN_BASE && !isVowel(word.charAt(length - 1));
    }

    /** Reduces {@code connection} and {@code connector} to {@code connect}, {@code processor} to {@code process}. */
    private static String withoutActor(String word) {
        boolean action = word.endsWith("tion") || word.endsWith("sion");
        boolean actor = word.endsWith("tor") || word.endsWith("ssor");
        int suffix = action ? 3 : actor ? 2 : 0;
        return word.length() - suffix >= MIN_BASE ? cut(word, suffix) : word;
    }

    private static String withoutFinalE(String word) {
        return word.endsWith("e") && word.length() > MIN_STEM ? cut(word, 1) : word;
    }

    /**
     * Reduces {@code mapp} to {@code map}, but keeps {@code call}, {@code pass}, {@code buzz} and results that would be too
     * short.
     */
    private static String withoutDoubledEnd(String word) {
        int last = word.length() - 1;
        char c = word.charAt(last);
        boolean twice = last >= MIN_STEM && c == word.charAt(last - 1);
        return twice && "lsz".indexOf(c) < 0 && !isVowel(c) ? cut(word, 1) : word;
    }

    private static boolean hasVowel(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (isVowel(word.charAt(i)) || (i > 0 && word.charAt(i) == 'y')) {
                return true;
            }
        }
        return false;
    }

    private static boolean isVowel(char c) {
        return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
    }

    private static String cut(String word, int letters) {
        return word.substring(0, word.length() - letters);
    }
}
