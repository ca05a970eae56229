package dev.codebasemcp.mcp.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.config.AnswerForm;
import dev.codebasemcp.freshness.ProjectFreshness;
import dev.codebasemcp.freshness.RepositoryFreshness;
import dev.codebasemcp.mcp.ToolAnswer;
import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.Job;
import dev.codebasemcp.model.JobId;
import dev.codebasemcp.model.JobPhase;
import dev.codebasemcp.model.JobProgress;
import dev.codebasemcp.model.JobReport;
import dev.codebasemcp.model.JobStatus;
import dev.codebasemcp.model.LineRange;
import dev.codebasemcp.model.ProjectId;
import dev.codebasemcp.model.RepositoryId;
import dev.codebasemcp.model.RepositorySummary;
import dev.codebasemcp.project.ResolutionTier;
import dev.codebasemcp.requests.ProjectFacts;
import dev.codebasemcp.search.Detail;
import dev.codebasemcp.search.SearchResponse;
import dev.codebasemcp.search.SearchResult;
import dev.codebasemcp.search.retrieve.SearchScope;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class SearchAnswerTest {
    private static final String REFRESHING = "The index is being updated; search again in a moment.";

    @Test
    void aRefreshThatTheSearchBeganIsReported() {
        ToolAnswer answer = answer(true);

        assertThat(answer.text()).contains("3 files have changed since the last indexing. " + REFRESHING);
        assertThat(answer.structured().get("index")).isEqualTo(index(true));
    }

    @Test
    void filesThatNothingRefreshesAreOnlyStale() {
        ToolAnswer answer = answer(false);

        assertThat(answer.text()).contains("3 files have changed").doesNotContain(REFRESHING);
        assertThat(answer.structured().get("index")).isEqualTo(index(false));
    }

    /** After a cancelled first run, an answer said that nothing was indexed, and that files had changed since. */
    @Test
    void withoutACompletedRunFilesAreNotIndexedInsteadOfChanged() {
        ToolAnswer answer = answer(SearchResponse.nothing("No file of this repository is indexed yet."), false);

        assertThat(answer.text())
                .contains("No file of this repository is indexed yet.\n3 files are not indexed yet.\n")
                .doesNotContain("changed");
        RepositorySummary repository = new RepositorySummary(
                RepositoryId.random(), Optional.empty(), Path.of("/shop"), 0, 0, Optional.empty());
        RepositoryFreshness fresh = new RepositoryFreshness(repository.id(), 3, false, Optional.empty());
        assertThat(ListProjectsTool.text(repository, Optional.of(fresh)))
                .endsWith("never indexed, 3 files not indexed yet");
    }

    /** An answer counted the written files, the list of jobs those that were compared. */
    @Test
    void aFirstRunIsAsFarAsTheListOfJobsSays() {
        Job job = new Job(
                JobId.random(),
                ProjectId.random(),
                new DatabaseName("cb_proj_shop_0123abcd"),
                Path.of("/shop"),
                false,
                Optional.empty());
        JobReport running = new JobReport(
                job,
                JobStatus.RUNNING,
                "",
                new JobProgress(JobPhase.INDEXING, 100, 55, 43, Map.of(), 0, 0, 90),
                List.of(),
                Instant.EPOCH,
                Optional.of(Instant.EPOCH),
                Optional.empty(),
                Optional.empty());

        ToolAnswer answer = answer(SearchResponse.nothing("Nothing."), true, Optional.of(running));

        assertThat(answer.text()).contains("Indexing is at 55%, so results may be missing; search again in a moment.");
        assertThat(JobAnswer.line(running, true)).contains(" 55% ");
    }

    @Test
    void namesTheVariantsOfAResult() {
        SearchResult result = new SearchResult(
                1,
                RepositoryId.random(),
                "src/unix/fs.c",
                new LineRange(7, 7),
                "c",
                Optional.empty(),
                "int open;",
                1,
                "",
                new SearchResult.Variants(
                        List.of(
                                new SearchResult.Variant("src/win/fs.c", Optional.empty(), Optional.of(9)),
                                new SearchResult.Variant("src/aix\n/fs.c", Optional.of("lib"), Optional.empty())),
                        3));

        ToolAnswer answer = answer(
                new SearchResponse(List.of(result), 1, 0, Optional.of(Instant.EPOCH), 0, Optional.empty(), List.of()),
                false);

        assertThat(answer.text()).startsWith("""
                src/unix/fs.c:7-7
                variants: src/win/fs.c:9, "src/aix\\n/fs.c" in lib and 3 more
                ```
                int open;
                """);
        assertThat(answer.structured().get("results"))
                .asInstanceOf(InstanceOfAssertFactories.list(Map.class))
                .singleElement()
                .satisfies(fields -> {
                    assertThat(fields.get("variants"))
                            .isEqualTo(List.of(
                                    Map.of("file_path", "src/win/fs.c", "start_line", 9),
                                    Map.of("file_path", "src/aix\n/fs.c", "repository", "lib")));
                    assertThat(fields.get("more_variants")).isEqualTo(3);
                });
    }

    private static Map<String, Object> index(boolean building) {
        return Map.of("indexed_at", "1970-01-01T00:00:00Z", "stale_files", 3, "building", building);
    }

    private static ToolAnswer answer(boolean refreshing) {
        return answer(
                new SearchResponse(
                        List.of(), 0, 0, Optional.of(Instant.EPOCH), 0, Optional.of("No text matches."), List.of()),
                refreshing);
    }

    private static ToolAnswer answer(SearchResponse response, boolean refreshing) {
        return answer(response, refreshing, Optional.empty());
    }

    private static ToolAnswer answer(SearchResponse response, boolean refreshing, Optional<JobReport> running) {
        ProjectFreshness freshness = new ProjectFreshness(
                List.of(new RepositoryFreshness(RepositoryId.random(), 3, refreshing, Optional.empty())), false, true);
        ProjectFacts project = new ProjectFacts(
                ProjectId.random(),
                "shop",
                new DatabaseName("cb_proj_shop_0123abcd"),
                ResolutionTier.EXPLICIT,
                "asked for",
                List.of());
        SearchText renderer = new SearchText(Detail.FULL, false);
        return new SearchAnswer(AnswerForm.STRUCTURED, 2_000, renderer)
                .render(new OneProjectFrame(response, freshness, running, project, SearchScope.EVERYTHING));
    }
}
