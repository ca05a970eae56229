package dev.codebasemcp.embedding;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** The transformer bge-small-en-v1.5, its weights quantised to 8 bits, one thread: the model to learn from. */
final class Teacher implements AutoCloseable {
    private static final String NAME = "bge-small-en-v1.5-q";

    private final String[] vocabulary;
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final int start;
    private final int end;

    Teacher() throws IOException, OrtException {
        JsonNode ids =
                new ObjectMapper().readTree(file(NAME + "-tokenizer.json")).at("/model/vocab");
        vocabulary = new String[ids.size()];
        ids.properties().forEach(entry -> vocabulary[entry.getValue().asInt()] = entry.getKey());
        start = ids.required("[CLS]").asInt();
        end = ids.required("[SEP]").asInt();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            session = environment.createSession(file(NAME + ".onnx"), options);
        }
    }

    private static byte[] file(String name) throws IOException {
        try (InputStream in = Teacher.class.getClassLoader().getResourceAsStream(name)) {
            if (in == null) {
                throw new FileNotFoundException(name + " is missing on the class path");
            }
            return in.readAllBytes();
        }
    }

    /** The word pieces in the order of their ids. */
    String[] vocabulary() {
        return vocabulary.clone();
    }

    /**
     * The mean of the last layer for {@code [CLS] piece [SEP]}. One piece a call: the 8-bit kernels scale by the largest
     * value of a batch, so that a piece's vector would depend on its neighbours.
     */
    double[] embed(int piece) throws OrtException {
        try (OnnxTensor ids = row(start, piece, end);
                OnnxTensor mask = row(1, 1, 1);
                OnnxTensor types = row(0, 0, 0);
                OrtSession.Result result =
                        session.run(Map.of("input_ids", ids, "attention_mask", mask, "token_type_ids", types))) {
            float[][] layer = ((float[][][]) result.get(0).getValue())[0];
            double[] mean = new double[layer[0].length];
            for (float[] position : layer) {
                for (int i = 0; i < mean.length; i++) {
                    mean[i] += position[i] / layer.length;
                }
            }
            return mean;
        }
    }

    private OnnxTensor row(long... values) throws OrtException {
        return OnnxTensor.createTensor(environment, new long[][] {values});
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
