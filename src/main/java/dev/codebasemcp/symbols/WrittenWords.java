package dev.codebasemcp.symbols;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.search.retrieve.IndexedFiles;
import dev.codebasemcp.search.retrieve.IndexedFiles.IndexedFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of the code as they are written, of which the postings only know the lower case. Counts a sample of the files. */
final class WrittenWords {
    private static final int MOST_FILES = 250;
    /** A longer file is mostly values, or generated. */
    private static final int MOST_CHUNKS = 100;

    private static final Pattern WORD = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*+");

    private final Map<String, Integer> counts;
    private final double filesPerRead;

    /**
     * Creates the words.
     *
     * @param counts how many of the files that were read have a word
     * @param filesPerRead how many files each of them stands for
     */
    WrittenWords(Map<String, Integer> counts, double filesPerRead) {
        this.counts = Map.copyOf(counts);
        this.filesPerRead = filesPerRead;
    }

    /** Reads files evenly from all of the code. */
    static WrittenWords of(IndexedFiles files) {
        Set<Long> seen = new HashSet<>();
        List<IndexedFile> code = files.all().stream()
                .filter(file -> file.chunks() <= MOST_CHUNKS && isCode(file) && seen.add(file.contentId()))
                .toList();
        List<IndexedFile> read = evenly(code);
        Map<String, Integer> counts = new HashMap<>();
        for (IndexedFile file : read) {
            words(files.text(file)).forEach(word -> counts.merge(word, 1, Integer::sum));
        }
        return new WrittenWords(counts, (double) code.size() / Math.max(1, read.size()));
    }

    private static boolean isCode(IndexedFile file) {
        return Language.byId(file.ref().language())
                .filter(language -> language.grammar().isPresent() && !language.isData())
                .isPresent();
    }

    private static List<IndexedFile> evenly(List<IndexedFile> code) {
        if (code.size() <= MOST_FILES) {
            return code;
        }
        List<IndexedFile> some = new ArrayList<>();
        for (int i = 0; i < MOST_FILES; i++) {
            some.add(code.get((int) ((long) i * code.size() / MOST_FILES)));
        }
        return some;
    }

    private static Set<String> words(String text) {
        Set<String> words = new HashSet<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            words.add(matcher.group());
        }
        return words;
    }

    /** About how many files have a word. One that no read file has may be in as many as one read file stands for. */
    double filesWith(String word) {
        return Math.max(counts.getOrDefault(word, 0), filesPerRead > 1 ? 1 : 0) * filesPerRead;
    }
}
