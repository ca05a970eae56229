package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.codebasemcp.config.Settings;
import dev.codebasemcp.database.DatabaseOptions;
import dev.codebasemcp.database.Databases;
import dev.codebasemcp.database.index.IndexStore;
import dev.codebasemcp.database.server.ServerStarter;
import dev.codebasemcp.indexing.IndexDump;
import dev.codebasemcp.model.DatabaseName;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a process that was killed while it indexed. */
@Timeout(300)
class KilledProcessTest {
    /** More than two batches, each of which ends at 4,096 files. */
    private static final int FILES = 9_000;

    private static final List<String> QUERIES =
            List.of("where is the invoice merged", "validate_token", "the ledger of each supplier", "restorePayment");

    @TempDir
    private Path folder;

    @Test
    void theNextProcessesEndWithTheIndexOfACleanRun() {
        Path tree = GeneratedRepository.write(folder.resolve("tree"), FILES, 17, "survivors");
        SampleRepository killed = SampleRepository.in(folder.resolve("killed")).named("killed");
        SampleRepository clean = SampleRepository.in(folder.resolve("clean")).named("clean");

        String first = killAfterTheFirstBatch(killed, tree);
        String second = killAsSoonAsResumed(first);

        try (ServerSession server = ServerSession.start(folder)) {
            String third = resumed(server, second);
            JsonNode ended = server.awaitEnd(third);
            assertThat(ended.path("status").asText()).as(ended.toString()).isEqualTo("completed");
            assertThat(ended.path("files_total").asInt()).isEqualTo(FILES);
            assertThat(ended.path("files_indexed").asInt()).isBetween(1, FILES - 1);
            server.workIn(clean.root());
            assertThat(server.index(tree).path("files_indexed").asInt()).isEqualTo(FILES);

            assertThat(counts(server, "killed")).isEqualTo(counts(server, "clean"));
            for (String query : QUERIES) {
                assertThat(found(server, "killed", query)).isNotEmpty().isEqualTo(found(server, "clean", query));
            }
            assertThat(dump(server, "killed")).hasSizeGreaterThan(FILES).isEqualTo(dump(server, "clean"));
        }
    }

    @Test
    void whoWaitsForItsJobGetsTheEndOfTheWork() {
        Path tree = GeneratedRepository.write(folder.resolve("tree"), FILES, 17, "waiters");
        SampleRepository project =
                SampleRepository.in(folder.resolve("project")).named("waiters");
        try (ServerSession worker = ServerSession.start(project.root(), ServerSession.SLOW);
                ServerSession waiting = ServerSession.start(project.root())) {
            String job = worker.startIndexing(tree);
            int call = waiting.send("index_repository", Map.of("repo_path", tree.toString()));
            worker.awaitJob(job, seen -> seen.path("chunks_created").asInt() > 0);
            worker.kill();
            JsonNode answer = waiting.structured(call);
            assertThat(answer.path("status").asText()).as(answer.toString()).isEqualTo("completed");
            assertThat(answer.path("files_scanned").asInt()).isEqualTo(FILES);
            assertThat(waiting.job(job).path("status").asText()).isEqualTo("interrupted");
            assertThat(waiting.job(job).path("resumed_by")).isEqualTo(answer.path("job_id"));
        }
    }

    private String killAfterTheFirstBatch(SampleRepository config, Path tree) {
        try (ServerSession server = ServerSession.start(config.root(), ServerSession.SLOW)) {
            String job = server.startIndexing(tree);
            JsonNode state =
                    server.awaitJob(job, seen -> seen.path("chunks_created").asInt() > 0);
            server.kill();
            assertThat(state.path("status").asText()).as(state.toString()).isEqualTo("running");
            return job;
        }
    }

    private String killAsSoonAsResumed(String job) {
        try (ServerSession server = ServerSession.start(folder)) {
            String next = resumed(server, job);
            JsonNode state =
                    server.awaitJob(next, seen -> !seen.path("status").asText().equals("pending"));
            server.kill();
            assertThat(state.path("status").asText()).as(state.toString()).isEqualTo("running");
            return next;
        }
    }

    /** The job that goes on with {@code job}. */
    private static String resumed(ServerSession server, String job) {
        JsonNode ended = server.awaitEnd(job);
        assertThat(ended.path("status").asText()).as(ended.toString()).isEqualTo("interrupted");
        assertThat(ended.path("status_message").asText()).contains("its process ended");
        assertThat(ended.path("resumed_by").asText()).hasSize(36).isNotEqualTo(job);
        return ended.path("resumed_by").asText();
    }

    private static List<String> counts(ServerSession server, String project) {
        JsonNode repositories = server.listed(project).path("repositories");
        assertThat(repositories).hasSize(1);
        JsonNode one = repositories.path(0);
        return List.of(
                one.path("path").asText(),
                one.path("files").asText(),
                one.path("chunks").asText());
    }

    private static List<String> found(ServerSession server, String project, String query) {
        JsonNode results = server.search(
                        query, Map.of("project_id", project, "scope", "project", "limit", 20, "max_tokens", 20_000))
                .path("results");
        Function<JsonNode, String> shown = result -> result.path("file_path").asText()
                + ":"
                + result.path("start_line").asInt() + "-"
                + result.path("end_line").asInt() + " "
                + String.format(Locale.ROOT, "%.4f", result.path("score").asDouble()) + " "
                + result.path("content").asText();
        return StreamSupport.stream(results.spliterator(), false).map(shown).collect(Collectors.toList());
    }

    /** Everything in the index of a project, read behind the server's back. */
    private static Set<String> dump(ServerSession server, String project) {
        DatabaseName name =
                new DatabaseName(server.listed(project).path("database_name").asText());
        Settings settings = Settings.from(ServerProgram.environment());
        try (Databases databases = new Databases(ServerStarter.of(settings), DatabaseOptions.of(settings.database()))) {
            return IndexDump.of(new IndexStore(databases.project(name)));
        }
    }
}
