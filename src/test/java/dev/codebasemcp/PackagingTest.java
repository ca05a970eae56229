package dev.codebasemcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.codebasemcp.mcp.ToolCatalog;
import dev.codebasemcp.mcp.ToolSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What packages, bundles and registries say about the server is what the build says. */
class PackagingTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Path MANIFEST = Path.of("packaging/manifest.json");
    private static final Path REGISTRY_ENTRY = Path.of("packaging/server.json");

    /** The registry refuses longer descriptions. */
    private static final int LONGEST_DESCRIPTION = 100;

    private static final Pattern POM_VERSION = Pattern.compile("^ {2}<version>(.+)</version>$", Pattern.MULTILINE);

    @TempDir
    private Path release;

    @Test
    void theManifestAndTheRegistryEntryHaveTheVersionOfTheBuild() throws IOException {
        Matcher version = POM_VERSION.matcher(Files.readString(Path.of("pom.xml")));
        assertThat(version.find()).isTrue();

        assertThat(json(MANIFEST).path("version").asText()).isEqualTo(version.group(1));
        assertThat(json(REGISTRY_ENTRY).path("version").asText()).isEqualTo(version.group(1));
    }

    @Test
    void theManifestNamesTheToolsOfTheServer() throws IOException {
        JsonNode tools = json(MANIFEST).path("tools");

        assertThat(tools.findValuesAsText("name"))
                .containsExactlyInAnyOrderElementsOf(
                        ToolCatalog.all().stream().map(ToolSpec::name).toList());
        assertThat(tools.findValuesAsText("description")).hasSameSizeAs(ToolCatalog.all());
    }

    @Test
    void theManifestStartsTheLauncherThatItNames() throws IOException {
        JsonNode server = json(MANIFEST).path("server");

        assertThat(server.path("type").asText()).isEqualTo("binary");
        assertThat(server.path("mcp_config").path("command").asText())
                .isEqualTo("${__dirname}/" + server.path("entry_point").asText());
    }

    @Test
    void descriptionsFitTheRegistryAndAgree() throws IOException {
        String description = json(REGISTRY_ENTRY).path("description").asText();

        assertThat(description).isNotBlank().hasSizeLessThanOrEqualTo(LONGEST_DESCRIPTION);
        assertThat(json(MANIFEST).path("description").asText()).isEqualTo(description);
    }

    /** The launcher of a package has the options inside, so no file may repeat them. */
    @Test
    void theOptionsOfTheVirtualMachineComeFromOneFile() throws IOException {
        assertThat(Files.readString(Path.of("scripts/package"))).contains("config/java-options");
        for (Path file :
                List.of(MANIFEST, REGISTRY_ENTRY, Path.of("Dockerfile"), Path.of(".github/workflows/release.yml"))) {
            assertThat(Files.readString(file)).as(file.toString()).doesNotContain("-Xm", "-XX:", "-Xlog");
        }
        assertThat(Files.readString(Path.of("Dockerfile"))).contains("RUN scripts/package\n");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void releaseFilesListEveryBundleWithItsAddressAndChecksum() throws IOException, InterruptedException {
        Files.writeString(release.resolve("codebase-mcp-1-linux-x64.mcpb"), "abc");
        Files.writeString(release.resolve("codebase-mcp-1-macos-arm64.mcpb"), "");
        Files.writeString(release.resolve("codebase-mcp-1-linux-x64.tar.gz"), "a package");

        assertThat(releaseFiles("https://example.org/v1/", "io.github.example/codebase-mcp"))
                .isEmpty();

        JsonNode entry = json(release.resolve("server.json"));
        assertThat(entry.path("name").asText()).isEqualTo("io.github.example/codebase-mcp");
        assertThat(entry.path("packages").findValuesAsText("identifier"))
                .containsExactly(
                        "https://example.org/v1/codebase-mcp-1-linux-x64.mcpb",
                        "https://example.org/v1/codebase-mcp-1-macos-arm64.mcpb");
        // The known sums of "abc" and of nothing.
        assertThat(entry.path("packages").findValuesAsText("fileSha256"))
                .containsExactly(
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThat(Files.readAllLines(release.resolve("SHA256SUMS")))
                .hasSize(4)
                .contains("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
                        + "  codebase-mcp-1-linux-x64.mcpb");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aReleaseWithoutBundlesIsRefused() throws IOException, InterruptedException {
        assertThat(releaseFiles("https://example.org/v1")).contains("there is no .mcpb in");
        assertThat(release).isEmptyDirectory();
    }

    /** Runs the script on the directory of the release, and returns what it printed. */
    private String releaseFiles(String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("scripts/release-files", release.toString());
        builder.command().addAll(List.of(arguments));
        Process script = builder.redirectErrorStream(true).start();
        String printed = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(script.waitFor() == 0).as(printed).isEqualTo(printed.isEmpty());
        return printed;
    }

    private static JsonNode json(Path file) throws IOException {
        return JSON.readTree(Files.readString(file));
    }
}
