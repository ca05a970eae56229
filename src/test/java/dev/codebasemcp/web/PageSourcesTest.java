package dev.codebasemcp.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** The files of the page: what they must not contain, how large they are, and what their libraries were made from. */
class PageSourcesTest {
    private static final Path PAGE = Path.of("src/main/resources/web");
    private static final Path LIBRARIES = PAGE.resolve("vendor");
    private static final Path SOURCES = Path.of("src/web");
    private static final int MOST_GZIP_BYTES = 400_000;

    /** Ways from text to markup or code. */
    private static final Pattern MARKUP = Pattern.compile(
            "innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|setHTMLUnsafe|srcdoc|document\\.write"
                    + "|\\beval\\(|new Function|import\\([^')]|javascript:");

    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s'\"`)]+");
    /** A name and no place. */
    private static final String SVG_NAMESPACE = "http://www.w3.org/2000/svg";
    /** In warnings that the highlighter writes for developers; nothing loads them. */
    private static final String IN_WARNINGS = "https://github.com/highlightjs/highlight.js/";

    @Test
    void allFilesTogetherAreSmall() throws IOException {
        int sum = 0;
        for (Path file : files(PAGE)) {
            ByteArrayOutputStream compressed = new ByteArrayOutputStream();
            try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
                Files.copy(file, out);
            }
            sum += compressed.size();
        }

        assertThat(sum).isBetween(10_000, MOST_GZIP_BYTES);
    }

    @Test
    void ourFilesMakeNoMarkupFromText() throws IOException {
        for (Path file : ours()) {
            assertThat(Files.readString(file)).as(file.toString()).doesNotContainPattern(MARKUP);
        }
    }

    /** A page without inline styles and scripts needs no exception from its policy. */
    @Test
    void nothingIsInline() throws IOException {
        assertThat(Files.readString(PAGE.resolve("index.html")))
                .doesNotContain(" style=", "<style")
                .doesNotContainPattern(" on[a-z]+=")
                .doesNotContainPattern("<script(?![^>]* src=)");
    }

    @Test
    void nothingIsLoadedFromElsewhere() throws IOException {
        for (Path file : files(PAGE)) {
            if (file.endsWith("notices.txt")) {
                continue;
            }
            List<String> addresses = ADDRESS.matcher(Files.readString(file))
                    .results()
                    .map(found -> found.group())
                    .filter(address -> !address.equals(SVG_NAMESPACE) && !address.startsWith(IN_WARNINGS))
                    .toList();
            assertThat(addresses).as(file.toString()).isEmpty();
        }
    }

    /** Where this fails, run {@code scripts/build-page}. */
    @Test
    void theLibrariesWereMadeFromTheseSources() throws IOException {
        List<String> record = Files.readAllLines(LIBRARIES.resolve("sources.sha256"));

        assertThat(record).hasSizeGreaterThan(3).allSatisfy(line -> {
            String[] parts = line.split(" {2}", 2);
            assertThat(sha256(SOURCES.resolve(parts[1]))).as(parts[1]).isEqualTo(parts[0]);
        });
    }

    @Test
    void theLibrariesNotTheDevelopersRegistryAreLocked() throws IOException {
        String lock = Files.readString(SOURCES.resolve("package-lock.json"));

        assertThat(lock).contains("\"integrity\": \"sha512-").doesNotContain("\"resolved\"");
        assertThat(Files.readString(SOURCES.resolve(".npmrc"))).doesNotContain("registry=", "_auth");
        Matcher dependency = Pattern.compile("\"(?:highlight\\.js|uplot)\": \"([^\"]+)\"")
                .matcher(Files.readString(SOURCES.resolve("package.json")));
        assertThat(dependency.results())
                .hasSize(2)
                .allSatisfy(
                        found -> assertThat(found.group(1)).as("exact versions").matches("\\d+\\.\\d+\\.\\d+"));
    }

    @Test
    void theNoticesNameEveryLibrary() throws IOException {
        assertThat(Files.readString(LIBRARIES.resolve("notices.txt")))
                .contains("highlight.js", "BSD", "uplot", "MIT")
                .contains("Copyright");
        assertThat(Files.readString(Path.of("NOTICE"))).contains("highlight.js", "uPlot", "Jetty");
    }

    private static List<Path> ours() throws IOException {
        return files(PAGE).stream().filter(file -> !file.startsWith(LIBRARIES)).toList();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** Of the text with line feeds: git may check it out with others. */
    private static String sha256(Path file) throws IOException {
        String text = Files.readString(file).replace("\r\n", "\n");
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sum);
        } catch (NoSuchAlgorithmException bug) {
            throw new IllegalStateException(bug);
        }
    }
}
