package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A repository that two projects have, since it was indexed in another one before it got its own. */
@Timeout(300)
class FileOfTwoProjectsTest {
    @TempDir
    private Path folder;

    @Test
    void isShownOnce() {
        SampleRepository first = new SampleRepository(folder.resolve("first")).named("twice-first");
        first.write("src/shared.py", "def shared_widget(session):\n    return session\n");
        SampleRepository tree = new SampleRepository(folder.resolve("twice")).named("twice-own");
        tree.write("src/lonely.py", "def lonely_widget(session):\n    return session\n");
        try (ServerSession server = ServerSession.start(first.root())) {
            server.index(first.root());
            server.ask("index_repository", Map.of("repo_path", tree.root().toString(), "project_id", "twice-first"));
            server.workIn(tree.root());
            server.index(tree.root());

            JsonNode answer = server.ask(
                    "search_code",
                    Map.of(
                            "query", "lonely_widget",
                            "projects", List.of("twice-first", "twice-own"),
                            "language", "python"));

            assertThat(answer.path("results").findValuesAsText("file_path"))
                    .containsExactlyInAnyOrder("src/lonely.py", "src/shared.py");
            assertThat(answer.path("message").asText()).contains("each file is shown once");
            assertThat(answer.path("total_count").asInt()).isEqualTo(2);
        }
    }
}
