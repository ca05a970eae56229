package dev.codebasemcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.config.SettingEntry;
import dev.codebasemcp.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DocumentationLinksTest {
    private static final Pattern RELATIVE_LINK = Pattern.compile("\\]\\((?!https?:|#)([^)#\\s]+)");
    /** A class with at least one package before it, and perhaps a class or member behind it. */
    private static final Pattern QUALIFIED_CLASS = Pattern.compile("`((?:[a-z]+\\.)+[A-Z]\\w+)(?:[.#]\\w+)?`");

    private static final Path DOCUMENTS = Path.of("docs");
    private static final Path SOURCES = Path.of("src/main/java/dev/codebasemcp");

    @Test
    void everyRelativeLinkPointsAtAFile() throws IOException {
        List<String> broken = new ArrayList<>();
        int links = 0;
        for (Path page : pages()) {
            Matcher link = RELATIVE_LINK.matcher(Files.readString(page));
            while (link.find()) {
                links++;
                if (!Files.exists(page.resolveSibling(link.group(1)))) {
                    broken.add(page + " -> " + link.group(1));
                }
            }
        }
        assertThat(broken).isEmpty();
        assertThat(links).as("links seen").isGreaterThan(5);
    }

    @Test
    void theArchitecturePageNamesEveryTopPackage() throws IOException {
        String page = Files.readString(DOCUMENTS.resolve("architecture.md"));
        try (Stream<Path> packages = Files.list(SOURCES)) {
            assertThat(packages.filter(Files::isDirectory).map(folder -> "`" + folder.getFileName() + "`"))
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(page).contains(name));
        }
    }

    /** Renames of classes once left the old names in the pages. */
    @Test
    void theGuidesNameClassesThatExist() throws IOException {
        List<String> missing = new ArrayList<>();
        int seen = 0;
        for (String page : List.of("glossary.md", "architecture.md")) {
            Matcher name = QUALIFIED_CLASS.matcher(Files.readString(DOCUMENTS.resolve(page)));
            while (name.find()) {
                seen++;
                if (!isClass(name.group(1).replace('.', '/'))) {
                    missing.add(page + ": " + name.group());
                }
            }
        }
        assertThat(missing).isEmpty();
        assertThat(seen).as("classes seen").isGreaterThan(60);
    }

    /** Pages leave out the parent of a package where a section is about that. */
    private static boolean isClass(String name) throws IOException {
        try (Stream<Path> sources = Files.walk(SOURCES)) {
            return sources.anyMatch(source -> source.endsWith(name + ".java"));
        }
    }

    @Test
    void theReadmeNamesEverySettingAndNoOther() throws IOException {
        List<String> settings = Settings.from(Map.of("HOME", "/nowhere")).entries().stream()
                .map(SettingEntry::name)
                .toList();
        List<String> rows = Files.readAllLines(Path.of("README.md")).stream()
                .filter(line -> line.matches("\\| `(CODEBASE_MCP|WORKFLOW_MCP|CLAUDE)_.*"))
                .map(line -> line.substring(3, line.indexOf('`', 3)))
                .toList();
        assertThat(rows).containsExactlyInAnyOrderElementsOf(settings);
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> documents = Files.walk(DOCUMENTS);
                Stream<Path> roots = Stream.of(
                                "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "scripts/README.md")
                        .map(Path::of)) {
            return Stream.concat(documents.filter(file -> file.toString().endsWith(".md")), roots)
                    .toList();
        }
    }
}
