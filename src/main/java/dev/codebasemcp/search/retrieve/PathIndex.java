package dev.codebasemcp.search.retrieve;

import dev.codebasemcp.search.query.AnalysedQuery;
import dev.codebasemcp.search.query.PathWord;
import dev.codebasemcp.search.rank.FileOrder;
import dev.codebasemcp.search.rank.FileRef;
import dev.codebasemcp.search.rank.PathMatch;
import dev.codebasemcp.search.rank.PathWords;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Finds contents by the words in their files' paths. Immutable. */
final class PathIndex {
    /** A shorter word is a prefix of too many others. */
    private static final int MIN_PREFIX = 3;

    /** A content, the score of its best path, and its first file. */
    private record Scored(int content, double score, FileRef file) {}

    /** The numbers of contents depend on the threads of a run; files give a stable order. */
    private final Comparator<Scored> bestFirst;

    private final TreeMap<String, BitSet> contentsByWord = new TreeMap<>();
    private final List<List<FileRef>> filesOfContents;

    private PathIndex(List<List<FileRef>> filesOfContents, FileOrder order) {
        this.filesOfContents = filesOfContents;
        this.bestFirst =
                Comparator.comparingDouble(Scored::score).reversed().thenComparing(Scored::file, order::compare);
        for (int content = 0; content < filesOfContents.size(); content++) {
            for (FileRef file : filesOfContents.get(content)) {
                for (String word : wordsOf(file.words())) {
                    contentsByWord.computeIfAbsent(word, unused -> new BitSet()).set(content);
                }
            }
        }
    }

    static PathIndex of(List<List<FileRef>> filesOfContents, FileOrder order) {
        return new PathIndex(filesOfContents, order);
    }

    /**
     * Returns the {@code limit} selected contents whose paths match the query best, best first. Scores contents with
     * the most query words first, and others only while they could still be better.
     */
    List<Integer> find(AnalysedQuery query, Selection selection, int limit) {
        int asked = query.pathWords().size();
        BitSet touched = new BitSet();
        int[] held = new int[filesOfContents.size()];
        for (PathWord word : query.pathWords()) {
            BitSet holding = holding(word);
            touched.or(holding);
            beginning(word).forEach(holding::or);
            holding.stream().forEach(content -> held[content]++);
        }
        PriorityQueue<Scored> worstFirst = new PriorityQueue<>(bestFirst.reversed());
        for (int words = asked; words > 0; words--) {
            boolean full = worstFirst.size() == limit;
            if (full && worstFirst.element().score() > PathMatch.most(words, asked)) {
                break;
            }
            int wanted = words;
            selection
                    .restrict(touched)
                    .filter(content -> held[content] == wanted)
                    .forEach(content -> {
                        Scored scored = score(query, selection, content);
                        if (scored.score() > 0) {
                            worstFirst.add(scored);
                        }
                        if (worstFirst.size() > limit) {
                            worstFirst.remove();
                        }
                    });
        }
        return worstFirst.stream().sorted(bestFirst).map(Scored::content).toList();
    }

    private Scored score(AnalysedQuery query, Selection selection, int content) {
        double best = selection
                .filesOf(filesOfContents.get(content))
                .mapToDouble(file -> PathMatch.score(query, file.words()))
                .max()
                .orElse(0);
        return new Scored(content, best, selection.firstOf(filesOfContents.get(content)));
    }

    /** Returns the contents whose paths have a word that starts with this word. */
    private BitSet holding(PathWord asked) {
        BitSet holding = new BitSet();
        for (String word : List.of(asked.word(), asked.stem())) {
            matching(word).values().forEach(holding::or);
        }
        return holding;
    }

    /** Returns the contents whose paths have a word that is a prefix of this word. */
    private List<BitSet> beginning(PathWord asked) {
        List<BitSet> found = new ArrayList<>();
        for (String word : List.of(asked.word(), asked.stem())) {
            for (int length = MIN_PREFIX; length < word.length(); length++) {
                BitSet contents = contentsByWord.get(word.substring(0, length));
                if (contents != null) {
                    found.add(contents);
                }
            }
        }
        return found;
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
