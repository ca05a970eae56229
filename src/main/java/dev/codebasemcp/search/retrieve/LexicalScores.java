package dev.codebasemcp.search.retrieve;

import dev.codebasemcp.database.index.PostingList;
import dev.codebasemcp.database.index.PostingsRow;
import dev.codebasemcp.database.index.TermFrequencies;
import dev.codebasemcp.search.query.QueryTerm;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * BM25F scores of all chunks that hold a term of the query: the frequencies of a term in the fields are weighted, each
 * divided by the field's relative length, and summed before they saturate.
 *
 * @see <a href="https://doi.org/10.1561/1500000019">Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25
 *     and Beyond (2009)</a>
 */
final class LexicalScores {
    /** How soon repetitions stop to count; the usual value. */
    private static final float K1 = 1.5f;
    /** How much long chunks are discounted; the usual value. */
    private static final float B = 0.75f;
    /** By field of {@link TermFrequencies}: a name says more than its use. */
    private static final float[] WEIGHTS = {2f, 1f, 1f};

    private final List<LoadedSegment> segments;
    private final float[][] scores;
    private final float[] averageLengths = new float[TermFrequencies.FIELDS];
    private final long chunkCount;

    LexicalScores(List<LoadedSegment> segments) {
        this.segments = segments;
        this.scores = new float[segments.size()][];
        this.chunkCount =
                Math.max(1, segments.stream().mapToLong(LoadedSegment::size).sum());
        for (int i = 0; i < scores.length; i++) {
            scores[i] = new float[segments.get(i).size()];
        }
        for (int field = 0; field < averageLengths.length; field++) {
            long sum = 0;
            for (LoadedSegment segment : segments) {
                sum += segment.lengthSum(field);
            }
            averageLengths[field] = Math.max(1, (float) sum / chunkCount);
        }
    }

    /** Adds what the query's terms bring. */
    void add(List<QueryTerm> terms, List<PostingsRow> postings) {
        Map<String, Long> documentFrequencies = new HashMap<>();
        postings.forEach(row -> documentFrequencies.merge(row.term(), (long) row.documentFrequency(), Long::sum));
        Map<String, Float> weights = new HashMap<>();
        for (QueryTerm term : terms) {
            long frequency = documentFrequencies.getOrDefault(term.term(), 0L);
            double idf = Math.log(1 + (chunkCount - frequency + 0.5) / (frequency + 0.5));
            weights.put(term.term(), (float) (term.weight() * idf * (K1 + 1)));
        }
        Map<Long, Integer> numbers = new HashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            numbers.put(segments.get(i).id(), i);
        }
        for (PostingsRow row : postings) {
            addPostings(
                    Objects.requireNonNull(numbers.get(row.segmentId())),
                    weights.getOrDefault(row.term(), 0f),
                    row.data());
        }
    }

    private void addPostings(int number, float weight, byte[] data) {
        LoadedSegment segment = segments.get(number);
        float[] target = scores[number];
        PostingList.forEach(data, (ordinal, frequencies) -> {
            float weighted = 0;
            for (int field = 0; field < WEIGHTS.length; field++) {
                int count = TermFrequencies.of(frequencies, field);
                if (count > 0) {
                    float relativeLength = segment.length(ordinal, field) / averageLengths[field];
                    weighted += WEIGHTS[field] * count / (1 - B + B * relativeLength);
                }
            }
            target[ordinal] += weight * weighted / (K1 + weighted);
        });
    }

    float of(ChunkPlace place) {
        return scores[place.segment()][place.ordinal()];
    }

    float of(int segment, int ordinal) {
        return scores[segment][ordinal];
    }
}
