package dev.codebasemcp.database.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedFormatsTest {
    @RepeatedTest(50)
    void postingsComeBackAsTheyWere(RepetitionInfo seed) {
        Random random = new Random(seed.getCurrentRepetition());
        Map<Integer, Byte> expected = new TreeMap<>();
        int bound = 1 << (1 + random.nextInt(24));
        for (int i = random.nextInt(500); i > 0; i--) {
            expected.put(random.nextInt(bound), (byte) random.nextInt());
        }
        PostingList.Builder list = new PostingList.Builder();
        expected.forEach(list::add);

        Map<Integer, Byte> decoded = new TreeMap<>();
        PostingList.forEach(list.toBytes(), decoded::put);

        assertThat(decoded).isEqualTo(expected);
        assertThat(list.documentFrequency()).isEqualTo(expected.size());
    }

    @Test
    void postingsMustAscend() {
        PostingList.Builder list = new PostingList.Builder().add(7, (byte) 1);

        assertThatThrownBy(() -> list.add(7, (byte) 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void frequenciesOfFieldsAreCountedApartAndSaturate() {
        byte packed = 0;
        for (int i = 0; i < 20; i++) {
            packed = TermFrequencies.increment(packed, TermFrequencies.SYMBOL);
            packed = TermFrequencies.increment(packed, TermFrequencies.BODY);
        }
        packed = TermFrequencies.increment(packed, TermFrequencies.COMMENT);

        assertThat(TermFrequencies.of(packed, TermFrequencies.SYMBOL)).isEqualTo(3);
        assertThat(TermFrequencies.of(packed, TermFrequencies.COMMENT)).isEqualTo(1);
        assertThat(TermFrequencies.of(packed, TermFrequencies.BODY)).isEqualTo(15);
    }

    @Test
    void lengthsAreKeptNearlyAndInOrder() {
        assertThat(FieldLength.decode(FieldLength.encode(0))).isZero();
        float before = -1;
        for (int length = 1; length < 60_000; length += 1 + length / 7) {
            float decoded = FieldLength.decode(FieldLength.encode(length));
            assertThat(decoded + 1).isCloseTo(length + 1, within((length + 1) * 0.023f));
            assertThat(decoded).isGreaterThanOrEqualTo(before);
            before = decoded;
        }
        assertThat(FieldLength.decode(FieldLength.encode(Integer.MAX_VALUE - 1)))
                .isGreaterThan(60_000);
    }

    @RepeatedTest(20)
    void quantizedVectorsKeepTheirCosines(RepetitionInfo seed) {
        Random random = new Random(seed.getCurrentRepetition());
        float[] a = randomUnitVector(random);
        float[] b = randomUnitVector(random);
        byte[] packed = new byte[2 * a.length];
        QuantizedVectors.quantize(a, packed, 0);
        QuantizedVectors.quantize(b, packed, a.length);
        byte[] query = Arrays.copyOf(packed, a.length);

        float cosine = QuantizedVectors.dot(query, packed, a.length)
                / (QuantizedVectors.norm(query, 0, a.length) * QuantizedVectors.norm(packed, a.length, a.length));

        assertThat(cosine).isCloseTo(dot(a, b), within(0.02f));
    }

    @Test
    void aVectorOfZerosStaysOne() {
        byte[] packed = {1, 2, 3};
        QuantizedVectors.quantize(new float[3], packed, 0);

        assertThat(packed).containsExactly(0, 0, 0);
    }

    @ParameterizedTest
    @ValueSource(floats = {0f, -0f, 1f, -1f, 0.5f, 0.1f, -0.33333f, 1e-4f, 6.1e-5f, 6.0e-5f, -3e-7f, 6e-8f})
    void halfPrecisionIsRightToElevenBits(float value) {
        float back = fromHalf(HalfVector.toHalf(value));

        assertThat(back).isCloseTo(value, within(Math.max(Math.abs(value) / 2048, 6e-8f / 2)));
    }

    @RepeatedTest(20)
    void textComesBackAsItWas(RepetitionInfo seed) {
        Random random = new Random(seed.getCurrentRepetition());
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(5_000); i > 0; i--) {
            text.appendCodePoint(random.nextInt(4) == 0 ? 0x1F600 + random.nextInt(60) : ' ' + random.nextInt(90));
        }

        assertThat(PackedText.unpack(PackedText.pack(text.toString()))).isEqualTo(text.toString());
    }

    @Test
    void brokenTextIsRefused() {
        byte[] packed = PackedText.pack("some text that is long enough to be cut");

        assertThatThrownBy(() -> PackedText.unpack(Arrays.copyOf(packed, packed.length / 2)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PackedText.unpack(new byte[] {(byte) 0xff, (byte) 0xff}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static float[] randomUnitVector(Random random) {
        float[] vector = new float[256];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        float norm = (float) Math.sqrt(dot(vector, vector));
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= norm;
        }
        return vector;
    }

    private static float dot(float[] a, float[] b) {
        float sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static float fromHalf(short half) {
        int exponent = half >> 10 & 0x1f;
        int mantissa = half & 0x3ff;
        double magnitude =
                exponent == 0 ? mantissa * Math.pow(2, -24) : (1 + mantissa / 1024.0) * Math.pow(2, exponent - 15);
        return (float) (half < 0 ? -magnitude : magnitude);
    }

    @Test
    void signsBringWhatIsNearest() {
        int dimension = 256;
        int count = 4_000;
        Random random = new Random(1);
        float[] query = gaussian(random, dimension);
        byte[] packed = new byte[dimension];
        QuantizedVectors.quantize(query, packed, 0);
        byte[] vectors = new byte[count * dimension];
        for (int i = 0; i < count; i++) {
            float[] one = gaussian(random, dimension);
            for (int j = 0; j < dimension; j++) {
                one[j] += query[j] * random.nextFloat() * (i % 20 == 0 ? 1 : 0);
            }
            QuantizedVectors.quantize(one, vectors, i * dimension);
        }

        Integer[] byCosine = sorted(
                count,
                i -> -QuantizedVectors.dot(packed, vectors, i * dimension)
                        / QuantizedVectors.norm(vectors, i * dimension, dimension));
        Integer[] bySigns = sorted(count, i -> differences(packed, vectors, i * dimension));

        List<Integer> brought = Arrays.asList(bySigns).subList(0, count / 40);
        assertThat(Arrays.asList(byCosine).subList(0, 20))
                .filteredOn(brought::contains)
                .hasSizeGreaterThan(15);
        assertThat(differences(packed, packed, 0)).isZero();
    }

    private static float differences(byte[] query, byte[] vectors, int offset) {
        int words = QuantizedVectors.signatureWords(query.length);
        long[] signs = new long[2 * words];
        QuantizedVectors.sign(query, 0, query.length, signs, 0);
        QuantizedVectors.sign(vectors, offset, query.length, signs, words);
        int different = 0;
        for (int i = 0; i < words; i++) {
            different += Long.bitCount(signs[i] ^ signs[words + i]);
        }
        return different;
    }

    private static Integer[] sorted(int count, IntToDoubleFunction key) {
        Integer[] sorted = new Integer[count];
        Arrays.setAll(sorted, i -> i);
        Arrays.sort(sorted, Comparator.comparingDouble(key::applyAsDouble));
        return sorted;
    }

    private static float[] gaussian(Random random, int dimension) {
        float[] vector = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return vector;
    }
}
