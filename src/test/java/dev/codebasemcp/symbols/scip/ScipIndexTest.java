package dev.codebasemcp.symbols.scip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.CodedOutputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Indexes stay within their limits of memory, whatever is in their files. */
class ScipIndexTest {
    private static final String SOME = "class «=A|a A#»: pass\n";

    @TempDir
    private Path root;

    @Test
    void definitionsAreFoundAmongMany() throws IOException {
        Path file = large(900, 1000);

        ScipIndex index = ScipIndex.read(file);

        assertThat(index.bytes()).isLessThan(ScipIndex.MOST_BYTES);
        for (int at : new int[] {0, 1, 449_500, 899_999}) {
            assertThat(index.definitions("scheme package " + at + "#"))
                    .singleElement()
                    .satisfies(found -> {
                        assertThat(found.path()).isEqualTo("f" + at / 1000);
                        assertThat(found.start()).isEqualTo(new ScipDocument.Position(at % 1000, 3));
                    });
        }
        assertThat(index.definitions("scheme package 900000#")).isEmpty();
    }

    @Test
    void tooManyDefinitionsAreRefused() throws IOException {
        Path file = large(1001, 1000);

        assertThatThrownBy(() -> ScipIndex.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("more than 1000000 definitions");
    }

    @Test
    void tooMuchMemoryIsRefused() throws IOException {
        Path file = large(250_000, 0);

        assertThatThrownBy(() -> ScipIndex.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("more than 40 MiB of memory");
    }

    @Test
    void aFileWithTooManyOccurrencesIsLeftToItsSource() throws IOException {
        Path file = large(1, 200_000);

        ScipIndex index = ScipIndex.read(file);

        assertThat(index.definitions("scheme package 7#")).hasSize(1);
        assertThatThrownBy(() -> index.document("f0"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("too many occurrences");
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MAX_VALUE, 1 << 30, 1000, -1, Integer.MIN_VALUE})
    void lengthsInTheFileAreNotBelieved(int length) throws IOException {
        for (int depth = 1; depth <= 3; depth++) {
            Path file = Files.write(root.resolve("index.scip"), nested(depth, length));

            assertThatThrownBy(() -> ScipIndex.read(file)).as("depth %s", depth).isInstanceOf(IOException.class);
        }
    }

    @Test
    void negativeNumbersAreNoPlaces() throws IOException {
        ByteArrayOutputStream range = new ByteArrayOutputStream();
        CodedOutputStream numbers = CodedOutputStream.newInstance(range);
        numbers.writeInt32NoTag(-1);
        numbers.writeInt32NoTag(Integer.MIN_VALUE);
        numbers.writeInt32NoTag(Integer.MAX_VALUE);
        numbers.flush();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.writeByteArray(1, range.toByteArray());
        out.writeString(2, "a A#");
        out.writeInt32(3, 1);
        out.flush();
        Path file = Files.write(root.resolve("index.scip"), inside(2, inside(2, bytes.toByteArray())));

        assertThat(ScipIndex.read(file).definitions("a A#"))
                .singleElement()
                .satisfies(
                        found -> assertThat(found.start()).isEqualTo(new ScipDocument.Position(-1, Integer.MIN_VALUE)));
    }

    @Test
    void anIndexThatIsCutOffIsRefused() throws IOException {
        byte[] whole = new ScipFile().with("main.py", SOME).bytes();
        Path file = Files.write(root.resolve("index.scip"), Arrays.copyOf(whole, whole.length - 1));

        assertThatThrownBy(() -> ScipIndex.read(file)).isInstanceOf(IOException.class);
    }

    @Test
    void keptIndexesStayWithinTheirMemory() throws IOException {
        long most = 64 << 10;
        ScipIndexes indexes = new ScipIndexes(Path.of("index.scip"), most);
        for (int i = 0; i < 6; i++) {
            Path repository = Files.createDirectories(root.toRealPath().resolve("r" + i));
            Files.move(large(1, 1000), repository.resolve("index.scip"));
            Optional<ScipIndex> index = indexes.of(repository);
            assertThat(index).isPresent();
            assertThat(index.get().bytes()).isGreaterThan(most / 3);
            assertThat(indexes.bytes()).isLessThanOrEqualTo(most);
        }
        assertThat(indexes.bytes()).isPositive();
        indexes.clear();
        assertThat(indexes.bytes()).isZero();
    }

    /** A length at the end of messages inside each other. */
    private static byte[] nested(int depth, int length) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.writeTag(2, 2);
        out.writeUInt32NoTag(length);
        out.flush();
        byte[] message = bytes.toByteArray();
        for (int i = 1; i < depth; i++) {
            message = inside(2, message);
        }
        return message;
    }

    private static byte[] inside(int field, byte[] message) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.writeByteArray(field, message);
        out.flush();
        return bytes.toByteArray();
    }

    /** An index of files {@code f0}, {@code f1} with definitions of {@code scheme package 0#} and so on. */
    private Path large(int documents, int definitions) throws IOException {
        Path file = root.resolve("index.scip");
        try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(file))) {
            CodedOutputStream out = CodedOutputStream.newInstance(stream);
            for (int i = 0; i < documents; i++) {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                CodedOutputStream document = CodedOutputStream.newInstance(bytes);
                document.writeString(1, "f" + i);
                for (int line = 0; line < definitions; line++) {
                    String symbol = "scheme package " + ((long) i * definitions + line) + "#";
                    document.writeByteArray(2, ScipFile.occurrence(line, 3, 9, symbol, true));
                }
                document.flush();
                out.writeByteArray(2, bytes.toByteArray());
            }
            out.flush();
        }
        return file;
    }
}
