package dev.codebasemcp.search.retrieve;

import dev.codebasemcp.search.query.AnalysedQuery;
import dev.codebasemcp.search.query.PathWord;
import dev.codebasemcp.search.rank.PathMatch;
import dev.codebasemcp.search.rank.PathWords;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Finds contents by the words of their files' paths. Immutable. */
final class PathIndex {
    /** A shorter word is the beginning of too many others. */
    private static final int MIN_PREFIX = 3;

    /** A content and how well its best path answers. */
    private record Scored(int content, double score) {}

    private final TreeMap<String, BitSet> contentsByWord = new TreeMap<>();
    private final List<List<IndexedFile>> filesOfContents;

    private PathIndex(List<List<IndexedFile>> filesOfContents) {
        this.filesOfContents = filesOfContents;
        for (int content = 0; content < filesOfContents.size(); content++) {
            for (IndexedFile file : filesOfContents.get(content)) {
                for (String word : wordsOf(file.ref().words())) {
                    contentsByWord.computeIfAbsent(word, unused -> new BitSet()).set(content);
                }
            }
        }
    }

    static PathIndex of(List<List<IndexedFile>> filesOfContents) {
        return new PathIndex(filesOfContents);
    }

    /** The {@code limit} selected contents whose paths answer the query best, best first. */
    List<Integer> find(AnalysedQuery query, Selection selection, int limit) {
        BitSet touched = new BitSet();
        for (PathWord asked : query.pathWords()) {
            for (String word : List.of(asked.word(), asked.stem())) {
                matching(word).values().forEach(touched::or);
            }
        }
        List<Scored> scored = new ArrayList<>();
        selection.restrict(touched).forEach(content -> {
            double best = selection
                    .filesOf(filesOfContents.get(content))
                    .mapToDouble(file -> PathMatch.score(query, file.ref().words()))
                    .max()
                    .orElse(0);
            if (best > 0) {
                scored.add(new Scored(content, best));
            }
        });
        // contents are numbered as the threads of a run came to them: only paths make the same cut every time
        scored.sort(Comparator.comparingDouble(Scored::score)
                .reversed()
                .thenComparing(
                        one -> filesOfContents.get(one.content()).get(0).ref().path()));
        return scored.stream().limit(limit).map(Scored::content).toList();
    }

    private Map<String, BitSet> matching(String word) {
        return word.length() < MIN_PREFIX
                ? contentsByWord.subMap(word, true, word, true)
                : contentsByWord.subMap(word, true, word + Character.MAX_VALUE, false);
    }

    private static Set<String> wordsOf(PathWords path) {
        Set<String> words = new HashSet<>();
        Stream.concat(path.stem().stream(), path.directories().stream()).forEach(word -> {
            words.add(word.word());
            words.add(word.stem());
        });
        return words;
    }
}
