package dev.codebasemcp.symbols.scip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.symbols.python.PythonResolver;
import dev.codebasemcp.symbols.resolve.SourceTrees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names are resolved by a SCIP index where it is about the text of the file, and else as without one. */
class ScipResolverTest {
    private static final FileTime BEFORE = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
    private static final FileTime INDEXED = FileTime.from(Instant.parse("2026-01-02T00:00:00Z"));
    private static final FileTime AFTER = FileTime.from(Instant.parse("2026-01-03T00:00:00Z"));

    private static final String MARKED = """
            class «=A|a A#»:
                def «=run|a A#run().»(self): pass
            class «=B|a B#»:
                def «=run|a B#run().»(self): pass
            def go(x):
                x.«run|a A#run().»()
            """;
    private static final String WITH_INDEX = "main.py:6 call";
    private static final String WITHOUT = "main.py:6 call??";

    @TempDir
    private Path root;

    @TempDir
    private Path natives;

    private final Set<String> files = new TreeSet<>();
    private final AtomicInteger rootsAsked = new AtomicInteger();

    @Test
    void theCompilerDecides() throws IOException {
        write(MARKED);
        index(new ScipFile().with("main.py", MARKED).bytes());

        assertThat(uses("A.run")).isEqualTo(WITH_INDEX);
        assertThat(uses("B.run")).isEmpty();
    }

    @Test
    void withoutAnIndexTheSourceDecides() throws IOException {
        write(MARKED);

        assertThat(uses("A.run")).isEqualTo(WITHOUT);
        assertThat(uses("B.run")).isEqualTo(WITHOUT);
    }

    @Test
    void aFileThatIsNewerThanTheIndexIsResolvedByItsSource() throws IOException {
        write(MARKED);
        index(new ScipFile().with("main.py", MARKED).bytes());
        Files.setLastModifiedTime(root.resolve("main.py"), AFTER);

        assertThat(uses("B.run")).isEqualTo(WITHOUT);
    }

    @Test
    void anIndexOfAnotherTextIsNotUsed() throws IOException {
        write(MARKED);
        index(new ScipFile()
                .with("main.py", MARKED.replace("    def", "  def").replace("    x", " x"))
                .bytes());

        assertThat(uses("B.run")).isEqualTo(WITHOUT);
    }

    @Test
    void aLocalNameIsNoReference() throws IOException {
        write(MARKED);
        index(new ScipFile()
                .with("main.py", MARKED.replace("x.«run|a A#run().»", "x.«run|local 3»"))
                .bytes());

        assertThat(uses("A.run")).isEmpty();
    }

    @Test
    void aSymbolThatTheIndexDoesNotDefineIsNoReference() throws IOException {
        write(MARKED);
        index(new ScipFile()
                .with("main.py", MARKED.replace("x.«run|a A#run().»", "x.«run|library C#run().»"))
                .bytes());

        assertThat(uses("A.run")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, UTF-8", "2, UTF-16", "3, UTF-32", "0, UTF-8", "0, UTF-16", "0, UTF-32"})
    void columnsCountInTheEncodingOfTheDocument(int encoding, String unit) throws IOException {
        String marked = MARKED.replace("    x.«", "    '\u00e9\ud835\udcb3'; x.«");
        write(marked);
        ScipFile.Columns columns = before -> switch (unit) {
            case "UTF-8" -> before.getBytes(StandardCharsets.UTF_8).length;
            case "UTF-16" -> before.length();
            default -> before.codePointCount(0, before.length());
        };
        index(new ScipFile().with("main.py", marked, encoding, columns).bytes());

        assertThat(uses("A.run")).isEqualTo(WITH_INDEX);
    }

    @Test
    void aBrokenIndexChangesNothing() throws IOException {
        write(MARKED);
        byte[] whole = new ScipFile().with("main.py", MARKED).bytes();
        Random random = new Random(7);
        for (int round = 0; round < 12; round++) {
            byte[] broken = Arrays.copyOf(whole, whole.length - 1 - 9 * round);
            index(broken);
            assertThat(uses("A.run")).as("cut %s", round).isIn(WITHOUT, WITH_INDEX);
            byte[] noise = new byte[200];
            random.nextBytes(noise);
            index(noise);
            assertThat(uses("A.run")).as("noise %s", round).isEqualTo(WITHOUT);
        }
    }

    @Test
    void afterAnEditOfTheDefiningFileTheSourceDecides() throws IOException {
        String types = """
                class «=A|a A#»:
                    def «=run|a A#run().»(self): pass
                """;
        String user = """
                def go(x):
                    x.«run|a A#run().»()
                    x.«run|library C#run().»()
                """;
        write("types.py", types);
        write(user);
        index(new ScipFile().with("types.py", types).with("main.py", user).bytes());
        assertThat(uses("types.py", "A.run")).isEqualTo("main.py:2 call");

        Files.setLastModifiedTime(root.resolve("types.py"), AFTER);
        assertThat(uses("types.py", "A.run")).isEqualTo("main.py:2 call??");
    }

    @Test
    void oneNameMayMeanSeveralSymbols() throws IOException {
        String marked = MARKED.replace("x.«run|a A#run().»", "x.«run|a A#run().&local 7&a B#run().»");
        write(marked);
        index(new ScipFile().with("main.py", marked).bytes());

        assertThat(uses("A.run")).isEqualTo(WITH_INDEX);
        assertThat(uses("B.run")).isEqualTo(WITH_INDEX);
    }

    @Test
    void severalSymbolsMayBeDefinedAtOnePlace() throws IOException {
        String marked = MARKED.replace("«=run|a A#run().»", "«=run|a A#run.&a A#run().»");
        for (String symbol : new String[] {"a A#run.", "a A#run()."}) {
            String used = marked.replace("x.«run|a A#run().»", "x.«run|" + symbol + "»");
            write(used);
            index(new ScipFile().with("main.py", used).bytes());

            assertThat(uses("A.run")).as(symbol).isEqualTo(WITH_INDEX);
        }
    }

    @Test
    void aParameterIsNoReference() throws IOException {
        String marked = MARKED.replace("x.«run|a A#run().»", "x.«run|a go().(run)»");
        write(marked);
        index(new ScipFile().with("main.py", marked).bytes());

        assertThat(uses("A.run")).isEmpty();
    }

    @Test
    void aQuestionLooksForTheIndexOnce() throws IOException {
        write(MARKED);
        index(new ScipFile().with("main.py", MARKED).bytes());
        uses("A.run");
        int ofOne = rootsAsked.getAndSet(0);

        String longer = MARKED + "    x.«run|a A#run().»()\n".repeat(40);
        write(longer);
        index(new ScipFile().with("main.py", longer).bytes());

        assertThat(uses("A.run").lines()).hasSize(41);
        assertThat(rootsAsked.get()).isEqualTo(ofOne);
    }

    @Test
    void aLinkToAnIndexOutsideOfTheRepositoryIsNotFollowed(@TempDir Path elsewhere) throws IOException {
        write(MARKED);
        Path outside = Files.write(
                elsewhere.resolve("index.scip"),
                new ScipFile().with("main.py", MARKED).bytes());
        Files.createSymbolicLink(root.resolve("index.scip"), outside);

        assertThat(uses("A.run")).isEqualTo(WITHOUT);
    }

    @Test
    void aNewIndexIsReadAgain() throws IOException {
        write(MARKED);
        ScipIndexes indexes = new ScipIndexes(Path.of("index.scip"));
        assertThat(indexes.of(root)).isEmpty();
        index(new ScipFile().with("main.py", MARKED).bytes());
        assertThat(indexes.of(root).orElseThrow().document("main.py")).isPresent();
        index(new ScipFile().with("other.py", MARKED).bytes());
        assertThat(indexes.of(root).orElseThrow().document("main.py")).isEmpty();
    }

    private void write(String marked) throws IOException {
        write("main.py", marked);
    }

    private void write(String path, String marked) throws IOException {
        files.add(path);
        Files.setLastModifiedTime(Files.writeString(root.resolve(path), ScipFile.plain(marked)), BEFORE);
    }

    private void index(byte[] bytes) throws IOException {
        Files.setLastModifiedTime(Files.write(root.resolve("index.scip"), bytes), INDEXED);
    }

    private String uses(String symbol) throws IOException {
        return uses("main.py", symbol);
    }

    private String uses(String path, String symbol) throws IOException {
        ScipIndexes indexes = new ScipIndexes(Path.of("index.scip"));
        try (SourceTrees trees = new SourceTrees(
                natives,
                code -> new ScipResolver(new PythonResolver(code), code, indexes, unused -> Optional.of(realRoot())))) {
            for (String file : files) {
                trees.with(file, Files.readString(root.resolve(file)));
            }
            return String.join(
                    "\n",
                    trees.uses(path, symbol).stream()
                            .filter(use -> use.contains(" call"))
                            .toList());
        }
    }

    private Path realRoot() {
        rootsAsked.incrementAndGet();
        try {
            return root.toRealPath();
        } catch (IOException gone) {
            throw new IllegalStateException(gone);
        }
    }
}
