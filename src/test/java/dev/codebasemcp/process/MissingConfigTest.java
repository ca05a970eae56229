package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.codebasemcp.git.GitDirectories;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A config that is not there any more is told where another project is used instead. */
@Timeout(180)
class MissingConfigTest {
    @TempDir
    private Path folder;

    @Test
    void aBranchWithoutTheConfigUsesTheDefaultProjectAndSaysWhich() throws Exception {
        Path root = folder.toRealPath().resolve("shop");
        SampleRepository sample = SampleRepository.in(root);
        GitDirectories.repository(root);
        GitDirectories.git(root, "checkout", "-q", "-b", "with-config");
        sample.named("branch shop");
        GitDirectories.git(root, "add", "-A");
        GitDirectories.git(root, "commit", "-q", "-m", "config");
        try (ServerSession session = ServerSession.start(sample.root().resolve("src"))) {
            session.index(root);
            JsonNode with = session.search("totalPrice").path("project");
            GitDirectories.git(root, "checkout", "-q", "main");
            JsonNode without = session.search("totalPrice").path("project");
            JsonNode named = session.ask("search_code", Map.of("query", "totalPrice", "project_id", "branch shop"))
                    .path("project");

            assertThat(with.path("name").asText()).isEqualTo("branch shop");
            assertThat(with.path("warnings").toString()).doesNotContain("missing");
            assertThat(without.path("name").asText()).isEqualTo("default");
            assertThat(without.path("warnings").toString())
                    .contains("'branch shop' was created from " + root, "config.json is missing", "project_id");
            assertThat(named.path("name").asText()).isEqualTo("branch shop");
        }
    }

    @Test
    void theConfigOfAnOuterDirectoryIsUsedAndTheInnerProjectNamed() throws Exception {
        Path outer = folder.toRealPath().resolve("outer");
        SampleRepository.in(outer).named("outer shop");
        SampleRepository inner = SampleRepository.in(outer.resolve("inner")).named("inner shop");
        try (ServerSession session = ServerSession.start(inner.root())) {
            session.index(inner.root());
            Path config = inner.root().resolve(".codebase-mcp/config.json");
            Files.move(config, config.resolveSibling("config.json.bak"));
            JsonNode project = session.search("totalPrice").path("project");

            assertThat(project.path("name").asText()).isEqualTo("outer shop");
            assertThat(project.path("warnings").toString()).contains("'inner shop' was created from " + inner.root());
        }
    }
}
