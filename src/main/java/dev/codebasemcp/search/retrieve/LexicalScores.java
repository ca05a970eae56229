package dev.codebasemcp.search.retrieve;

import dev.codebasemcp.database.index.PostingList;
import dev.codebasemcp.database.index.PostingsRow;
import dev.codebasemcp.database.index.TermFrequencies;
import dev.codebasemcp.search.query.QueryTerm;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * BM25F scores of all chunks that contain a query term. The frequencies of a term per field are weighted, divided by
 * the field's relative length, and summed before they saturate.
 *
 * @see <a href="https://doi.org/10.1561/1500000019">Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25
 *     and Beyond (2009)</a>
 */
final class LexicalScores {
    /** The saturation of repeated terms; the usual value. */
    private static final float K1 = 1.5f;
    /** The discount of long chunks; the usual value. */
    private static final float B = 0.75f;
    /** By field of {@link TermFrequencies}: a definition's name weighs more than a use. */
    private static final float[] WEIGHTS = {2f, 1f, 1f};

    private final LoadedIndex index;
    private final List<LoadedSegment> segments;
    private final float[][] scores;
    private final float[] averageLengths;
    private final long chunkCount;
    private final WholeFileScores wholeFiles;
    private final Set<String> held = new HashSet<>();

    /**
     * Starts without scores. Counts lengths and frequencies of the selected chunks only. So a filtered search ranks
     * like a search of that part alone, and deleted chunks have no effect.
     */
    LexicalScores(LoadedIndex index) {
        this.index = index;
        this.segments = index.segments();
        this.scores = new float[segments.size()][];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = new float[segments.get(i).size()];
        }
        this.wholeFiles = new WholeFileScores(index.catalogue().contentLengths(segments), index.selection());
        long[] sums = new long[TermFrequencies.FIELDS];
        this.chunkCount = Math.max(1, index.selection().isEverything() ? sumOfAll(sums) : sumOfSelected(sums));
        this.averageLengths = new float[sums.length];
        for (int field = 0; field < sums.length; field++) {
            averageLengths[field] = Math.max(1, (float) sums[field] / chunkCount);
        }
    }

    private long sumOfAll(long[] sums) {
        long count = 0;
        for (LoadedSegment segment : segments) {
            LiveChunks live = index.catalogue().liveChunks(segment);
            count += live.count();
            for (int field = 0; field < sums.length; field++) {
                sums[field] += live.lengthSums()[field];
            }
        }
        return count;
    }

    private long sumOfSelected(long[] sums) {
        long count = 0;
        for (int number = 0; number < segments.size(); number++) {
            for (int ordinal = 0; ordinal < segments.get(number).size(); ordinal++) {
                if (index.isSelected(number, ordinal)) {
                    count++;
                    for (int field = 0; field < sums.length; field++) {
                        sums[field] += (long) segments.get(number).length(ordinal, field);
                    }
                }
            }
        }
        return count;
    }

    /** Adds the scores of the query's terms one after the other, since a sum of floats depends on the order. */
    void add(List<QueryTerm> terms, List<PostingsRow> postings) {
        Map<Long, Integer> numbers = new HashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            numbers.put(segments.get(i).id(), i);
        }
        Map<String, Long> documentFrequencies = new HashMap<>();
        postings.forEach(row -> documentFrequencies.merge(
                row.term(), frequency(row, Objects.requireNonNull(numbers.get(row.segmentId()))), Long::sum));
        Map<String, Float> weights = new HashMap<>();
        for (QueryTerm term : terms) {
            long frequency = documentFrequencies.getOrDefault(term.term(), 0L);
            if (frequency > 0) {
                held.add(term.term());
            }
            double idf = Math.log(1 + (chunkCount - frequency + 0.5) / (frequency + 0.5));
            weights.put(term.term(), (float) (term.weight() * idf * (K1 + 1)));
        }
        Map<String, List<PostingsRow>> byTerm =
                postings.stream().collect(Collectors.groupingBy(PostingsRow::term, TreeMap::new, Collectors.toList()));
        byTerm.forEach((term, rows) -> {
            float weight = weights.getOrDefault(term, 0f);
            rows.forEach(row -> addPostings(Objects.requireNonNull(numbers.get(row.segmentId())), weight, row.data()));
            wholeFiles.endTerm(weight);
        });
    }

    private long frequency(PostingsRow row, int number) {
        if (index.selection().isEverything()
                && index.catalogue().liveChunks(segments.get(number)).isWhole()) {
            return row.documentFrequency();
        }
        long[] count = new long[1];
        PostingList.forEach(
                row.data(), (ordinal, frequencies) -> count[0] += index.isSelected(number, ordinal) ? 1 : 0);
        return count[0];
    }

    /** Whether any selected chunk contains a term that was added. */
    boolean holds(QueryTerm term) {
        return held.contains(term.term());
    }

    private void addPostings(int number, float weight, byte[] data) {
        LoadedSegment segment = segments.get(number);
        float[] target = scores[number];
        int[] contents = index.catalogue().contentsOf(segment);
        PostingList.forEach(data, (ordinal, frequencies) -> {
            float weighted = 0;
            float plain = 0;
            for (int field = 0; field < WEIGHTS.length; field++) {
                int count = TermFrequencies.of(frequencies, field);
                if (count > 0) {
                    float relativeLength = segment.length(ordinal, field) / averageLengths[field];
                    weighted += WEIGHTS[field] * count / (1 - B + B * relativeLength);
                    plain += WEIGHTS[field] * count;
                }
            }
            target[ordinal] += weight * weighted / (K1 + weighted);
            if (index.selection().contains(contents[ordinal])) {
                wholeFiles.add(contents[ordinal], plain);
            }
        });
    }

    float of(ChunkPlace place) {
        return scores[place.segment()][place.ordinal()];
    }

    /** The score of all chunks of a content together. */
    float ofContent(int content) {
        return wholeFiles.of(content);
    }

    /** The length of a chunk, its fields weighted as their frequencies are. */
    static float weightedLength(LoadedSegment segment, int ordinal) {
        float length = 0;
        for (int field = 0; field < WEIGHTS.length; field++) {
            length += WEIGHTS[field] * segment.length(ordinal, field);
        }
        return length;
    }

    float of(int segment, int ordinal) {
        return scores[segment][ordinal];
    }
}
