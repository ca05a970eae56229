package dev.codebasemcp.embedding;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Takes the pairs of comment and code out of a package's sources. */
final class PairMiner {
    private static final int SHORTEST_CODE = 80;
    private static final int FEWEST_COMMENT_PIECES = 4;
    private static final int FEWEST_CODE_PIECES = 15;
    private static final int MOST_CODE_PIECES = 400;
    /** Generated and minified code has longer lines than this on average, in characters. */
    private static final int LONG_LINES = 250;
    /** Tests, what was copied from others, and what a compiler wrote. */
    private static final Pattern NOT_OWN_CODE = Pattern.compile(
            "(^|/)(tests?|node_modules|third[_-]?party)/|abseil|\\.(test|min)\\.|\\.d\\.ts$", Pattern.CASE_INSENSITIVE);

    private final WordPieces pieces;

    PairMiner(List<String> vocabulary) {
        this.pieces = new WordPieces(vocabulary);
    }

    /** Two comments of the same words count once: generated code repeats them. */
    List<TrainingPair> mine(TrainingPackage source) throws IOException {
        List<TrainingPair> pairs = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        source.read((path, text) -> {
            if (!NOT_OWN_CODE.matcher(path).find() && hasShortLines(text)) {
                CommentStyle style = CommentStyle.of(path).orElseThrow();
                style.find(text).forEach(found -> add(pairs, found, seen));
            }
        });
        return pairs;
    }

    private static boolean hasShortLines(String text) {
        long lines = text.chars().filter(c -> c == '\n').count() + 1;
        return text.length() / lines < LONG_LINES;
    }

    private void add(List<TrainingPair> pairs, CommentedCode found, Set<String> seen) {
        if (found.code().length() < SHORTEST_CODE) {
            return;
        }
        Summary.of(found.comment()).ifPresent(summary -> {
            int[] comment = read(summary);
            int[] code = read(found.code());
            if (comment.length >= FEWEST_COMMENT_PIECES
                    && code.length >= FEWEST_CODE_PIECES
                    && seen.add(summary.toLowerCase(Locale.ROOT))) {
                int[] start = Arrays.copyOf(code, Math.min(code.length, MOST_CODE_PIECES));
                pairs.add(new TrainingPair(WordBag.of(comment), WordBag.of(start)));
            }
        });
    }

    private int[] read(String text) {
        IntStream.Builder ids = IntStream.builder();
        WordScanner.scan(text, (from, to) -> {
            for (int id : pieces.of(text.substring(from, to))) {
                ids.add(id);
            }
        });
        return ids.build().toArray();
    }
}
