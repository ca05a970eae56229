package dev.codebasemcp.embedding;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Batches of pairs that all come from one package: the code of the same library is what a comment's own code is hard to tell
 * from, and what a search has to tell it from.
 */
final class PairBatches {
    private PairBatches() {}

    /** Cuts each package's pairs into even batches of at least {@code size} if it has as many, in random order. */
    static List<List<TrainingPair>> of(List<List<TrainingPair>> packages, int size, Random random) {
        List<List<TrainingPair>> batches = new ArrayList<>();
        for (List<TrainingPair> pairs : packages) {
            List<TrainingPair> shuffled = new ArrayList<>(pairs);
            Collections.shuffle(shuffled, random);
            int count = Math.max(1, pairs.size() / size);
            for (int i = 0; i < count; i++) {
                batches.add(shuffled.subList(i * pairs.size() / count, (i + 1) * pairs.size() / count));
            }
        }
        Collections.shuffle(batches, random);
        return batches;
    }
}
