package dev.codebasemcp.embedding;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Embeds a text as the normalised sum of the weighted vectors of its word pieces, without a neural network.
 *
 * <p>Word order is lost, which a search for chunks of code does not need. In return, one core embeds tens of thousands of
 * chunks a second. Documents and queries are treated alike. Thread-safe: one instance of at most about 20 MB serves a process.
 * {@code docs/model.md} describes how the built-in model was made.
 */
public final class StaticEmbedder implements Embedder {
    private static final String BUILT_IN = "static-model.bin";

    private final StaticModel model;
    private final WordVectors words;

    StaticEmbedder(StaticModel model) {
        this.model = model;
        this.words = new WordVectors(model);
    }

    /** Loads the model that ships with the program. */
    public static StaticEmbedder builtIn() {
        try (InputStream in = StaticEmbedder.class.getResourceAsStream(BUILT_IN)) {
            if (in == null) {
                throw new FileNotFoundException(BUILT_IN + " is missing on the class path");
            }
            return new StaticEmbedder(StaticModel.read(in));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(
                    "Cannot read the built-in embedding model, because the program's file is incomplete: "
                            + unreadable.getMessage(),
                    unreadable);
        }
    }

    @Override
    public String model() {
        return model.name();
    }

    /** The number of dimensions of each vector. */
    public int dimension() {
        return model.dimension();
    }

    @Override
    public List<float[]> embedDocuments(List<String> texts) {
        return texts.stream().map(this::embed).toList();
    }

    @Override
    public float[] embedQuery(String query) {
        return embed(query);
    }

    private float[] embed(String text) {
        float[] sum = new float[model.dimension()];
        WordScanner.scan(text, (from, to) -> words.addTo(sum, text, from, to));
        normalise(sum);
        return sum;
    }

    private static void normalise(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        if (squares > 0) {
            float factor = (float) (1 / Math.sqrt(squares));
            for (int i = 0; i < vector.length; i++) {
                vector[i] *= factor;
            }
        }
    }
}
