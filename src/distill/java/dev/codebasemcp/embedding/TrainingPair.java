package dev.codebasemcp.embedding;

import java.util.BitSet;
import java.util.Random;

/** The words of a comment's first sentence and those of the code behind it. */
record TrainingPair(WordBag comment, WordBag code) {
    /**
     * Drops each piece of the comment from the code with this probability: what comment and code share is found by its
     * words, so that the vectors are to learn what is not.
     */
    TrainingPair withoutShared(double probability, Random random) {
        BitSet dropped = new BitSet();
        for (int piece : comment.pieces()) {
            dropped.set(piece, random.nextDouble() < probability);
        }
        return new TrainingPair(comment, code.without(dropped::get));
    }
}
