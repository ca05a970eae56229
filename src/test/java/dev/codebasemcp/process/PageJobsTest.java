package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.codebasemcp.OnOneJdk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The page shows a project and its jobs from their start to their end, starts and ends them, and removes repositories. */
@OnOneJdk
@Timeout(300)
class PageJobsTest {
    private static final int MANY = 2_000;
    private static final String RUNNING = "running";
    private static final String COMPLETED = "completed";
    private static final String STATUS = "status";
    private static final String HOSTILE_NAME = "<i>page</i>";
    private static final String HOSTILE_FILE = "\u202e<script>.png";
    private static final String REPOSITORIES = "repositories";

    @TempDir
    private Path temporary;

    @Test
    void aJobIsSeenFromItsStartToItsEnd() throws Exception {
        Path large = large("seen");
        String project = PageOfJobs.project("page-seen", large);
        try (PageOfJobs page = PageOfJobs.start(ServerSession.SLOW)) {
            assertThat(page.project(project).path(REPOSITORIES)).isEmpty();
            String job = page.index(project, large);

            List<JsonNode> seen = page.follow(job, PageOfJobs::isOver);

            assertThat(seen)
                    .extracting(state -> state.path(STATUS).asText())
                    .contains(RUNNING)
                    .last()
                    .isEqualTo(COMPLETED);
            List<Integer> percents =
                    seen.stream().map(state -> state.path("percent").asInt()).toList();
            assertThat(percents).isSorted().endsWith(100);
            assertThat(percents).anyMatch(percent -> percent > 0 && percent < 100);
            assertThat(seen).allSatisfy(state -> {
                assertThat(state.path("project_id").asText()).isEqualTo(project);
                assertThat(state.path("project").asText()).isEqualTo("page-seen");
                assertThat(state.path("repo_path").asText()).isEqualTo(large.toString());
            });
            assertShown(page.project(project), job, large);
        }
    }

    private static void assertShown(JsonNode project, String job, Path root) {
        assertThat(project.path("name").asText()).isEqualTo("page-seen");
        JsonNode repository = project.path(REPOSITORIES).path(0);
        assertThat(repository.path("path").asText()).isEqualTo(root.toString());
        assertThat(repository.path("place").asText()).isEqualTo("here");
        assertThat(repository.path("files").asInt()).isGreaterThanOrEqualTo(MANY);
        assertThat(repository.path("indexed_at").asText()).isNotBlank();
        assertThat(project.path("growth")).hasSize(1);
        JsonNode grown = project.path("growth").path(0);
        assertThat(grown.path("files")).isEqualTo(repository.path("files"));
        assertThat(grown.path("chunks")).isEqualTo(repository.path("chunks"));
        assertThat(grown.path("size_bytes")).isEqualTo(project.path("size_bytes"));
        assertThat(project.path("jobs").findValuesAsText("job_id")).containsExactly(job);
        assertThat(project.path("jobs").path(0).path(STATUS).asText()).isEqualTo(COMPLETED);
    }

    @Test
    void aRunningJobCanBeCancelledAndItsRepositoryNotRemoved() throws Exception {
        Path large = large("cancelled");
        String project = PageOfJobs.project("page-cancelled", large);
        try (PageOfJobs page = PageOfJobs.start(ServerSession.SLOW)) {
            String job = page.index(project, large);
            page.follow(job, state -> state.path("percent").asInt() > 0);
            String repository = repository(page, project);
            assertThat(page.removalRefusal(project, repository))
                    .contains(large.toString(), "cancel it", "nothing was changed");

            page.tool("cancel_indexing", Map.of("job_id", job));

            assertThat(page.follow(job, PageOfJobs::isOver).stream()
                            .reduce((first, last) -> last)
                            .orElseThrow()
                            .path(STATUS)
                            .asText())
                    .isEqualTo("cancelled");
            assertThat(page.remove(project, repository)
                            .path("removed")
                            .path("path")
                            .asText())
                    .isEqualTo(large.toString());
            JsonNode shown = page.project(project);
            assertThat(shown.path(REPOSITORIES)).isEmpty();
            assertThat(shown.path("growth")).hasSize(2);
            assertThat(shown.path("growth").path(1).path("files").asInt()).isZero();
            assertThat(large.resolve("part0")).isDirectory();
        }
    }

    private static String repository(PageOfJobs page, String project) throws Exception {
        return page.project(project)
                .path(REPOSITORIES)
                .path(0)
                .path("repository_id")
                .asText();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there, names cannot have these characters")
    void namesArriveAsTheyAre() throws Exception {
        Path root = temporary.toRealPath().resolve("<img src=x onerror=alert(1)>\u202e &amp; 'q' \"");
        SampleRepository sample = SampleRepository.in(root);
        sample.write("<script>alert(1)<\u2028>/\u202egnp.py", "def f():\n    return 1\n");
        Files.write(root.resolve(HOSTILE_FILE), new byte[] {0, 1, 2});
        String project = PageOfJobs.project(HOSTILE_NAME, Files.createDirectory(temporary.resolve("place")));
        try (PageOfJobs page = PageOfJobs.start(Map.of())) {
            String job = page.index(project, root);

            List<JsonNode> seen = page.follow(job, PageOfJobs::isOver);

            JsonNode end = seen.get(seen.size() - 1);
            assertThat(end.path(STATUS).asText()).isEqualTo(COMPLETED);
            assertThat(end.path("project").asText()).isEqualTo(HOSTILE_NAME);
            assertThat(end.path("repo_path").asText()).isEqualTo(root.toString());
            JsonNode shown = page.project(project);
            assertThat(shown.path("name").asText()).isEqualTo(HOSTILE_NAME);
            assertThat(shown.path(REPOSITORIES).path(0).path("path").asText()).isEqualTo(root.toString());
            JsonNode skipped = page.tool("get_indexing_status", Map.of("job_id", job, "project_id", project))
                    .path("skipped_files")
                    .path("binary");
            assertThat(skipped).extracting(JsonNode::asText).containsExactly(HOSTILE_FILE);
        }
    }

    @Test
    void whatDoesNotExistOrIsNotAllowedIsRefusedWithASentence() throws Exception {
        Path allowed = Files.createDirectory(temporary.toRealPath().resolve("allowed"));
        SampleRepository.in(allowed.resolve("shop"));
        Path outside =
                SampleRepository.in(temporary.toRealPath().resolve("outside")).root();
        String project = PageOfJobs.project("page-refusals", allowed);
        try (PageOfJobs page = PageOfJobs.start(Map.of("CODEBASE_MCP_ALLOWED_ROOTS", allowed.toString()))) {
            String nobody = "00000000-0000-4000-8000-000000000000";
            assertThat(page.projectRefusal(nobody)).contains("no project '" + nobody + "' is registered");
            assertThat(page.projectRefusal("no%20such")).contains("no project");
            assertThat(page.removalRefusal(project, nobody)).contains("no repository " + nobody);
            assertThat(page.removalRefusal(project, "shop")).contains("'shop' is no id of a repository");
            assertThat(page.removalRefusal(nobody, nobody)).contains("no project");
            assertThat(refusal(page, project, outside.toString())).contains("outside the allowed directories");
            assertThat(refusal(page, project, allowed + "/../outside")).contains("outside the allowed directories");
            assertThat(refusal(page, project, "shop")).contains("is not absolute");
            assertThat(refusal(page, nobody, allowed.toString())).contains("no project");
            assertThat(page.project(project).path("jobs")).isEmpty();
        }
    }

    private static String refusal(PageOfJobs page, String project, String path) throws Exception {
        return page.toolRefusal("start_indexing_background", Map.of("project_id", project, "repo_path", path));
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there, a process is only killed")
    void aJobWhoseServerEndsIsGoneOnWithByTheNextOne() throws Exception {
        assertGoesOn("page-ended", true);
    }

    @Test
    void aJobWhoseServerIsKilledIsGoneOnWithByTheNextOne() throws Exception {
        assertGoesOn("page-killed", false);
    }

    private void assertGoesOn(String name, boolean gently) throws Exception {
        Path large = large(name);
        String project = PageOfJobs.project(name, large);
        String job;
        try (PageOfJobs page = PageOfJobs.start(ServerSession.SLOW)) {
            job = page.index(project, large);
            page.follow(job, state -> state.path("percent").asInt() > 0);
            if (gently) {
                assertThat(page.program().end()).isZero();
            } else {
                page.program().kill();
            }
            assertThat(page.hasEnded()).isEqualTo(gently);
        }
        try (PageOfJobs next = PageOfJobs.start(Map.of())) {
            List<JsonNode> seen = next.follow(job, PageOfJobs::isOver);
            JsonNode ended = seen.get(seen.size() - 1);
            assertThat(ended.path(STATUS).asText()).isEqualTo("interrupted");
            String resumed = ended.path("resumed_by").asText();
            List<JsonNode> after = next.follow(resumed, PageOfJobs::isOver);
            assertThat(after.get(after.size() - 1).path(STATUS).asText()).isEqualTo(COMPLETED);
        }
    }

    @Test
    void aJobOfAnotherProcessIsSeen() throws Exception {
        Path large = large("other");
        new SampleRepository(large).named("page-other");
        try (PageOfJobs page = PageOfJobs.start(ServerSession.SLOW);
                ServerSession assistant = ServerSession.start(large, ServerSession.SLOW)) {
            assistant.workIn(large);
            String job = assistant
                    .ask("start_indexing_background", Map.of("repo_path", large.toString()))
                    .path("job_id")
                    .asText();

            assertThat(page.follow(job, PageOfJobs.isAt(RUNNING))).isNotEmpty();
        }
    }

    private Path large(String name) throws Exception {
        return GeneratedRepository.write(
                Files.createDirectory(temporary.toRealPath().resolve(name)), MANY, 1, "page");
    }
}
