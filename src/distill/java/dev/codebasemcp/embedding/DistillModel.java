package dev.codebasemcp.embedding;

import ai.onnxruntime.OrtException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Makes the built-in static model: the teacher's vector of each word piece, its principal components, a weight by the
 * piece's rarity, 8 bits. Arguments: the file, and {@code --check} to compare with it instead of writing it.
 */
final class DistillModel {
    private static final String NAME = "bge-small-en-v1.5-static-256-v1";
    private static final int DIMENSION = 256;
    /** The weight a/(a+p) of Arora, Liang, Ma: A simple but tough-to-beat baseline for sentence embeddings, 2017. */
    private static final double SMOOTHING = 1e-4;

    private DistillModel() {}

    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments[0]);
        byte[] made = bytes(distill());
        say("%,d bytes, SHA-256 %s", made.length, sha256(made));
        if (!Arrays.asList(arguments).contains("--check")) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, made);
            return;
        }
        byte[] committed = Files.readAllBytes(file);
        long different = different(made, committed);
        say("%s: SHA-256 %s, %,d bytes differ", file, sha256(committed), different);
        System.exit(different == 0 ? 0 : 1);
    }

    private static StaticModel distill() throws IOException, OrtException {
        try (Teacher teacher = new Teacher()) {
            String[] all = teacher.vocabulary();
            List<Integer> kept = IntStream.range(0, all.length)
                    .filter(id -> isLanguage(all[id]))
                    .boxed()
                    .toList();
            double[][] rows = new double[kept.size()][];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = teacher.embed(kept.get(i));
                if (i % 5000 == 0) {
                    say("%,d of %,d word pieces", i, rows.length);
                }
            }
            PrincipalComponents components = PrincipalComponents.of(rows, DIMENSION);
            List<String> vocabulary = kept.stream().map(id -> all[id]).toList();
            return quantise(vocabulary, rows, components);
        }
    }

    /** Keeps pieces with a letter or digit: not the special and unused entries, not punctuation. */
    private static boolean isLanguage(String piece) {
        boolean special = piece.length() > 1 && piece.startsWith("[");
        return !special && piece.codePoints().anyMatch(Character::isLetterOrDigit);
    }

    private static StaticModel quantise(List<String> vocabulary, double[][] rows, PrincipalComponents components) {
        float[] scales = new float[rows.length];
        byte[] vectors = new byte[rows.length * DIMENSION];
        for (int i = 0; i < rows.length; i++) {
            double[] vector = components.project(rows[i]);
            double largest = Arrays.stream(vector).map(Math::abs).max().orElseThrow();
            scales[i] = (float) (largest / Byte.MAX_VALUE * weight(i, rows.length));
            for (int d = 0; d < DIMENSION; d++) {
                vectors[i * DIMENSION + d] = (byte) Math.rint(vector[d] / largest * Byte.MAX_VALUE);
            }
        }
        return new StaticModel(NAME, DIMENSION, vocabulary, scales, vectors);
    }

    /** The vocabulary is in the order of frequency, so Zipf's law gives a piece's probability from its rank. */
    private static double weight(int rank, int pieces) {
        double probability = 1 / ((rank + 1) * StrictMath.log(pieces));
        return SMOOTHING / (SMOOTHING + probability);
    }

    private static byte[] bytes(StaticModel model) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        model.write(out);
        return out.toByteArray();
    }

    private static long different(byte[] left, byte[] right) {
        long count = Math.abs(left.length - right.length);
        for (int i = 0; i < Math.min(left.length, right.length); i++) {
            count += left[i] == right[i] ? 0 : 1;
        }
        return count;
    }

    private static String sha256(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static void say(String format, Object... values) {
        System.out.println(format.formatted(values));
    }
}
