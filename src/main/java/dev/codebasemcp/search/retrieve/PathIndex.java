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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
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

    private final FileOrder order;

    private final TreeMap<String, BitSet> contentsByWord = new TreeMap<>();
    /** The contents of files by their names in lower case. */
    private final Map<String, List<Integer>> contentsByName = new HashMap<>();

    private final List<List<FileRef>> filesOfContents;

    private PathIndex(List<List<FileRef>> filesOfContents, FileOrder order) {
        this.filesOfContents = filesOfContents;
        this.order = order;
        this.bestFirst =
                Comparator.comparingDouble(Scored::score).reversed().thenComparing(Scored::file, order::compare);
        for (int content = 0; content < filesOfContents.size(); content++) {
            for (FileRef file : filesOfContents.get(content)) {
                List<Integer> sameName =
                        contentsByName.computeIfAbsent(nameOf(lower(file)), unused -> new ArrayList<>(1));
                // a content may have several files with this name
                if (sameName.isEmpty() || sameName.get(sameName.size() - 1) != content) {
                    sameName.add(content);
                }
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
            if (full && worstFirst.element().score() > PathMatch.most(query, words)) {
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

    /**
     * A file that a query names.
     *
     * @param shared the length of the path in both
     */
    record Named(int content, FileRef file, int shared) {
        /** Whether the query has a directory of the file, or the whole path of a file in none. */
        boolean sharesDirectory() {
            return shared > nameOf(file.path()).length();
        }

        /** The number of directories around the file. */
        long depth() {
            return file.path().chars().filter(c -> c == '/').count();
        }
    }

    /**
     * Returns the selected files that a path names: those whose paths end with it, or that it ends with, since the path in a stack
     * trace may be absolute. Of these, only those that share most of the path. The least deep ones come first, at most {@code
     * limit}.
     *
     * @param path in lower case; a slash at its start means nothing
     */
    List<Named> named(String path, Selection selection, int limit) {
        String asked = path.startsWith("/") ? path.substring(1) : path;
        List<Named> ending = new ArrayList<>();
        int longest = 0;
        for (int content : contentsByName.getOrDefault(nameOf(asked), List.of())) {
            if (!selection.contains(content)) {
                continue;
            }
            for (FileRef file : selection.filesOf(filesOfContents.get(content)).toList()) {
                String own = lower(file);
                if (endsWith(own, asked) || endsWith(asked, own)) {
                    Named named = new Named(content, file, Math.min(own.length(), asked.length()));
                    longest = Math.max(longest, named.shared());
                    ending.add(named);
                }
            }
        }
        int most = longest;
        return ending.stream()
                .filter(named -> named.shared() == most)
                .sorted(Comparator.comparingLong(Named::depth).thenComparing(Named::file, order::compare))
                .limit(limit)
                .toList();
    }

    /** Returns the contents of the files with exactly this path. */
    List<Integer> contentsAt(String path) {
        return contentsByName.getOrDefault(nameOf(path.toLowerCase(Locale.ROOT)), List.of()).stream()
                .filter(content -> filesOfContents.get(content).stream()
                        .anyMatch(file -> file.path().equals(path)))
                .toList();
    }

    private static boolean endsWith(String path, String end) {
        int start = path.length() - end.length();
        return path.endsWith(end) && (start == 0 || path.charAt(start - 1) == '/');
    }

    private static String lower(FileRef file) {
        return file.path().toLowerCase(Locale.ROOT);
    }

    private static String nameOf(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
