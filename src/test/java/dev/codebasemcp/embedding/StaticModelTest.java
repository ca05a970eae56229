package dev.codebasemcp.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class StaticModelTest {
    private final StaticModel model = new StaticModel(
            "tiny", 2, List.of("read", "é", "##s"), new float[] {0.5f, 2, 1}, new byte[] {1, -2, 127, -128, 0, 3});

    @Test
    void readsWhatItWrote() throws IOException {
        StaticModel copy = StaticModel.read(new ByteArrayInputStream(written()));

        assertThat(copy.name()).isEqualTo("tiny");
        assertThat(copy.dimension()).isEqualTo(2);
        assertThat(copy.vocabulary()).containsExactly("read", "é", "##s");
        float[] sum = {10, 10};
        copy.addTo(sum, 0);
        copy.addTo(sum, 1);
        assertThat(sum).containsExactly(10 + 0.5f + 254, 10 - 1 - 256);
    }

    @Test
    void theSameModelGivesTheSameBytes() throws IOException {
        assertThat(written()).isEqualTo(written());
    }

    @Test
    void refusesEveryFlippedByte() throws IOException {
        for (int i = 0; i < written().length; i++) {
            byte[] damaged = written();
            damaged[i] ^= 1;
            assertRefused(damaged);
        }
    }

    @Test
    void refusesEveryShorterFile() throws IOException {
        for (int length = 0; length < written().length; length++) {
            assertRefused(Arrays.copyOf(written(), length));
        }
    }

    @Test
    void reportsTheFault() throws IOException {
        byte[] other = written();
        other[7] = 9;
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> StaticModel.read(new ByteArrayInputStream(other)))
                .withMessage("The model file has format 9, but this version reads 1");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> StaticModel.read(
                        new ByteArrayInputStream("<html>not found</html>, sorry".getBytes(StandardCharsets.UTF_8))))
                .withMessageContaining("Not a model file");
    }

    @Test
    void needsOneVectorForEachPiece() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StaticModel("x", 2, List.of("a"), new float[1], new byte[3]))
                .withMessage("1 pieces of dimension 2, but 1 scales and 3 vector bytes");
    }

    private static void assertRefused(byte[] file) {
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> StaticModel.read(new ByteArrayInputStream(file)));
    }

    private byte[] written() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        model.write(out);
        return out.toByteArray();
    }
}
