package dev.codebasemcp.embedding;

import java.util.List;

/** Turns texts into vectors whose dot product measures how alike they are in meaning. Safe for many threads. */
public interface Embedder {
    /** Names the model and its version; vectors of different models are never compared. */
    String model();

    /**
     * Embeds texts of the index.
     *
     * @return for each text a {@code float[dimension]} of length 1, or of zeros if the text has nothing to embed
     */
    List<float[]> embedDocuments(List<String> texts);

    /** Embeds a search query: a {@code float[dimension]} of length 1, or of zeros. */
    float[] embedQuery(String query);
}
