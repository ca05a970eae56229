package dev.codebasemcp.indexing.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.code.outline.Definition;
import dev.codebasemcp.code.outline.Outline;
import dev.codebasemcp.code.parser.Grammars;
import dev.codebasemcp.code.parser.Outliner;
import dev.codebasemcp.code.parser.RandomText;
import dev.codebasemcp.code.text.SourceText;
import dev.codebasemcp.model.DefinitionKind;
import dev.codebasemcp.model.LineRange;
import dev.codebasemcp.quarantine.Quarantine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

class ChunkerTest {
    private static final List<Language> LANGUAGES = List.of(Language.values());

    @TempDir
    private static Path natives;

    private static Outliner outliner;

    @BeforeAll
    static void open() {
        outliner = new Outliner(new Grammars(natives), new Quarantine(natives, Clock.systemUTC()));
    }

    @AfterAll
    static void close() {
        outliner.close();
    }

    @RepeatedTest(120)
    void keepsItsLawsOnAnyText(RepetitionInfo seed) {
        SourceText text = SourceText.of(RandomText.of(seed.getCurrentRepetition()));
        Language language = LANGUAGES.get(seed.getCurrentRepetition() % LANGUAGES.size());
        assertLaws(text, outliner.outline(language, text));
        assertLaws(text, Outline.EMPTY);
    }

    @Test
    void keepsItsLawsOnItsOwnSources() throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(Path.of("src"))) {
            files = walk.filter(Files::isRegularFile)
                    .filter(
                            file -> file.toString()
                                    .matches(
                                            ".*\\.(java|json|ya?ml|xml|scm|txt|sql|py|rs|cpp|md|ts|hs|dart|erl|ml|mli|r|m|h|graphql|pl)"))
                    .toList();
        }
        assertThat(files).hasSizeGreaterThan(50);
        for (Path file : files) {
            SourceText text = SourceText.of(Files.readString(file));
            assertLaws(text, outliner.outline(Language.of(file.toString(), ""), text));
        }
    }

    /** A grammar that crashes on a truncated or damaged file would crash the server. */
    @Test
    void keepsItsLawsOnDamagedSamples() throws IOException {
        String[] damages = {
            "",
            "((({{{[[[",
            "\"",
            "'",
            "\0\1\u0080",
            "/*",
            "\uD83D\uDE00\r",
            "${",
            "<<EOT\n",
            "=begin\n",
            "(* {|",
            "end)}]"
        };
        try (Stream<Path> walk = Files.list(Path.of("src/test/resources/dev/codebasemcp/code/outline"))) {
            for (Path file : (Iterable<Path>) walk::iterator) {
                String sample = Files.readString(file);
                Language language = Language.of(file.toString(), "");
                for (int i = 0; i < damages.length; i++) {
                    int from = sample.length() * i / damages.length;
                    int to = i % 2 == 0 ? sample.length() : Math.min(sample.length(), from + 20);
                    SourceText text = SourceText.of(sample.substring(0, from) + damages[i] + sample.substring(to));
                    assertLaws(text, outliner.outline(language, text));
                }
            }
        }
    }

    /** With {@code -Dlaws.corpora=DIR}, runs on every text below a directory, such as benchmark repositories. */
    @Test
    @EnabledIfSystemProperty(named = "laws.corpora", matches = ".+")
    void keepsItsLawsOnOtherRepositories() throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(Path.of(System.getProperty("laws.corpora")))) {
            files = walk.filter(Files::isRegularFile).toList();
        }
        int texts = 0;
        for (Path file : files) {
            byte[] bytes = Files.readAllBytes(file);
            if (bytes.length > 1 << 20 || new String(bytes, StandardCharsets.ISO_8859_1).indexOf('\0') >= 0) {
                continue;
            }
            SourceText text = SourceText.of(new String(bytes, StandardCharsets.UTF_8));
            String firstLine = text.lineCount() == 0 ? "" : text.line(1);
            assertLaws(text, outliner.outline(Language.of(file.toString(), firstLine), text));
            texts++;
        }
        assertThat(texts).isPositive();
    }

    @Test
    void cutsAnOverlongLineAndNothingElse() {
        String line = "x".repeat(Chunker.MAX - 1) + "\uD83D\uDE00" + "y".repeat(9000);
        SourceText text = SourceText.of("before\n" + line + "\nafter");
        List<Chunk> chunks = Chunker.chunk(text, Outline.EMPTY);
        assertThat(chunks).extracting(Chunk::text).containsExactly("before", "x".repeat(Chunker.MAX - 1), "after");
        assertThat(chunks.get(1).lines()).isEqualTo(new LineRange(2, 2));
    }

    @Test
    void keepsADefinitionWithItsComment() {
        String body = "    total = total + 1; // count\n".repeat(20);
        List<Chunk> chunks = chunk(
                Language.JAVA,
                "package a;\n\n/** First. */\nclass A {\n" + field(60)
                        + "\n  /** Sells. */\n  @Override\n  void sell() {\n" + body
                        + "  }\n\n  // Buys.\n  void buy() {\n" + body + "  }\n}\n");
        assertThat(chunks).extracting(chunk -> chunk.symbol().orElse("")).contains("A", "A.sell", "A.buy");
        Chunk sell = chunks.stream()
                .filter(chunk -> chunk.symbol().filter("A.sell"::equals).isPresent())
                .findFirst()
                .orElseThrow();
        assertThat(sell.text()).startsWith("  /** Sells. */\n  @Override\n  void sell() {");
        assertThat(sell.comment()).isEqualTo("  /** Sells. */");
        assertThat(sell.kind()).contains(DefinitionKind.METHOD);
    }

    @Test
    void mergesSmallNeighbours() {
        List<Chunk> chunks = chunk(Language.PYTHON, "import os\n\n" + "def small(x):\n    return x\n\n".repeat(5));
        assertThat(chunks).singleElement().satisfies(chunk -> {
            assertThat(chunk.definitions()).hasSize(5);
            assertThat(chunk.lines()).isEqualTo(new LineRange(1, 16));
        });
    }

    @Test
    void partsOfALongFunctionHaveItsName() {
        String body = "    call(1, 2, 3)\n\n".repeat(400);
        List<Chunk> chunks = chunk(Language.PYTHON, "class A:\n  def long(self):\n" + body);
        assertThat(chunks).hasSizeGreaterThan(3).allSatisfy(chunk -> {
            assertThat(chunk.symbol().orElse("")).startsWith("A");
            assertThat(chunk.text().length()).isBetween(500, Chunker.WHOLE);
        });
        assertThat(chunks.get(2).symbol()).contains("A.long");
        assertThat(chunks.get(2).kind()).isEmpty();
    }

    @Test
    void letsAnImportantDefinitionStartAChunk() {
        String head = "import a.b.c;\n".repeat(40);
        List<Chunk> chunks = chunk(Language.JAVA, head + "\nclass A {\n" + field(40) + "}\n");
        assertThat(chunks).hasSize(2);
        assertThat(chunks.get(1).text()).startsWith("class A {");
    }

    @Test
    void cutsDocumentsAtHeadings() {
        String words = "Some words about this.\n".repeat(40);
        List<Chunk> chunks = chunk(Language.MARKDOWN, "# Shop\n" + words + "## Install\n" + words + "## Use\n" + words);
        assertThat(chunks)
                .extracting(chunk -> chunk.symbol().orElse(""))
                .containsExactly("Shop", "Shop.Install", "Shop.Use");
    }

    @Test
    void cutsDataAlongItsKeys() {
        String values = "    - some value of a list\n".repeat(45);
        List<Chunk> chunks = chunk(
                Language.YAML,
                "# All.\nname: x\nfirst:\n  a:\n" + values + "  b:\n" + values + "second:\n  c:\n" + values);
        assertThat(chunks)
                .extracting(chunk -> chunk.text().strip().lines().findFirst().orElseThrow())
                .containsExactly("# All.", "b:", "second:");
        assertThat(chunks).extracting(chunk -> chunk.symbol().orElse("")).containsExactly("first", "first", "");
    }

    @Test
    void cutsJsonAndXmlAlongObjectsAndElements() {
        String object = "  {\n" + "    \"some\": \"value of an object\",\n".repeat(20) + "    \"last\": 1\n  },\n";
        assertThat(chunk(Language.JSON, "[\n" + object.repeat(6) + "  {}\n]\n"))
                .hasSize(3)
                .allSatisfy(chunk -> assertThat(chunk.text().strip().replaceFirst("\\A\\[\\s*|\\s*\\]\\z", ""))
                        .startsWith("{")
                        .contains("}"));
        String element = "    <part>\n" + "      <some>value of it</some>\n".repeat(40) + "    </part>\n";
        List<Chunk> chunks = chunk(
                Language.XML, "<all>\n  <!-- Parts. -->\n  <parts>\n" + element.repeat(4) + "  </parts>\n</all>\n");
        assertThat(chunks)
                .hasSize(4)
                .allSatisfy(chunk -> assertThat(chunk.text()).contains("    <part>", "    </part>"))
                .extracting(chunk -> chunk.symbol().orElse(""))
                .contains("all.parts");
    }

    @Test
    void cutsDeepDataInLinearTime() {
        StringBuilder deep = new StringBuilder();
        for (int level = 0; level < 2_000; level++) {
            deep.append(" ".repeat(level)).append("k:\n");
        }
        SourceText text = SourceText.of(deep.toString());
        assertLaws(text, outliner.outline(Language.YAML, text));
    }

    private static String field(int count) {
        return "  private int someField = 1;\n".repeat(count);
    }

    private static List<Chunk> chunk(Language language, String source) {
        SourceText text = SourceText.of(source);
        List<Chunk> chunks = Chunker.chunk(text, outliner.outline(language, text));
        return chunks;
    }

    private static void assertLaws(SourceText text, Outline outline) {
        int line = 1;
        int definitions = 0;
        for (Chunk chunk : Chunker.chunk(text, outline)) {
            assertThat(chunk.lines().start()).isGreaterThanOrEqualTo(line);
            assertBlank(text, line, chunk.lines().start());
            String whole = text.text(chunk.lines());
            boolean cut = chunk.lines().length() == 1 && whole.length() > Chunker.MAX;
            assertThat(cut ? whole : chunk.text()).isEqualTo(whole).startsWith(chunk.text());
            assertThat(chunk.text().length()).isBetween(1, Chunker.MAX);
            assertThat(chunk.comment().length()).isLessThanOrEqualTo(Chunker.MAX);
            assertThat(chunk.kind().isPresent())
                    .as("kind without definition")
                    .isIn(false, !chunk.definitions().isEmpty());
            for (Definition definition : chunk.definitions()) {
                assertThat(chunk.lines().overlaps(definition.lines())).isTrue();
                assertThat(definition.lines().end()).isLessThanOrEqualTo(text.lineCount());
            }
            definitions += chunk.definitions().size();
            line = chunk.lines().end() + 1;
        }
        assertBlank(text, line, text.lineCount() + 1);
        assertThat(definitions).isEqualTo(outline.definitions().size());
    }

    private static void assertBlank(SourceText text, int from, int to) {
        for (int line = from; line < to; line++) {
            assertThat(text.isBlank(line)).as("line %d is in a chunk", line).isTrue();
        }
    }
}
