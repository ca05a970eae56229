package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A client may start the server without a locale: names beyond ASCII are those of the file system all the same. */
@Timeout(180)
class AsciiLocaleTest {
    private static final Map<String, String> ASCII = Map.of("LC_ALL", "C");

    @TempDir
    private Path folder;

    private Path here;

    @BeforeEach
    void resolve() throws Exception {
        here = folder.toRealPath();
    }

    @Test
    void aFileWithAnUmlautIsIndexedAndStaysFresh() throws Exception {
        SampleRepository sample = SampleRepository.in(here.resolve("shop")).named("umlauts");
        sample.write("src/größe/größe_日本.py", "def measure_the_width(): return 7\n");

        try (ServerSession session = ServerSession.start(sample.root(), ASCII)) {
            JsonNode job = session.ask("index_repository", Map.of("repo_path", sample.toString()));
            JsonNode answer = session.ask("search_code", Map.of("query", "measure_the_width"));

            assertThat(job.path("files_indexed").asInt()).as(job.toString()).isEqualTo(4);
            assertThat(answer.path("results").path(0).path("file_path").asText())
                    .isEqualTo("src/größe/größe_日本.py");
            assertThat(answer.path("index").path("stale_files").asInt()).isZero();
            assertThat(answer.path("message").asText()).doesNotContain("changed");
        }
    }

    @Test
    void aRepositoryWithAnUmlautIsIndexedByItsName() throws Exception {
        SampleRepository sample = SampleRepository.in(here.resolve("Läden")).named("umlaut shops");
        String place = here + "/Läden";

        try (ServerSession session = ServerSession.start(here, ASCII)) {
            session.ask("set_working_directory", Map.of("directory", place));
            JsonNode job = session.ask("index_repository", Map.of("repo_path", place));
            JsonNode jobs = session.ask("list_indexing_jobs", Map.of());
            JsonNode answer = session.ask("search_code", Map.of("query", "parse_config"));

            assertThat(job.path("status").asText()).as(job.toString()).isEqualTo("completed");
            assertThat(jobs.path("jobs").path(0).path("repo_path").asText()).isEqualTo(place);
            assertThat(answer.path("index").path("stale_files").asInt()).isZero();
            assertThat(answer.path("results")).isNotEmpty();
        }
        assertThat(Files.exists(sample.root())).isTrue();
    }
}
