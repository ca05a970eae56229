package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What one server process has made, the next one has. */
@Timeout(240)
class RestartTest {
    private static final Map<String, Object> NOTHING = Map.of();

    @TempDir
    private Path folder;

    @Test
    void theNextProcessHasProjectIndexAndJob() {
        SampleRepository sample = SampleRepository.in(folder.resolve("kept")).named("restart");
        JsonNode before;
        JsonNode job;
        try (ServerSession first = ServerSession.start(folder)) {
            first.workIn(sample.root());
            job = first.index(sample.root());
            before = first.search("refresh a session");
        }

        try (ServerSession second = ServerSession.start(folder)) {
            String id = before.path("project").path("id").asText();
            for (String explicit : new String[] {id, "restart"}) {
                JsonNode found = second.search("refresh a session", Map.of("project_id", explicit));
                assertThat(found.path("results")).isEqualTo(before.path("results"));
                assertThat(found.path("project").path("id").asText()).isEqualTo(id);
                assertThat(found.path("project").path("resolved_by").asText()).isEqualTo("explicit");
            }
            second.workIn(sample.root().resolve("src"));
            JsonNode byConfig = second.search("refresh a session");
            assertThat(byConfig.path("results")).isEqualTo(before.path("results"));
            // a look may have found since that what was just written is as it was indexed
            assertThat(byConfig.path("index").path("stale_files").asInt()).isZero();
            assertThat(byConfig.path("index").path("indexed_at").asText())
                    .isGreaterThanOrEqualTo(
                            before.path("index").path("indexed_at").asText());
            assertThat(byConfig.path("project").path("id").asText()).isEqualTo(id);
            assertThat(byConfig.path("project").path("resolved_by").asText()).isEqualTo("session_config");

            JsonNode told = second.job(job.path("job_id").asText());
            assertThat(told.path("status").asText()).isEqualTo("completed");
            assertThat(told).isEqualTo(job);
        }
    }

    @Test
    void theNextProcessReadsOnlyWhatHasChanged() {
        SampleRepository sample = SampleRepository.in(folder.resolve("changed")).named("restart-changed");
        try (ServerSession first = ServerSession.start(sample.root())) {
            assertThat(first.index(sample.root()).path("files_indexed").asInt()).isEqualTo(3);
        }
        sample.write("web/refund.ts", "export function refundPurchase(id: string): string {\n  return id;\n}\n");

        try (ServerSession second = ServerSession.start(sample.root())) {
            JsonNode again = second.index(sample.root());

            assertThat(again.path("status").asText()).isEqualTo("completed");
            assertThat(again.path("files_indexed").asInt()).isEqualTo(1);
            assertThat(second.search("refundPurchase")
                            .path("results")
                            .path(0)
                            .path("file_path")
                            .asText())
                    .isEqualTo("web/refund.ts");
            assertThat(second.searchedProject(NOTHING).path("name").asText()).isEqualTo("restart-changed");
        }
    }

    @Test
    void aJobThatTheEndOfTheSessionStoppedIsResumed() {
        Path tree = GeneratedRepository.write(folder.resolve("tree"), 2_000, 5, "restarts");
        SampleRepository config = SampleRepository.in(folder.resolve("stopped")).named("restart-stopped");
        String job;
        try (ServerSession first = ServerSession.start(config.root(), ServerSession.SLOW)) {
            job = first.startIndexing(tree);
            first.awaitJob(job, state -> state.path("status").asText().equals("running"));
        }

        try (ServerSession second = ServerSession.start(config.root())) {
            JsonNode stopped = second.awaitEnd(job);
            assertThat(stopped.path("status").asText()).as(stopped.toString()).isEqualTo("interrupted");
            JsonNode resumed = second.awaitEnd(stopped.path("resumed_by").asText());

            assertThat(resumed.path("status").asText()).as(resumed.toString()).isEqualTo("completed");
            JsonNode repository =
                    second.listed("restart-stopped").path("repositories").path(0);
            assertThat(repository.path("files").asInt()).isEqualTo(2_000);
        }
    }
}
