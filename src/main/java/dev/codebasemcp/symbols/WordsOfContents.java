package dev.codebasemcp.symbols;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.codebasemcp.search.retrieve.IndexedFiles.IndexedFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Caches the words of contents of all databases, up to a limit in memory. Thread-safe. */
final class WordsOfContents {
    /** Some thousand files; a number takes four bytes. */
    private static final long MOST_WORDS = 2_000_000;

    private static final Pattern WORD = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*+");

    /** A content never changes, so an entry is never stale. */
    private record Key(String database, long content) {}

    private final Cache<Key, int[]> words = Caffeine.newBuilder()
            .maximumWeight(MOST_WORDS)
            .weigher((Key key, int[] some) -> some.length + 32)
            .executor(Runnable::run)
            .build();

    /**
     * Returns the different words of each file, as numbers.
     *
     * @param texts reads those that are not in the cache, by content
     */
    List<int[]> of(String database, List<IndexedFile> files, Function<List<IndexedFile>, Map<Long, String>> texts) {
        List<IndexedFile> unknown = files.stream()
                .filter(file -> words.getIfPresent(new Key(database, file.contentId())) == null)
                .toList();
        Map<Long, String> read = unknown.isEmpty() ? Map.of() : texts.apply(unknown);
        List<int[]> found = new ArrayList<>();
        for (IndexedFile file : files) {
            found.add(words.get(
                    new Key(database, file.contentId()), key -> numbers(read.getOrDefault(key.content(), ""))));
        }
        return found;
    }

    private static int[] numbers(String text) {
        IntStream.Builder numbers = IntStream.builder();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            numbers.add(number(matcher.group()));
        }
        return numbers.build().distinct().toArray();
    }

    /** The number of a word; two words of a project hardly ever have the same. */
    static int number(String word) {
        return word.hashCode();
    }

    /** Empties the cache, to give memory back. */
    void clear() {
        words.invalidateAll();
    }
}
