package dev.codebasemcp.embedding;

import java.util.List;

/** Embeds texts as vectors whose dot product measures how similar their meanings are. Thread-safe. */
public interface Embedder {
    /** The model's name and version; vectors of different models are never compared. */
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
