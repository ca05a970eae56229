package dev.codebasemcp.symbols;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.search.retrieve.IndexedFiles.IndexedFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** The words of the code as they are written, of which the postings only know the lower case. Counts a sample of the files. */
final class WrittenWords {
    private static final int MOST_FILES = 250;
    /** A longer file is mostly values, or generated. */
    private static final int MOST_CHUNKS = 100;
    /** How many files each query reads. */
    private static final int AT_ONCE = 50;

    private final Map<Integer, Integer> counts;
    private final double filesPerRead;

    /**
     * Creates the words.
     *
     * @param counts how many of the files that were read have the word with a number
     * @param filesPerRead how many files each of them stands for
     */
    WrittenWords(Map<Integer, Integer> counts, double filesPerRead) {
        this.counts = Map.copyOf(counts);
        this.filesPerRead = filesPerRead;
    }

    /**
     * Reads files evenly from all of the code, until the time is over; fewer are a sample as well.
     *
     * @param words returns the words of each of some files, as {@link WordsOfContents} does
     */
    static WrittenWords of(
            List<IndexedFile> all, Function<List<IndexedFile>, List<int[]>> words, BooleanSupplier isOver) {
        Set<Long> seen = new HashSet<>();
        List<IndexedFile> code = all.stream()
                .filter(file -> file.chunks() <= MOST_CHUNKS && isCode(file) && seen.add(file.contentId()))
                .toList();
        Map<Integer, Integer> counts = new HashMap<>();
        int read = 0;
        for (List<IndexedFile> some : evenly(code)) {
            if (isOver.getAsBoolean()) {
                break;
            }
            for (int[] ofFile : words.apply(some)) {
                for (int word : ofFile) {
                    counts.merge(word, 1, Integer::sum);
                }
            }
            read += some.size();
        }
        return new WrittenWords(counts, (double) code.size() / Math.max(1, read));
    }

    private static boolean isCode(IndexedFile file) {
        return Language.byId(file.ref().language())
                .filter(language -> language.grammar().isPresent() && !language.isData())
                .isPresent();
    }

    /** Groups of files, each of which is from everywhere. */
    private static List<List<IndexedFile>> evenly(List<IndexedFile> code) {
        int most = Math.min(MOST_FILES, code.size());
        int groups = (most + AT_ONCE - 1) / AT_ONCE;
        List<List<IndexedFile>> some = new ArrayList<>();
        for (int group = 0; group < groups; group++) {
            List<IndexedFile> own = new ArrayList<>();
            for (int i = group; i < most; i += groups) {
                own.add(code.get((int) ((long) i * code.size() / most)));
            }
            some.add(own);
        }
        return some;
    }

    /** About how many files have a word. One that no read file has may be in as many as one read file stands for. */
    double filesWith(String word) {
        int found = counts.getOrDefault(WordsOfContents.number(word), 0);
        return Math.max(found, filesPerRead > 1 ? 1 : 0) * filesPerRead;
    }
}
