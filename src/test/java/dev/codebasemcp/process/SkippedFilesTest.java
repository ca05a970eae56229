package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.codebasemcp.git.GitDirectories;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The answers about a job name what it left out, and what to do about it. */
@Timeout(180)
class SkippedFilesTest {
    private static final int MANY = 12;

    @TempDir
    private Path folder;

    @Test
    void theFirstTenAreNamedByReasonAndAllOnRequest() throws Exception {
        Path library = GitDirectories.repository(
                SampleRepository.in(folder.resolve("library")).root());
        SampleRepository sample =
                SampleRepository.in(folder.toRealPath().resolve("shop")).named("skipping");
        for (int i = 0; i < MANY; i++) {
            sample.write("data/m" + (10 + i) + ".min.js", "x");
        }
        Files.createSymbolicLink(sample.root().resolve("link.py"), Path.of("tools/parse_config.py"));
        GitDirectories.repository(sample.root());
        GitDirectories.git(sample.root(), "submodule", "--quiet", "add", library.toString(), "libs/library");

        String job;
        try (ServerSession session = ServerSession.start(sample.root())) {
            for (int run = 0; run < 2; run++) {
                JsonNode answer = session.index(sample.root());
                JsonNode named = answer.path("skipped_files");
                assertThat(named.path("minified")).as(answer.toString()).hasSize(10);
                assertThat(named.path("minified").path(9).asText()).isEqualTo("data/m19.min.js");
                assertThat(named.path("symlink").path(0).asText()).isEqualTo("link.py");
                assertThat(named.path("submodule").path(0).asText()).isEqualTo("libs/library");
            }
            job = session.ask("list_indexing_jobs", Map.of())
                    .path("jobs")
                    .path(0)
                    .path("job_id")
                    .asText();
        }
        assertThat(run(sample.root(), "status", job))
                .contains("data/m19.min.js, and 2 more", "submodule: libs/library", "\"submodules\": true");
        JsonNode all = new JsonMapper().readTree(run(sample.root(), "index", "--json"));
        assertThat(all.path("skipped_files").path("minified")).hasSize(MANY);

        Path config = sample.root().resolve(".codebase-mcp/config.json");
        Files.writeString(config, Files.readString(config).replaceFirst("\\{", "{\"submodules\": true, "));
        JsonNode with = new JsonMapper().readTree(run(sample.root(), "index", "--json"));
        assertThat(with.path("skipped_files").has("submodule")).isFalse();
        assertThat(run(sample.root(), "search", "totalPrice", "--json")).contains("libs/library/web/cart.ts");
    }

    private static String run(Path directory, String... arguments) throws Exception {
        Process process = ServerProgram.process(Map.of(), arguments)
                .directory(directory.toFile())
                .start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        return out;
    }
}
