package dev.codebasemcp.embedding;

import ai.onnxruntime.OrtException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/**
 * Makes the built-in static model: the teacher's vector of each word piece, its principal components, a weight by the
 * piece's rarity; then tuned on comments and the code behind them; 8 bits. Arguments: the list of training packages, the
 * directory where they are, the file, and {@code --check} to compare with it instead of writing it.
 */
final class DistillModel {
    private static final String NAME = "bge-small-en-v1.5-static-256-v3";
    private static final long SEED = 2;
    private static final int FEWEST_PAIRS = 64;
    private static final int MOST_PAIRS = 4_000;
    /** How far the vectors go from the teacher's to the tuned ones. */
    private static final float TUNED_PART = 0.8f;

    private DistillModel() {}

    public static void main(String[] arguments) throws Exception {
        List<TrainingPackage> packages = TrainingPackages.read(Path.of(arguments[0]), Path.of(arguments[1]));
        Path file = Path.of(arguments[2]);
        byte[] made = bytes(tune(distill(), packages).quantise(NAME));
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

    private static PieceVectors distill() throws IOException, OrtException {
        say("Distilling the teacher");
        try (Teacher teacher = new Teacher()) {
            return PieceVectors.of(teacher);
        }
    }

    private static PieceVectors tune(PieceVectors distilled, List<TrainingPackage> packages) throws IOException {
        Random random = new Random(SEED);
        List<List<TrainingPair>> pairs = mine(packages, distilled.vocabulary(), random);
        say("Tuning on %,d pairs", pairs.stream().mapToInt(List::size).sum());
        PieceVectors tuned = distilled.copy();
        double loss = ContrastiveTuning.tune(tuned.rows(), pairs, random);
        say("Mean loss %.4f", loss);
        return distilled.towards(tuned, TUNED_PART);
    }

    /** The most pairs are a limit, so that no large package outweighs the others; the fewest make a useful batch. */
    private static List<List<TrainingPair>> mine(List<TrainingPackage> packages, List<String> vocabulary, Random random)
            throws IOException {
        PairMiner miner = new PairMiner(vocabulary);
        List<List<TrainingPair>> all = new ArrayList<>();
        for (TrainingPackage source : packages) {
            List<TrainingPair> pairs = miner.mine(source);
            say("%,7d pairs in %s", pairs.size(), source.name());
            if (pairs.size() < FEWEST_PAIRS) {
                throw new IOException(source.name() + " has too few comments to learn from");
            }
            Collections.shuffle(pairs, random);
            all.add(List.copyOf(pairs.subList(0, Math.min(pairs.size(), MOST_PAIRS))));
        }
        return all;
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
