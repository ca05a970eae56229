package dev.codebasemcp.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StaticEmbedderTest {
    private static final String[] FRAGMENTS = {
        "parse",
        "HTTPRequest",
        "_",
        " ",
        "\n",
        "é",
        "ﬁ",
        "😀",
        "\ud83d",
        "\ude00",
        "读",
        "9",
        "İ",
        "ß",
        "\u0301",
        "\0",
        "x"
    };
    private static StaticEmbedder embedder;

    @BeforeAll
    static void load() {
        embedder = StaticEmbedder.builtIn();
    }

    @Test
    void namesItsModelAndDimension() {
        assertThat(embedder.model()).startsWith("bge-small-en-v1.5-static-256");
        assertThat(embedder.dimension()).isEqualTo(256);
        assertThat(embedder.embedQuery("open a file")).hasSize(256);
    }

    @ParameterizedTest
    @CsvSource({
        "delete a file, remove file from disk, parse json number",
        "deleteFile, remove_file_from_disk(path), parseJsonNumber(text)",
        "send an HTTP request, httpClient.post(url), sort the list of numbers",
        "compress data, gzipEncoder.write(bytes), validate the user password",
        "thread pool, submit task to executor workers, render html template",
        "authenticate user, checkLoginPassword(account), matrix multiplication",
    })
    void similarMeaningsAreNearer(String query, String near, String far) {
        float[] vector = embedder.embedQuery(query);
        List<float[]> documents = embedder.embedDocuments(List.of(near, far));
        assertThat(dot(vector, documents.get(0))).isGreaterThan(dot(vector, documents.get(1)) + 0.1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n\t", "{}();->", "😀", "\ud83d"})
    void nothingToEmbedGivesZeros(String text) {
        assertThat(embedder.embedQuery(text)).containsOnly(0f).hasSize(256);
    }

    @Test
    void namingStyleDoesNotMatter() {
        float[] words = embedder.embedQuery("read config file");
        assertThat(embedder.embedQuery("readConfigFile")).isEqualTo(words);
        assertThat(embedder.embedQuery("READ_CONFIG_FILE")).isEqualTo(words);
        assertThat(embedder.embedDocuments(List.of("read.config->file();"))).containsExactly(words);
    }

    @Test
    void ignoresBlobs() {
        String blob = "x".repeat(5_000);
        assertThat(embedder.embedQuery(blob)).containsOnly(0f);
        assertThat(embedder.embedQuery("open file " + blob)).isEqualTo(embedder.embedQuery("open file"));
    }

    @Test
    void lengthIsOneForAnyText() {
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            float[] vector = embedder.embedQuery(randomText(random) + " word");
            assertThat(Math.sqrt(dot(vector, vector))).isCloseTo(1, within(1e-5));
        }
    }

    @Test
    void threadsAndCachedWordsYieldTheSameValues() throws InterruptedException, ExecutionException {
        Random random = new Random(11);
        List<String> texts = IntStream.range(0, 400)
                .mapToObj(i -> randomText(random) + " " + Integer.toString(random.nextInt(1 << 30), 36))
                .toList();
        List<float[]> alone = texts.stream()
                .map(text -> embedder.embedDocuments(List.of(text)).get(0))
                .toList();
        StaticEmbedder shared = StaticEmbedder.builtIn();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<List<float[]>> task = () -> shared.embedDocuments(texts);
            for (Future<List<float[]>> result : threads.invokeAll(List.of(task, task, task, task))) {
                assertThat(result.get().toArray(float[][]::new)).isDeepEqualTo(alone.toArray(float[][]::new));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static String randomText(Random random) {
        return random.ints(random.nextInt(60), 0, FRAGMENTS.length)
                .mapToObj(i -> FRAGMENTS[i])
                .collect(Collectors.joining());
    }

    private static double dot(float[] left, float[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += (double) left[i] * right[i];
        }
        return sum;
    }
}
