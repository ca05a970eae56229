package dev.codebasemcp.embedding;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Splits words as BERT does: into the longest piece of the vocabulary that starts the word, then the longest that continues it,
 * and so on. Immutable.
 */
final class WordPieces {
    /** Longer words are data rather than language; BERT has the same limit. */
    static final int LONGEST_WORD = 100;

    private static final String CONTINUATION = "##";
    private static final int[] NONE = {};
    private static final int ABSENT = -1;
    private static final Pattern ACCENTS = Pattern.compile("\\p{Mn}+");

    private final Map<String, Integer> starts;
    private final Map<String, Integer> continuations;
    private final int[] lengths;
    private final int longestPiece;

    /** Takes the pieces in order of id; those that continue a word start with {@code ##}. */
    WordPieces(List<String> vocabulary) {
        starts = new HashMap<>(vocabulary.size() * 2);
        continuations = new HashMap<>(vocabulary.size() / 2);
        lengths = new int[vocabulary.size()];
        for (int id = 0; id < vocabulary.size(); id++) {
            String piece = vocabulary.get(id);
            boolean continues = piece.length() > CONTINUATION.length() && piece.startsWith(CONTINUATION);
            String letters = continues ? piece.substring(CONTINUATION.length()) : piece;
            (continues ? continuations : starts).put(letters, id);
            lengths[id] = letters.length();
        }
        longestPiece = Arrays.stream(lengths).max().orElse(0);
    }

    /** The ids of a word's pieces; none if a part of it is not in the vocabulary. */
    int[] of(String word) {
        if (word.length() > LONGEST_WORD) {
            return NONE;
        }
        String plain = plain(word);
        int[] ids = new int[plain.length()];
        int count = 0;
        for (int from = 0; from < plain.length(); from += lengths[ids[count - 1]]) {
            int id = longestMatch(plain, from);
            if (id == ABSENT) {
                return NONE;
            }
            ids[count++] = id;
        }
        return Arrays.copyOf(ids, count);
    }

    private int longestMatch(String word, int from) {
        Map<String, Integer> table = from == 0 ? starts : continuations;
        int id = ABSENT;
        for (int to = Math.min(word.length(), from + longestPiece); to > from && id == ABSENT; to--) {
            id = table.getOrDefault(word.substring(from, to), ABSENT);
        }
        return id;
    }

    private static String plain(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        boolean ascii = lower.chars().allMatch(c -> c < 0x80);
        return ascii
                ? lower
                : ACCENTS.matcher(Normalizer.normalize(lower, Normalizer.Form.NFD))
                        .replaceAll("");
    }
}
