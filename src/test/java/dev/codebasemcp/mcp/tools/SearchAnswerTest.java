package dev.codebasemcp.mcp.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.codebasemcp.config.AnswerForm;
import dev.codebasemcp.freshness.ProjectFreshness;
import dev.codebasemcp.freshness.RepositoryFreshness;
import dev.codebasemcp.mcp.ToolAnswer;
import dev.codebasemcp.model.DatabaseName;
import dev.codebasemcp.model.ProjectId;
import dev.codebasemcp.model.RepositoryId;
import dev.codebasemcp.project.ResolutionTier;
import dev.codebasemcp.requests.ProjectFacts;
import dev.codebasemcp.search.Detail;
import dev.codebasemcp.search.SearchResponse;
import dev.codebasemcp.search.retrieve.SearchScope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SearchAnswerTest {
    private static final String REFRESHING = "The index is being updated; search again in a moment.";

    @Test
    void aRefreshThatTheSearchBeganIsReported() {
        ToolAnswer answer = answer(true);

        assertThat(answer.text()).contains("3 files have changed since the last indexing. " + REFRESHING);
        assertThat(answer.structured().get("index")).isEqualTo(Map.of("stale_files", 3, "building", true));
    }

    @Test
    void filesThatNothingRefreshesAreOnlyStale() {
        ToolAnswer answer = answer(false);

        assertThat(answer.text()).contains("3 files have changed").doesNotContain(REFRESHING);
        assertThat(answer.structured().get("index")).isEqualTo(Map.of("stale_files", 3, "building", false));
    }

    private static ToolAnswer answer(boolean refreshing) {
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
                .render(new OneProjectFrame(
                        SearchResponse.nothing("Nothing is indexed."),
                        freshness,
                        Optional.empty(),
                        project,
                        SearchScope.EVERYTHING));
    }
}
